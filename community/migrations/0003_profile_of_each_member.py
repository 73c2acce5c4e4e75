"""Give members of before a profile and a name to order by."""

from django.db import migrations

from cms.geo import sort_key

BATCH = 500


def make_profiles(apps, _schema_editor):
    Member = apps.get_model("community", "Member")
    Profile = apps.get_model("community", "Profile")
    members = Member.objects.filter(profile__isnull=True)
    while batch := list(members.order_by("pk")[:BATCH]):
        Profile.objects.bulk_create(
            Profile(member=member, changed_at=member.joined_at) for member in batch
        )
        for member in batch:
            *first, last = member.display_name.split() or [""]
            member.sort_name = sort_key(" ".join([last, *first]))[:120]
        Member.objects.bulk_update(batch, ["sort_name"])


class Migration(migrations.Migration):
    dependencies = [("community", "0002_profiles_and_contacts")]

    operations = [migrations.RunPython(make_profiles, migrations.RunPython.noop)]
