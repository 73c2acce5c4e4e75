"""One search over everything."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

KINDS = (
    "news",
    "call",
    "event",
    "webinar",
    "offer",
    "funding",
    "region",
    "practice",
    "page",
    "member",
    "organisation",
    "group",
    "unsearched",
)
"""Modules of `search.entries`; a host's app has its own in `search_kinds.py`."""


class SearchConfig(AppConfig):
    name = "search"
    label = "verbund_search"
    verbose_name = "Verbund: search"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for kind in KINDS:
            import_module(f"search.entries.{kind}")
        autodiscover_modules("search_kinds")

        from search import checks  # noqa: F401, PLC0415 -- app ready
        from search.receivers import connect  # noqa: PLC0415 -- app ready

        connect(self)

        from cms.api.routes import api  # noqa: PLC0415 -- app ready
        from search.api import router  # noqa: PLC0415 -- app ready
        from search.operations.alerts import register_alert_gate  # noqa: PLC0415 -- app ready
        from search.permissions import register_policies  # noqa: PLC0415 -- app ready

        register_policies()
        register_alert_gate()
        # Before the routes are read, which is later than the apps are ready.
        api.add_router("", router)
