"""Sow the special target groups, and give them the foreign slug that one of them lent out."""

from django.db import migrations

from cms.migrations._sowing import sow_missing_terms


def free_foreign_slug(apps, schema_editor):
    # It meant a path of promotion as long as there was no list of special groups.
    TermAlias = apps.get_model("cms", "TermAlias")
    TermAlias.objects.filter(
        source="specialTargetGroups", term__taxonomy="promotion"
    ).delete()


class Migration(migrations.Migration):
    dependencies = [("cms", "0011_add_practice_and_themes")]

    operations = [
        migrations.RunPython(free_foreign_slug, migrations.RunPython.noop),
        migrations.RunPython(sow_missing_terms, migrations.RunPython.noop),
    ]
