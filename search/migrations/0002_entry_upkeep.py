"""Marks that triggers write, and values as long as the longest slug."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("verbund_search", "0001_entries")]

    operations = [
        migrations.AlterField(
            model_name="entryvalue",
            name="value",
            field=models.CharField(max_length=160, verbose_name="value"),
        ),
        migrations.CreateModel(
            name="Mark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("source", models.CharField(max_length=130)),
                ("key", models.BigIntegerField()),
            ],
        ),
    ]
