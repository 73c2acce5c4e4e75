"""Screens of the staff in Wagtail's admin."""
