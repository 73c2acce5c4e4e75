"""Editor wiring: one module a topic, imported here so that Wagtail finds the hooks."""

from cms.wagtail_hooks import isolation, rich_text, translations

__all__ = ["isolation", "rich_text", "translations"]
