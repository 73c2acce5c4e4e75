"""Editor wiring: one module a topic, imported here so that Wagtail finds the hooks."""

from cms.wagtail_hooks import isolation, translations

__all__ = ["isolation", "translations"]
