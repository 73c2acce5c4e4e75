"""Put topics below others, as data/terms.json says, where nobody has placed them yet."""

import json

from django.db import migrations

from cms.conf import get_data_dir


def put_topics_below(apps, schema_editor):
    Term = apps.get_model("cms", "Term")
    source = get_data_dir() / "terms.json"
    topics = Term.objects.filter(taxonomy="topic", merged_into=None)
    keys = dict(topics.values_list("slug", "pk"))
    for row in json.loads(source.read_text(encoding="utf-8"))["topic"]:
        parent = keys.get(row.get("parent"))
        if parent is not None:
            own = topics.filter(slug=row["slug"], parent=None, children=None)
            own.update(parent=parent)


class Migration(migrations.Migration):
    dependencies = [("cms", "0015_add_stage_pages")]

    operations = [
        migrations.RunPython(put_topics_below, migrations.RunPython.noop),
    ]
