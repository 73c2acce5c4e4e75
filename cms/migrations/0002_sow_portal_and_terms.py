"""Sow what no installation can be without: the portal's row and the own terms."""

import json

from django.conf import settings
from django.db import migrations

from cms.conf import get_data_dir, get_setting


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


def sow_terms(apps, schema_editor):
    Term = apps.get_model("cms", "Term")
    TermLabel = apps.get_model("cms", "TermLabel")
    TermAlias = apps.get_model("cms", "TermAlias")
    source = get_data_dir() / "terms.json"
    for taxonomy, rows in json.loads(source.read_text(encoding="utf-8")).items():
        for order, row in enumerate(rows):
            term = Term.objects.create(
                taxonomy=taxonomy, slug=row["slug"], sort_order=order
            )
            TermLabel.objects.bulk_create(
                TermLabel(term=term, language=language, label=row[language])
                for language in ("de", "en")
            )
            TermAlias.objects.bulk_create(
                TermAlias(term=term, source=foreign_list, slug=slug)
                for foreign_list, slug in (
                    alias.split("/") for alias in row.get("aliases", [])
                )
            )


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.RunPython(sow_portal, migrations.RunPython.noop),
        migrations.RunPython(sow_terms, migrations.RunPython.noop),
    ]
