"""Graduates and mentoring."""

from django.apps import AppConfig


class AlumniConfig(AppConfig):
    name = "alumni"
    label = "alumni"
    verbose_name = "Verbund: alumni"
    default_auto_field = "django.db.models.BigAutoField"
