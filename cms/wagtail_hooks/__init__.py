"""Editor wiring: one module a topic, imported here so that Wagtail finds the hooks."""

from cms.wagtail_hooks import fields, isolation, publishing, rich_text, translations

__all__ = ["fields", "isolation", "publishing", "rich_text", "translations"]
