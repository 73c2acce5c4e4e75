"""Write down the addresses that members have: nobody else ever gets them (CO8)."""

import hashlib

from django.db import migrations

BATCH = 500
KIND = "community.member"


def note_slugs(apps, _schema_editor):
    Member = apps.get_model("community", "Member")
    GivenSlug = apps.get_model("community", "GivenSlug")
    rows = Member.objects.order_by("pk").values_list("pk", "slug")
    last = 0
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        GivenSlug.objects.bulk_create(
            (
                GivenSlug(
                    kind=KIND,
                    digest=hashlib.sha256(slug.encode()).hexdigest(),
                    row_id=pk,
                )
                for pk, slug in batch
            ),
            ignore_conflicts=True,
        )
        last = batch[-1][0]


class Migration(migrations.Migration):
    dependencies = [("community", "0010_profile_links")]

    operations = [migrations.RunPython(note_slugs, migrations.RunPython.noop)]
