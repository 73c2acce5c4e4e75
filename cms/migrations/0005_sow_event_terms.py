"""Sow the terms of events and the formats below the usual ones."""

from django.db import migrations

from cms.migrations._sowing import sow_missing_terms


class Migration(migrations.Migration):
    dependencies = [("cms", "0004_add_events_and_offers")]

    operations = [
        migrations.RunPython(sow_missing_terms, migrations.RunPython.noop),
    ]
