"""People: members, organisations, groups, messages."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CommunityConfig(AppConfig):
    name = "community"
    label = "community"
    verbose_name = "Verbund: community"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from community.permissions.policies import register_policies  # noqa: PLC0415 -- app ready

        register_policies()
        autodiscover_modules("community_reportables")
