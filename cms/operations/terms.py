"""Merging, ordering and retiring terms (ED60).

After a merge pages, members and listings hold the other term, old addresses keep working.
"""

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction

from cms.models import Term, TermAlias, TermLabel
from cms.models.term import MERGED
from cms.operations.versions import keep_version, save_version


class TermsDifferError(Exception):
    """The two terms stand in different lists, or are the same."""


@transaction.atomic
def merge_terms(*, term: Term, into: Term, now: dt.datetime, actor: Any = None) -> int:
    """Move all that hangs on a term to another one; its slug stays as an alias.

    Returns how many rows moved. A row that would stand twice goes.

    Raises:
        TermsDifferError: other list, or the same term, or the target is merged itself.
    """
    if term.pk == into.pk or term.taxonomy != into.taxonomy or into.merged_into_id:
        raise TermsDifferError
    keep_version(row=term)
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
    save_version(row=term, actor=actor)
    return moved


@transaction.atomic
def move_term(*, term: Term, by: int, actor: Any = None) -> bool:
    """Move a term so many places in its list, up where ``by`` is negative.

    Its list is numbered anew, merged terms left out; two who order at once wait for each
    other. Returns False at the end of the list, where nothing changes.
    """
    rows = Term.objects.of(term.taxonomy).filter(merged_into__isnull=True)
    terms = list(rows.select_for_update().order_by("sort_order", "slug"))
    old = next(place for place, row in enumerate(terms) if row.pk == term.pk)
    new = old + by
    if not 0 <= new < len(terms):
        return False
    keep_version(row=terms[old])
    terms.insert(new, terms.pop(old))
    for place, row in enumerate(terms):
        row.sort_order = place
    Term.objects.bulk_update(terms, ["sort_order"])
    save_version(row=terms[new], actor=actor)
    return True


@transaction.atomic
def retire_term(*, term: Term, now: dt.datetime, actor: Any = None) -> None:
    """Offer a term no longer, or again where it was retired; pages keep it."""
    keep_version(row=term)
    term.retired_at = None if term.retired_at else now
    term.save(update_fields=["retired_at"])
    save_version(row=term, actor=actor)


def _move(row: Any, name: str, into: Term) -> int:
    try:
        with transaction.atomic():
            setattr(row, name, into)
            row.save(update_fields=[name])
    except IntegrityError:
        row.delete()
        return 0
    return 1
