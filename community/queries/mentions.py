"""Where a person's addresses stand in texts, whatever their case and spelling."""

import json
from collections.abc import Iterable
from html import escape
from typing import Any
from urllib.parse import quote

from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast, Lower, StrIndex
from django.db.models.lookups import GreaterThan
from wagtail.contrib.forms.models import FormSubmission

from community.personal_data import Person


def find_mentions(columns: Iterable[str], spellings: Iterable[str]) -> Q:
    """Return which rows hold one of these texts in one of these columns."""
    found = Q(pk__in=[])
    for name in columns:
        text = Lower(Cast(name, models.TextField()))
        for spelling in spellings:
            place = StrIndex(text, Lower(models.Value(spelling)))
            found |= Q(GreaterThan(place, 0))
    return found


def list_spellings(person: Person) -> list[str]:
    """Return how the addresses are written in texts, in JSON, in HTML and in links."""
    found = set()
    for address in person.addresses:
        found |= {address, json.dumps(address)[1:-1], quote(address), escape(address)}
    return sorted(found)


def find_submissions(person: Person) -> models.QuerySet[Any]:
    """Return what the person sent through editors' forms, told by the address in it."""
    rows = FormSubmission.objects.filter(
        find_mentions(("form_data",), list_spellings(person))
    )
    return rows.values("pk")
