"""Sow what no installation can be without: the portal's row and the own terms."""

from django.conf import settings
from django.db import migrations

from cms.conf import get_setting
from cms.migrations._sowing import sow_missing_terms


def sow_portal(apps, schema_editor):
    Locale = apps.get_model("wagtailcore", "Locale")
    Network = apps.get_model("cms", "Network")
    locale, _created = Locale.objects.get_or_create(
        language_code=settings.LANGUAGE_CODE.split("-")[0]
    )
    Network.objects.get_or_create(
        kind="site",
        defaults={
            "name": get_setting("SITE_NETWORK_NAME"),
            "slug": "site",
            "source_key": "site",
            "source_locale": locale,
        },
    )


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.RunPython(sow_portal, migrations.RunPython.noop),
        migrations.RunPython(sow_missing_terms, migrations.RunPython.noop),
    ]
