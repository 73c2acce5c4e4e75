"""Cases in words: what was decided, how the year was, which addresses are shut out."""

import datetime as dt
import statistics
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from cms.conf import get_setting as get_cms_setting
from cms.holds import make_label_key
from cms.outbox import normalise_address
from cms.registry import Label
from community.enums import DecisionStage, NoticeReason, Outcome
from community.models import (
    BannedAddress,
    CaseDecision,
    CaseFigure,
    Member,
    ModerationCase,
    Statement,
)
from community.reportables import Reportable, reportables

HASH_SALT = "community.moderation"
CRIME_REASONS = (NoticeReason.CHILD, NoticeReason.ILLEGAL, NoticeReason.DIGNITY)
"""Reasons behind which danger to life or safety may stand (DSA Art. 18)."""


def make_person_key(value: str) -> str:
    """Return a keyed hash: equal for equal persons, and nobody else’s to compute."""
    return salted_hmac(HASH_SALT, value, algorithm="sha256").hexdigest()


def make_address_key(email: str) -> str:
    """Return the hash that stands for an address, however it was typed."""
    return make_person_key(f"address:{normalise_address(email)}")


def is_banned(email: str) -> bool:
    """Tell whether this address belongs to somebody who may not join again (CO50)."""
    return BannedAddress.objects.filter(key=make_address_key(email)).exists()


def get_reportable(case: ModerationCase) -> Reportable | None:
    """Return the kind of a case; None where its app was taken out."""
    return reportables.get(case.kind)


def get_kind_label(case: ModerationCase) -> Label:
    """Return what kind of item a case is about, for those who decide."""
    kind = get_reportable(case)
    return kind.label if kind else case.kind


def get_public_title(case: ModerationCase) -> str:
    """Return the title in the active language; the kept one once nobody sees the item."""
    kind = get_reportable(case)
    thing = case.thing
    shown = kind.get_public_title(thing) if kind and thing is not None else ""
    return shown or case.public_title


def list_outcomes(case: ModerationCase) -> list[Outcome]:
    """Return what can be decided: only what this item and its author allow."""
    kind = get_reportable(case)
    outcomes = [Outcome.NOTHING]
    if kind is not None and kind.bears_labels:
        outcomes.append(Outcome.LABEL)
    if kind is not None and kind.hide is not None:
        outcomes.append(Outcome.HIDE)
    if kind is not None and _can_be_removed(kind, case.thing):
        outcomes.append(Outcome.REMOVE)
    if case.author_id:
        outcomes += [Outcome.RESTRICT, Outcome.SUSPEND, Outcome.BAN]
    return outcomes


def _can_be_removed(kind: Reportable, thing: Any) -> bool:
    if kind.remove is None or thing is None:
        return False
    return kind.can_be_removed is None or kind.can_be_removed(thing)


def find_holding_case(thing: Any) -> ModerationCase | None:
    """Return the case whose decision hides a thing now."""
    content_type = ContentType.objects.get_for_model(thing)
    cases = ModerationCase.objects.filter(
        content_type=content_type, object_id=thing.pk, is_held=True
    )
    return cases.order_by("-pk").first()


def list_label_codes() -> dict[str, str]:
    """Return why things bear a label now, by key; the newest reason where there are several."""
    labels = CaseDecision.objects.filter(
        outcome=Outcome.LABEL, stage=DecisionStage.FIRST, lifted_at__isnull=True
    )
    rows = labels.order_by("decided_at", "pk").values_list(
        "case__content_type__app_label",
        "case__content_type__model",
        "case__object_id",
        "basis",
    )
    return {
        make_label_key(f"{app}.{model}", key): basis for app, model, key, basis in rows
    }


def find_label_codes(model: Any, keys: Iterable[int]) -> dict[int, str]:
    """Return why some rows of a kind bear a label now, by key; one query for all."""
    labels = CaseDecision.objects.filter(
        outcome=Outcome.LABEL,
        stage=DecisionStage.FIRST,
        lifted_at__isnull=True,
        case__content_type=ContentType.objects.get_for_model(model),
        case__object_id__in=list(keys),
    )
    return dict(
        labels.order_by("decided_at", "pk").values_list("case__object_id", "basis")
    )


def get_statements_about(member: Member) -> QuerySet[Statement]:
    """Return what was decided about a person, newest first."""
    rows = Statement.objects.filter(decision__member=member)
    return rows.select_related("decision__case").order_by("-made_at", "-pk")


def list_statement_facts(statement: Statement) -> list[tuple[Label, str]]:
    """Return the statement of reasons in the active language, as label and value (P8)."""
    decision = statement.decision
    case = decision.case
    law = " ".join(filter(None, (decision.get_basis_display(), decision.provision)))
    facts: list[tuple[Label, str]] = [
        (_("Case"), case.number),
        (_("What it is about"), case.title or case.public_title),
        (_("What was decided"), decision.get_outcome_display()),
    ]
    if decision.ends_at:
        facts.append((_("Until"), format_moment(decision.ends_at)))
    if decision.outcome == Outcome.REMOVE and case.text:
        facts.append((_("What it said"), case.text))
    facts += [
        (_("The facts"), _read_facts(decision)),
        (_("Law or rule"), law),
        (_("How it was decided"), _say_who_decided(decision)),
    ]
    return facts


def list_statement_lines(statement: Statement) -> list[str]:
    """Return the same for a mail, in the language of the recipient."""
    with override(statement.language):
        return [f"{label}: {value}" for label, value in list_statement_facts(statement)]


def format_moment(moment: dt.datetime) -> str:
    """Return day and time in the active language."""
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")


def _read_facts(decision: CaseDecision) -> str:
    if decision.stage == DecisionStage.INTERIM:
        return _("Somebody has reported that a child or young person is at risk here.")
    return decision.facts


def _say_who_decided(decision: CaseDecision) -> str:
    if decision.is_automated:
        return _("By a program, after a notice. A person looks at it within a day.")
    return _("By a person, after a notice. No program took part.")


@dataclass(frozen=True)
class YearFigures:
    """What a year brought; ``None`` stands for a figure too small to be shown.

    ``reasons`` and ``outcomes``: label and count.
    """

    year: int
    total: int | None
    reasons: tuple[tuple[Label, int | None], ...]
    outcomes: tuple[tuple[Label, int | None], ...]
    reversed_count: int | None
    median_hours: float | None


def list_year_figures() -> list[YearFigures]:
    """Return the decided cases of each year, the newest year first (CO52)."""
    rows = CaseFigure.objects.order_by("-year").values_list(
        "year", "reason", "outcome", "hours", "is_reversed"
    )
    years: dict[int, list[Any]] = {}
    for row in rows:
        years.setdefault(row[0], []).append(row)
    return [_sum_up(year, found) for year, found in years.items()]


def _sum_up(year: int, rows: list[Any]) -> YearFigures:
    smallest = get_cms_setting("SMALLEST_SHOWN_COUNT")
    is_shown = len(rows) >= smallest
    reversed_count = sum(row[4] for row in rows)
    return YearFigures(
        year=year,
        total=len(rows) if is_shown else None,
        reasons=_hide_small(Counter(row[1] for row in rows), NoticeReason, smallest),
        outcomes=_hide_small(Counter(row[2] for row in rows), Outcome, smallest),
        reversed_count=_show_part(reversed_count, len(rows), smallest),
        median_hours=statistics.median(row[3] for row in rows) if is_shown else None,
    )


def _show_part(count: int, total: int, smallest: int) -> int | None:
    """Hide a part that is small, and one whose rest is."""
    is_telling = count < smallest or 0 < total - count < smallest
    return None if is_telling else count


def _hide_small(
    counts: Counter[str], choices: Any, smallest: int
) -> tuple[tuple[Label, int | None], ...]:
    """Hide small counts, and one more where the total would betray a hidden one."""
    shown = {key: count for key, count in counts.items() if count >= smallest}
    rest = sum(counts.values()) - sum(shown.values())
    if shown and 0 < rest < smallest:
        del shown[min(shown, key=lambda key: (shown[key], key))]
    return tuple((choice.label, shown.get(choice.value)) for choice in choices)


def say_hours(hours: float) -> str:
    """Return whole hours in words."""
    count = round(hours)
    return ngettext("%(count)d hour", "%(count)d hours", count) % {"count": count}


def list_notice_facts(notice: Any) -> list[tuple[Label, str]]:
    """Return how it stands with what somebody has reported, for that person."""
    case = notice.case
    with_decision = case.decisions.exclude(stage=DecisionStage.INTERIM)
    last = with_decision.order_by("decided_at", "pk").last()
    facts: list[tuple[Label, str]] = [
        (_("Number"), case.number),
        (_("What it is about"), get_public_title(case)),
        (_("Status"), case.get_state_display()),
    ]
    if last is not None:
        facts.append((_("Result"), say_result(last)))
    return facts


def say_result(decision: CaseDecision) -> str:
    """Return the result for whoever reported; what was done to a person stays private."""
    if decision.is_restricting:
        return _("We have found a breach and have acted on it.")
    return _("We have found no breach and have changed nothing.")
