"""Sow the terms of the funding directory."""

from django.db import migrations

from cms.migrations._sowing import sow_missing_terms


class Migration(migrations.Migration):
    dependencies = [("cms", "0008_add_funding_and_guides")]

    operations = [
        migrations.RunPython(sow_missing_terms, migrations.RunPython.noop),
    ]
