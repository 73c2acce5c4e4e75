"""One search over everything."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"
    label = "verbund_search"
    verbose_name = "Verbund: search"
    default_auto_field = "django.db.models.BigAutoField"
