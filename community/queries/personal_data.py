"""Whose rows are whose: by login, by address, by what points to them (P9, P10, P35)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models

from cms.outbox import normalise_address
from community.models import AddressChange, Guardian, Member
from community.personal_data import (
    DataClass,
    Person,
    PersonalData,
    impersonal,
    personal_data,
)

PEOPLE = (Member, Guardian)


def get_person(user: Any) -> Person:
    """Return what rows about somebody are found by."""
    rows = getattr(user, "emailaddress_set", None)
    named = normalise_address(getattr(user, "email", "") or "")
    known = {} if rows is None else dict(rows.values_list("email", "verified"))
    states = {normalise_address(address): done for address, done in known.items()}
    # A host without django-allauth confirms addresses in a way of its own.
    states.setdefault(named, rows is None)
    left = AddressChange.objects.filter(user=user)
    for address in left.values_list("old_address", flat=True):
        # Somebody else may have confirmed it since.
        states.setdefault(address, False)
    states.pop("", None)
    return Person(
        user_id=user.pk,
        addresses=frozenset(address for address, done in states.items() if done),
        claimed=frozenset(address for address, done in states.items() if not done),
        names=frozenset(_list_names(user)),
        joined_at=user.date_joined,
    )


def _list_names(user: Any) -> Iterator[str]:
    member = Member.objects.filter(user=user).first()
    names = [user.get_full_name(), user.get_username()]
    if member is not None:
        names += [member.display_name, member.slug]
    yield from (name for name in names if name)


def find_user(email: str) -> Any:
    """Return the login with this address, a confirmed one first; None if there is none."""
    users: Any = get_user_model().objects
    address = normalise_address(email)
    if hasattr(get_user_model(), "emailaddress_set"):
        rows = users.filter(emailaddress__email__iexact=address)
        found = rows.order_by("-emailaddress__verified", "pk").first()
        if found is not None:
            return found
    return users.filter(email__iexact=address).order_by("pk").first()


def get_rows(entry: PersonalData, person: Person) -> models.QuerySet[Any]:
    """Return the rows of one table that are the person's."""
    model = apps.get_model(entry.name)
    return model._base_manager.filter(entry.rows_of(person)).order_by("pk")  # noqa: SLF001 -- drafts too


@dataclass(frozen=True)
class Column:
    """One line of the inventory (P35)."""

    table: str
    column: str
    data_class: str
    purpose: str
    readers: str
    kept: str
    export: str


NOBODY = ("everybody who sees the page", "–", "–")


def list_inventory(labels: set[str]) -> list[Column]:
    """Return every column of these apps with its entry; without one it says "undeclared"."""
    return [
        line
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in labels and not model._meta.proxy
        for line in _list_columns(model)
    ]


def list_undeclared() -> list[str]:
    """Return tables of which nobody has said whether they hold something on people."""
    return sorted(
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        if not model._meta.proxy
        and personal_data.get(model._meta.label) is None
        and impersonal.get(model._meta.label) is None
    )


def find_people_columns(model: type[models.Model]) -> list[str]:
    """Return the columns by which a table plainly speaks of people."""
    return [column.name for column in model._meta.local_fields if _names_person(column)]


def find_undeclared_columns(entry: PersonalData) -> list[str]:
    """Return the columns that are neither exported nor withheld for a reason."""
    model = apps.get_model(entry.name)
    return [
        column.name
        for column in model._meta.local_fields
        if _explain(entry, column.name) is None
    ]


def _list_columns(model: type[models.Model]) -> Iterator[Column]:
    name = model._meta.label
    entry, reason = personal_data.get(name), impersonal.get(name)
    for column in model._meta.local_fields:
        if entry is not None:
            said = _explain(entry, column.name) or "undeclared"
            yield Column(
                name,
                column.name,
                entry.data_class.value,
                entry.purpose.value,
                entry.readers,
                entry.kept,
                said,
            )
        else:
            why = reason.reason if reason else "undeclared"
            yield Column(name, column.name, DataClass.PUBLIC.value, *NOBODY, why)


def _explain(entry: PersonalData, column: str) -> str | None:
    if column in {path.partition("__")[0] for path in entry.exported}:
        return "exported"
    for reason, columns in entry.withheld.items():
        if column in columns:
            return f"not exported: {reason}"
    model = apps.get_model(entry.name)
    if model._meta.pk is not None and column == model._meta.pk.name:
        return "not exported: key"
    if entry.path.partition("__")[0] == column:
        return "not exported: the person"
    return f"not exported: {entry.rest}" if entry.rest else None


def _names_person(column: Any) -> bool:
    if isinstance(column, models.EmailField | models.GenericIPAddressField):
        return True
    if column.is_relation:
        return column.related_model in (get_user_model(), *PEOPLE)
    return column.name in {"first_name", "last_name", "display_name", "phone"}
