"""People: members, organisations, groups, messages."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

REGISTRIES = (
    "personal_data",
    "invite_targets",
    "reportables",
    "activities",
    "contact_reasons",
)
"""Registries of community; an app fills one in its module `community_<registry>.py`."""


class CommunityConfig(AppConfig):
    name = "community"
    label = "community"
    verbose_name = "Verbund: community"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from community.activity import register_models  # noqa: PLC0415 -- app ready
        from community.notifications.gate import register_gate  # noqa: PLC0415 -- app ready
        from community.notifications.reminders import (  # noqa: PLC0415 -- app ready
            register_reminder_gate,
        )
        from community.permissions.policies import register_policies  # noqa: PLC0415 -- app ready
        from community.receivers import (  # noqa: PLC0415 -- app ready
            activity,
            role_offers,
            things,
        )

        register_policies()
        register_gate()
        register_reminder_gate()
        activity.connect()
        role_offers.connect()
        things.connect()
        autodiscover_modules(*(f"community_{registry}" for registry in REGISTRIES))
        register_models()

        from community import checks  # noqa: F401, PLC0415 -- app ready
