"""What we hold on a person: every table that does, how it is exported and erased (P9, P10, P35).

An app declares its tables in `community_personal_data.py`; community answers for cms and for
the libraries too. A table that holds nobody is named in `impersonal`, with a reason; one that
is in neither fails the tests, and a system check tells whoever forgot.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.registry import Registry


class DataClass(models.TextChoices):
    """Who may read it at all (P35)."""

    PUBLIC = "public", _("public")
    MEMBER = "member", _("members")
    MINOR = "minor", _("protected as that of a minor")
    CONSENT = "consent", _("consents")
    SAFEGUARDING = "safeguarding", _("protection of children")
    TECHNICAL = "technical", _("technical")


class DataPurpose(models.TextChoices):
    """What it is for, in words for the person."""

    ACCOUNT = "account", _("so that you can have an account")
    LOGIN = "login", _("so that you, and nobody else, can log in")
    BELONGING = "belonging", _("so that networks know who belongs to them")
    PROFILE = "profile", _("so that others see of you what you show")
    TOUCH = "touch", _("so that you choose with whom you are in touch")
    TOLD = "told", _("so that you hear of what concerns you")
    CONSENT = "consent", _("so that we know who has agreed to what")
    CONTACT = "contact", _("so that people know whom to ask")
    STAFF_WORK = "staff work", _("so that editors can work on pages together")
    MAIL = "mail", _("so that mails reach you")
    RECORD = "record", _("so that it can be told later who decided what")
    MACHINERY = "machinery", _("so that the site runs")


class Erasure(models.TextChoices):
    """What becomes of the rows when the person is erased."""

    CASCADE = "cascade", _("goes with the login")
    DELETE = "delete", _("deleted")
    EMPTY = "empty", _("stays without the person")
    SCRUB = "scrub", _("stays without the person’s addresses")


@dataclass(frozen=True)
class Person:
    """Whom exporting and erasing are about.

    ``addresses`` are e-mail addresses in lower case that the person has confirmed;
    ``claimed`` those that she or he only typed, or has left: they may be somebody else's,
    so nothing but what the own account caused is looked for by them. ``names`` are what the person
    is called; others may be called the same.
    """

    user_id: int
    addresses: frozenset[str]
    claimed: frozenset[str]
    names: frozenset[str]
    joined_at: dt.datetime


Eraser = Callable[[Person, dt.datetime], None]


@dataclass(frozen=True, kw_only=True)
class PersonalData:
    """One table that holds something on people.

    ``name``: the model, as ``app.Model``.
    ``path``: lookup from the model to the login (``member__user``), empty without one.
    ``addresses``: columns that hold an e-mail address; rows are the person's if it is theirs.
    ``find``: instead of both, returns which rows are the person's.
    ``exported``: lookups that the export shows (``network__name``); files come along.
    ``withheld``: reasons why the export leaves columns out, each with its columns.
    ``rest``: one reason for all other columns, where the table is content and no record.
    ``emptied``: what `Erasure.EMPTY` writes into the person's rows.
    ``erase_by``: what else must be done, before the login is deleted.
    ``has_names``: whether the person's name is taken out of the texts of these rows.
    ``is_swept``: whether the person's addresses are taken out of all its texts besides.
    """

    name: str
    data_class: DataClass
    purpose: DataPurpose
    readers: str
    kept: str
    path: str = ""
    addresses: tuple[str, ...] = ()
    find: Callable[[Person], Q] | None = None
    exported: tuple[str, ...] = ()
    withheld: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rest: str = ""
    erasure: Erasure = Erasure.CASCADE
    emptied: Mapping[str, Any] = field(default_factory=dict)
    erase_by: Eraser | None = None
    has_names: bool = False
    is_swept: bool = True
    order: int = 100

    def get_purpose(self) -> str:
        """Return what it is for, in the language of the reader."""
        return str(self.purpose.label)

    def rows_of(self, person: Person) -> Q:
        """Return which rows are the person's; none, where nothing tells whose they are."""
        if self.find is not None:
            return self.find(person)
        found = Q(pk__in=[])
        if self.path:
            found |= Q(**{self.path: person.user_id})
        for column in self.addresses:
            for address in person.addresses:
                found |= Q(**{f"{column}__iexact": address})
        return found


@dataclass(frozen=True, kw_only=True)
class Impersonal:
    """A table that holds nobody, and why one can be sure of that."""

    name: str
    reason: str


personal_data: Registry[PersonalData] = Registry("what do we hold on a person?")
impersonal: Registry[Impersonal] = Registry("which tables hold nobody?")


def declare(*entries: PersonalData) -> None:
    """Register tables; those of apps that the site does not have are left out."""
    for entry in entries:
        if _is_there(entry.name):
            personal_data.register(entry)


def declare_impersonal(reason: str, *names: str) -> None:
    """Name tables that hold nobody, for the same reason."""
    there = {model._meta.label for model in apps.get_models(include_auto_created=True)}
    # Wagtail's search has other tables on another database.
    for name in there.intersection(names):
        impersonal.register(Impersonal(name=name, reason=reason))


def _is_there(name: str) -> bool:
    return name.partition(".")[0] in apps.app_configs
