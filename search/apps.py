"""One search over everything."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"
    label = "verbund_search"
    verbose_name = "Verbund: search"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.api.routes import api  # noqa: PLC0415 -- app ready
        from search.api import router  # noqa: PLC0415 -- app ready
        from search.permissions import register_policies  # noqa: PLC0415 -- app ready

        register_policies()
        # Before the routes are read, which is later than the apps are ready.
        api.add_router("", router)
