"""Merging terms: pages, members and listings move on, old addresses keep working (ED60)."""

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction

from cms.models import Term, TermAlias, TermLabel

MERGED = "merged:{taxonomy}"
"""Source of the alias that a merged term leaves behind."""


class TermsDifferError(Exception):
    """The two terms stand in different lists, or are the same."""


@transaction.atomic
def merge_terms(*, term: Term, into: Term, now: dt.datetime) -> int:
    """Move all that hangs on a term to another one; its slug stays as an alias.

    Returns how many rows moved. A row that would stand twice goes.

    Raises:
        TermsDifferError: other list, or the same term, or the target is merged itself.
    """
    if term.pk == into.pk or term.taxonomy != into.taxonomy or into.merged_into_id:
        raise TermsDifferError
    own: set[Any] = {TermLabel, TermAlias}
    moved = 0
    for relation in Term._meta.related_objects:
        name = relation.field.name
        if relation.related_model in own:
            continue
        rows = relation.related_model._meta.base_manager.filter(**{name: term})
        for row in rows.exclude(pk=into.pk) if relation.related_model is Term else rows:
            moved += _move(row, name, into)
    into.refresh_from_db()
    term.aliases.update(term=into)
    TermAlias.objects.get_or_create(
        source=MERGED.format(taxonomy=term.taxonomy),
        slug=term.slug,
        defaults={"term": into},
    )
    Term.objects.filter(pk=term.pk).update(merged_into=into, retired_at=now)
    term.refresh_from_db()
    return moved


def _move(row: Any, name: str, into: Term) -> int:
    try:
        with transaction.atomic():
            setattr(row, name, into)
            row.save(update_fields=[name])
    except IntegrityError:
        row.delete()
        return 0
    return 1
