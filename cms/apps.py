"""Editorial kernel: networks, pages and the mechanisms every app needs."""

from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "cms"
    label = "cms"
    verbose_name = "Verbund: cms"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.permissions.policies import register_policies  # noqa: PLC0415 -- app ready

        register_policies()
