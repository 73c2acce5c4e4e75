"""Editorial kernel: networks, pages and the mechanisms every app needs."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

REGISTRIES = (
    "sections",
    "navigation",
    "todos",
    "schedule",
    "demo",
    "audiences",
    "links",
    "proposals",
    "mail_samples",
    "holds",
)
"""Registries of cms; an app fills one in its module `cms_<registry>.py`."""


class CmsConfig(AppConfig):
    name = "cms"
    label = "cms"
    verbose_name = "Verbund: cms"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.permissions.policies import register_policies  # noqa: PLC0415 -- app ready

        register_policies()
        autodiscover_modules(*(f"cms_{registry}" for registry in REGISTRIES))

        from cms import checks  # noqa: F401, PLC0415 -- app ready
        from cms.receivers import (  # noqa: PLC0415 -- app ready
            branches,
            moves,
            proposals,
            renditions,
            site_version,
            workflow_mails,
        )

        branches.connect()
        moves.connect()
        proposals.connect()
        renditions.connect()
        site_version.connect()
        workflow_mails.connect()
