"""Give a flushed test database back what the migrations have sown."""

from importlib import import_module

from django.apps import apps
from wagtail.models import Collection, Locale, Page

from cms.models import Network


def sow_if_flushed() -> None:
    """Sow root page, collection, portal and terms, unless they are there.

    A test with `transaction=True` ends with a flush; the next one, and the next run on
    the same database, begin here.
    """
    if Network.objects.exists():
        return
    Locale.objects.get_or_create(language_code="de")
    Page.add_root(instance=Page(title="Root", slug="root"))
    Collection.add_root(instance=Collection(name="Root"))
    sowing = import_module("cms.migrations.0002_sow_portal_and_terms")
    sowing.sow_portal(apps, None)
    sowing.sow_terms(apps, None)
