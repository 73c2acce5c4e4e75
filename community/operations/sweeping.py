"""Taking a person's addresses out of every text of every table (P10, P36)."""

import json
import re
from collections.abc import Iterator
from html import escape
from typing import Any
from urllib.parse import quote

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast
from wagtail.models import TranslatableMixin
from wagtail.search.index import Indexed, insert_or_update_object
from wagtail_localize.models import String, StringSegment, TranslationSource

from community.personal_data import Person, PersonalData, personal_data
from community.queries.mentions import find_mentions, list_spellings

UNSWEPT_APPS = {"wagtailsearch"}
"""Made anew from what they mirror; vectors of words cannot be edited."""

EVERY_ROW = Q()
CONTACT_PARTS = ("name", "phone", "role", "function")
EMAIL = "email"


def sweep_addresses(person: Person) -> None:
    """Take the person's confirmed addresses out of all texts that are left.

    An address is one person's, a name is not: a name inside a text of others stays until
    somebody who can read takes it out, else anybody could have words of pages deleted by
    choosing them as a name.
    """
    spellings = list_spellings(person)
    if not spellings:
        return
    pattern = _compile(person)
    for model in apps.get_models(include_auto_created=True):
        entry = personal_data.get(model._meta.label)
        is_left_out = model._meta.app_label in UNSWEPT_APPS or model._meta.proxy
        if not is_left_out and (entry is None or entry.is_swept):
            _sweep_table(model, spellings, pattern)


def sweep_names(entry: PersonalData, person: Person) -> None:
    """Take the person's names out of the texts of her or his own rows."""
    whole = "|".join(re.escape(name) for name in sorted(person.names))
    if whole:
        pattern = re.compile(rf"(?<!\w)(?:{whole})(?!\w)", re.IGNORECASE)
        model = apps.get_model(entry.name)
        spellings = [*person.names, *(json.dumps(name)[1:-1] for name in person.names)]
        _sweep_table(model, spellings, pattern, entry.rows_of(person))


def _sweep_table(
    model: type[models.Model],
    spellings: list[str],
    pattern: re.Pattern[str],
    rows_of: Q = EVERY_ROW,
) -> None:
    columns = {
        column.name: column
        for column in model._meta.local_fields
        if isinstance(column, models.CharField | models.TextField)
        or column.get_internal_type() == "JSONField"
    }
    if not columns:
        return
    rows = model._base_manager.filter(rows_of, find_mentions(columns, spellings))  # noqa: SLF001 -- drafts too
    texts = {f"swept_{name}": Cast(name, models.TextField()) for name in columns}
    keys = []
    for row in rows.annotate(**texts).values("pk", *texts):
        changed = {
            name: _read(column, scrubbed)
            for name, column in columns.items()
            for text in [row[f"swept_{name}"] or ""]
            for scrubbed in [_scrub_text(text, pattern)]
            if scrubbed != text
        }
        if changed:
            model._base_manager.filter(pk=row["pk"]).update(**changed)  # noqa: SLF001 -- as above
            keys.append(row["pk"])
    note_changed(model, keys)


def _read(column: Any, text: str) -> Any:
    """Return what a column takes for this text; a stream reads it itself."""
    is_json = isinstance(column, models.JSONField)
    return json.loads(text) if is_json else column.to_python(text)


def _compile(person: Person) -> re.Pattern[str]:
    spellings = {
        re.escape(text)
        for address in person.addresses
        for text in (address, quote(address), escape(address))
    }
    # Not inside a longer address.
    whole = "|".join(sorted(spellings))
    return re.compile(rf"(?<![\w.+%-])(?:{whole})(?![\w-]|\.\w)", re.IGNORECASE)


def _scrub_text(text: str, pattern: re.Pattern[str]) -> str:
    if text.lstrip()[:1] in ("{", "[", '"'):
        try:
            value = json.loads(text)
        except ValueError:
            return pattern.sub("", text)
        scrubbed = _scrub(value, pattern)
        return text if scrubbed == value else json.dumps(scrubbed)
    return pattern.sub("", text)


def _scrub(value: Any, pattern: re.Pattern[str]) -> Any:
    """Return a value of JSON without the addresses, nor the names and numbers beside them."""
    if isinstance(value, str):
        return _scrub_text(value, pattern)
    if isinstance(value, list):
        return [_scrub(item, pattern) for item in value]
    if isinstance(value, dict):
        beside = set(_list_beside(value, pattern))
        return {
            name: "" if name in beside else _scrub(item, pattern)
            for name, item in value.items()
        }
    return value


def _list_beside(value: dict[str, Any], pattern: re.Pattern[str]) -> Iterator[str]:
    """Yield the parts of a contact whose address is the person's: name, number, role."""
    for name, item in value.items():
        if name.endswith(EMAIL) and isinstance(item, str) and pattern.fullmatch(item):
            parts = {name.removesuffix(EMAIL) + part for part in CONTACT_PARTS}
            yield from (part for part in parts if isinstance(value.get(part), str))


def note_changed(model: type[models.Model], keys: list[Any]) -> None:
    """Renew what mirrors rows that were changed behind Wagtail's back: search, translations."""
    rows = model._base_manager.filter(pk__in=keys)  # noqa: SLF001 -- drafts too
    if issubclass(model, Indexed):
        for row in rows:
            insert_or_update_object(getattr(row, "specific", row))
    if issubclass(model, TranslatableMixin):
        for row in rows:
            _renew_translation(row)


def _renew_translation(row: Any) -> None:
    """Let wagtail-localize read a page again, and forget texts that it has no use for."""
    sources = TranslationSource.objects.filter(
        object_id=row.translation_key, locale_id=row.locale_id
    )
    for source in sources:
        before = set(StringSegment.objects.filter(source=source).values_list("string"))
        source.update_from_db()
        gone = String.objects.filter(pk__in=[key for (key,) in before])
        gone.filter(segments__isnull=True).delete()
