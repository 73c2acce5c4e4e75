"""What cases lose when a person is erased (P48): names, words, addresses."""

import datetime as dt
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q

from cms.models import LinkToken, OutboxMail, StateChange
from community.models import CaseDecision, ModerationCase, Notice, Statement
from community.notifications.moderation import KIND
from community.personal_data import Person
from community.queries.moderation import make_address_key

ERASED = "–"
"""Stands where the database wants a word."""


@transaction.atomic
def forget_person_in_cases(person: Person, _now: dt.datetime) -> None:
    """Empty what names a person: as reporter, and as the one whom a case concerns.

    The case itself stays with kind, dates and outcome, so that figures and queues agree.
    """
    notices = Notice.objects.filter(find_own_notices(person))
    _end_links(Notice, notices)
    for key in notices.values_list("pk", flat=True):
        mails = OutboxMail.objects.filter(kind=KIND)
        mails.filter(event_key__startswith=f"{KIND}:notice:{key}:").delete()
    notices.update(name="", email="", words=ERASED, place="")
    cases = ModerationCase.objects.filter(author__user_id=person.user_id)
    keys = list(cases.values_list("pk", flat=True))
    statements = Statement.objects.filter(decision__case__in=keys)
    _end_links(Statement, statements)
    statements.update(appeal="")
    Notice.objects.filter(case__in=keys).update(words=ERASED, place="")
    decisions = CaseDecision.objects.filter(case__in=keys)
    decisions.exclude(facts="").update(facts=ERASED)
    StateChange.objects.filter(
        content_type=ContentType.objects.get_for_model(ModerationCase),
        object_id__in=keys,
    ).update(reason="")
    cases.update(title="", text="", url="")


def find_own_notices(person: Person) -> Q:
    """Return which notices are the person's: by account, or by a confirmed address."""
    keys = [make_address_key(address) for address in person.addresses]
    own = Q(reporter__user_id=person.user_id) | Q(reporter_key__in=keys)
    for address in person.addresses:
        own |= Q(email__iexact=address, reporter=None)
    return own


def _end_links(model: Any, rows: Any) -> None:
    LinkToken.objects.filter(
        content_type=ContentType.objects.get_for_model(model),
        object_id__in=list(rows.values_list("pk", flat=True)),
    ).delete()
