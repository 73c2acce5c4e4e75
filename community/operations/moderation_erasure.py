"""What cases lose when a person is erased (P48): names, words, addresses."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q

from cms.models import LinkToken, StateChange
from cms.outbox import normalise_address
from community.models import CaseDecision, ModerationCase, Notice, Statement
from community.queries.moderation import make_address_key

ERASED = "–"
"""Stands where the database wants a word."""


@transaction.atomic
def forget_person_in_cases(user: Any) -> None:
    """Empty what names a person: as reporter, and as the one whom a case concerns.

    The case itself stays with kind, dates and outcome, so that figures and queues agree.
    """
    own = Q(reporter__user_id=user.pk)
    if user.email:
        own |= Q(email__iexact=normalise_address(user.email))
        own |= Q(reporter_key=make_address_key(user.email))
    notices = Notice.objects.filter(own)
    _end_links(Notice, notices)
    notices.update(name="", email="", words=ERASED, place="")
    cases = ModerationCase.objects.filter(author__user_id=user.pk)
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


def _end_links(model: Any, rows: Any) -> None:
    LinkToken.objects.filter(
        content_type=ContentType.objects.get_for_model(model),
        object_id__in=list(rows.values_list("pk", flat=True)),
    ).delete()
