from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("verbund_search", "0004_synonyms"),
    ]

    operations = [
        migrations.CreateModel(
            name="LoggedSearch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(verbose_name="day")),
                ("language", models.CharField(max_length=12, verbose_name="language")),
                ("query", models.CharField(max_length=100, verbose_name="query")),
                ("count", models.PositiveIntegerField(default=0, verbose_name="times asked")),
                ("result_count", models.PositiveIntegerField(default=0, verbose_name="results")),
                ("click_count", models.PositiveIntegerField(default=0, verbose_name="clicks")),
                ("position_sum", models.PositiveIntegerField(default=0, verbose_name="sum of positions")),
            ],
            options={
                "verbose_name": "query of a day",
                "verbose_name_plural": "queries of a day",
                "constraints": [
                    models.UniqueConstraint(fields=("day", "language", "query"), name="logged_search_once_a_day"),
                ],
            },
        ),
    ]
