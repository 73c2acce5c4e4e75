"""What several migrations share: terms that a later version of data/terms.json adds."""

import json

from cms.conf import get_data_dir


def sow_missing_terms(apps, schema_editor):
    """Add the terms, labels and foreign slugs that are not there; change none that is."""
    Term = apps.get_model("cms", "Term")
    TermLabel = apps.get_model("cms", "TermLabel")
    TermAlias = apps.get_model("cms", "TermAlias")
    source = get_data_dir() / "terms.json"
    for taxonomy, rows in json.loads(source.read_text(encoding="utf-8")).items():
        made = {}
        for order, row in enumerate(rows):
            term, is_new = Term.objects.get_or_create(
                taxonomy=taxonomy, slug=row["slug"], defaults={"sort_order": order}
            )
            made[row["slug"]] = term
            if is_new:
                TermLabel.objects.bulk_create(
                    TermLabel(term=term, language=language, label=row[language])
                    for language in ("de", "en")
                )
                if row.get("parent"):
                    term.parent = made[row["parent"]]
                    term.save(update_fields=["parent"])
            for alias in row.get("aliases", []):
                foreign_list, slug = alias.split("/")
                TermAlias.objects.get_or_create(
                    source=foreign_list, slug=slug, defaults={"term": term}
                )
