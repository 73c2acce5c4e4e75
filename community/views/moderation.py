"""Reporting an item, the public figures, and decisions about oneself (CO49, CO52, P8)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cms.links import get_link_path
from cms.views.limits import limited
from community.forms.moderation import AppealForm, NoticeForm
from community.models import Member, Statement
from community.operations.moderation import (
    BusyItemError,
    TooLateError,
    appeal_decision,
    report_item,
)
from community.permissions.moderation import can_appeal_statement
from community.queries.moderation import (
    get_statements_about,
    list_statement_facts,
    list_year_figures,
    say_hours,
)
from community.reportables import Reportable, reportables
from community.views.account import find_own_member, own_member, personal


@personal
@require_http_methods(["GET", "HEAD", "POST"])
@limited("report")
def report(request: HttpRequest, kind_name: str, key: str) -> HttpResponseBase:
    """Take a notice; its receipt is the page that shows how it stands."""
    kind, row = find_item(kind_name, key)
    member = find_own_member(request)
    form = make_notice_form(request, member)
    if request.method == "POST" and form.is_valid():
        try:
            link = report_item(
                kind=kind,
                row=row,
                details=form.get_details(),
                reporter=member,
                language=get_language() or "",
                now=timezone.now(),
            )
        except BusyItemError:
            form.add_error(
                None, _("Somebody is deciding about it just now. Please send it again.")
            )
        else:
            return redirect(get_link_path(link))
    context = {
        "form": form,
        "item_kind": kind.label,
        "item_title": kind.get_public_title(row),
    }
    return render(request, "community/moderation_report.html", context)


def find_item(kind_name: str, key: str) -> tuple[Reportable, Any]:
    kind = reportables.get(kind_name)
    row = kind.find(key) if kind else None
    if kind is None or row is None:
        raise Http404
    return kind, row


def make_notice_form(request: HttpRequest, member: Member | None) -> NoticeForm:
    known = {"name": member.display_name, "email": member.user.email} if member else {}
    sent = request.POST if request.method == "POST" else None
    return NoticeForm(sent, now=timezone.now(), initial=known)


@require_safe
def figures(request: HttpRequest) -> HttpResponseBase:
    """Show how many notices were decided in each year, and how."""
    hidden = _("fewer than 5")
    years = [
        {
            "year": found.year,
            "facts": [
                {"label": _("Decided cases"), "value": found.total or hidden},
                {
                    "label": _("Half of them decided within"),
                    "value": hidden
                    if found.median_hours is None
                    else say_hours(found.median_hours),
                },
                {
                    "label": _("Changed after an appeal"),
                    "value": found.reversed_count or hidden,
                },
            ],
            "reasons": [(label, count or hidden) for label, count in found.reasons],
            "outcomes": [(label, count or hidden) for label, count in found.outcomes],
        }
        for found in list_year_figures()
    ]
    return render(request, "community/moderation_figures.html", {"years": years})


@own_member
@require_safe
def decision_list(request: HttpRequest, member: Member) -> HttpResponseBase:
    statements = get_statements_about(member)
    context = {"statements": statements}
    return render(request, "community/moderation_decisions.html", context)


@own_member
@require_http_methods(["GET", "HEAD", "POST"])
def decision_detail(
    request: HttpRequest, member: Member, statement_id: int
) -> HttpResponseBase:
    """Show a statement of reasons; take an objection, once and in time."""
    now = timezone.now()
    statement = find_statement(member, statement_id)
    can_appeal = can_appeal_statement(request.user, statement, now)
    form = AppealForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and can_appeal and form.is_valid():
        try:
            appeal_decision(
                statement=statement, words=form.cleaned_data["words"], now=now
            )
        except TooLateError:
            messages.warning(
                request, _("Nothing was changed: see below how it stands.")
            )
        else:
            messages.success(
                request, _("Your objection has arrived. Somebody else decides now.")
            )
        return redirect("community_me:decision_detail", statement_id)
    facts = list_statement_facts(statement)
    context = {
        "statement": statement,
        "facts": [{"label": label, "value": value} for label, value in facts],
        "can_appeal": can_appeal,
        "form": form,
    }
    return render(request, "community/moderation_decision.html", context)


def find_statement(member: Member, statement_id: int) -> Statement:
    statement = get_statements_about(member).filter(pk=statement_id).first()
    if statement is None:
        raise Http404
    return statement
