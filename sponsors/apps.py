"""Sponsors, their pages and agreements."""

from django.apps import AppConfig


class SponsorsConfig(AppConfig):
    name = "sponsors"
    label = "sponsors"
    verbose_name = "Verbund: sponsors"
    default_auto_field = "django.db.models.BigAutoField"
