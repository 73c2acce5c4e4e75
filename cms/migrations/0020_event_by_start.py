from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0019_add_safeguarding_roles"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["starts_at", "id"], name="event_by_start"),
        ),
    ]
