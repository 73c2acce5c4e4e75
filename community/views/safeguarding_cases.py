"""Cases of child protection for the officers; each look inside is logged first (ME39, P16)."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from cms.transitions import WrongStateError
from cms.views.limits import limited
from community.enums import ReadReason, SafeguardingSource, SafeguardingStep
from community.forms.safeguarding import (
    CaseForm,
    EnterCaseForm,
    EntryForm,
    EvidenceForm,
    FreezeForm,
    LiftForm,
    MoveForm,
    OfficerContactForm,
    PartyForm,
    ReadForm,
    StepForm,
)
from community.models import SafeguardingCase, SafeguardingContact
from community.operations.safeguarding import (
    Concern,
    Evidence,
    FrozenStillError,
    KnownAlreadyError,
    NotYetError,
    add_entry,
    add_evidence,
    add_party,
    freeze_contact,
    lift_freeze,
    move_case,
    note_read,
    open_safeguarding_case,
    save_officer_contact,
    tick_step,
)
from community.permissions.safeguarding import (
    can_read_log,
    get_entering_networks,
    get_officer_networks,
    get_open_notices,
    get_readable_cases,
    get_readable_reads,
    is_officer,
)
from community.queries.safeguarding import get_case_page
from community.views.account import personal

READS_A_PAGE = 100
FORMS_WITH_WORDS: tuple[type[CaseForm], ...] = (
    EntryForm,
    EvidenceForm,
    MoveForm,
    PartyForm,
)
View = Callable[..., HttpResponseBase]


def own_case(view: View) -> View:
    """Give a view a case of the person's; another one is like one that does not exist (A2)."""

    def find(request: HttpRequest, number: str) -> HttpResponseBase:
        rows = get_readable_cases(request.user).select_related("network")
        case = rows.filter(number=number).first()
        if case is None:
            raise Http404
        return view(request, case)

    return login_required(personal(find))


@login_required
@personal
@require_safe
def case_list(request: HttpRequest) -> HttpResponse:
    """List numbers and states; what they are about stands inside."""
    if not is_officer(request.user):
        raise Http404
    rows: Any = get_readable_cases(request.user)
    cases = rows.select_related("network").in_queue_order()
    return render(request, "community/safeguarding_cases.html", {"cases": cases})


@login_required
@personal
@require_http_methods(["GET", "HEAD", "POST"])
@limited("safeguarding")
def case_new(request: HttpRequest) -> HttpResponse:
    """Write down what was seen, or told in person or by phone."""
    networks = get_entering_networks(request.user)
    if not networks.exists():
        raise Http404
    form = EnterCaseForm(
        request.POST if request.method == "POST" else None, networks=networks
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        case = open_safeguarding_case(
            concern=Concern(
                network=said["network"],
                source=SafeguardingSource(said["source"]),
                words=said["words"],
                is_critical=said["is_critical"],
            ),
            author=request.user,
            now=timezone.now(),
        )
        return _say_opened(request, case)
    return render(request, "community/safeguarding_new.html", {"form": form})


@login_required
@personal
@require_POST
def case_from_notice(request: HttpRequest, number: str) -> HttpResponse:
    """Make a case of a notice that says that a child is at risk."""
    notice = get_open_notices(request.user).filter(number=number).first()
    if notice is None:
        raise Http404
    case = open_safeguarding_case(
        concern=Concern(
            network=notice.network,
            source=SafeguardingSource.NOTICE,
            words=_("From notice %(number)s: see the evidence.") % {"number": number},
            is_critical=True,
            about=notice.thing,
            people=(notice.author,) if notice.author else (),
            notice_case=notice,
        ),
        author=request.user,
        now=timezone.now(),
    )
    return _say_opened(request, case)


@own_case
@require_http_methods(["GET", "HEAD", "POST"])
def case_detail(request: HttpRequest, case: SafeguardingCase) -> HttpResponse:
    """Ask why; then write that down, and show the case."""
    form = ReadForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return show_case(request, case, ReadReason(form.cleaned_data["reason"]))
    return render(
        request, "community/safeguarding_gate.html", {"case": case, "form": form}
    )


def show_case(
    request: HttpRequest,
    case: SafeguardingCase,
    reason: ReadReason,
    bound: CaseForm | None = None,
) -> HttpResponse:
    """Log the read, then show the case, with the one form that has to be mended."""
    note_read(case=case, reader=request.user, reason=reason, now=timezone.now())
    forms: dict[str, CaseForm] = {
        kind.name: kind(case=case) for kind in FORMS_WITH_WORDS
    }
    if bound is not None:
        forms[bound.name] = bound
    context = {
        "page": get_case_page(case),
        "forms": forms,
        "invalid": bound,
    }
    return render(request, "community/safeguarding_case.html", context)


def change_case(form_class: type[CaseForm], change: Callable[..., str]) -> View:
    """Make the view of one form: a mistake shows the case again, success leads to its gate."""

    @own_case
    @require_POST
    def answer(request: HttpRequest, case: SafeguardingCase) -> HttpResponse:
        form = form_class(request.POST, case=case)
        if form.is_valid():
            try:
                sentence = change(case, form.cleaned_data, request.user)
            except WrongStateError:
                form.add_error(None, _("Somebody has decided in the meantime."))
            except FrozenStillError:
                form.add_error(
                    None,
                    _("Contact is frozen. Decide on that first, then close the case."),
                )
            except NotYetError:
                form.add_error(
                    "happened_at", _("This time has not come yet: of when is it?")
                )
            except KnownAlreadyError:
                form.add_error(None, _("That was done before."))
            else:
                messages.success(request, sentence)
                return redirect("community_safeguarding:case_detail", case.number)
        return show_case(request, case, ReadReason.WORK, form)

    return answer


def _add_entry(case: SafeguardingCase, said: dict[str, Any], user: Any) -> str:
    add_entry(case=case, words=said["words"], actor=user, now=timezone.now())
    return _("It stands in the log of the case.")


def _add_evidence(case: SafeguardingCase, said: dict[str, Any], user: Any) -> str:
    add_evidence(case=case, evidence=Evidence(**said), actor=user, now=timezone.now())
    return _("It is kept as evidence, and stays as it is.")


def _move(case: SafeguardingCase, said: dict[str, Any], user: Any) -> str:
    move_case(
        case=case,
        move=said["move"],
        words=said["words"],
        is_critical=said["is_critical"],
        actor=user,
        now=timezone.now(),
    )
    return _("Saved, with your reason in the log of the case.")


def _tick(case: SafeguardingCase, said: dict[str, Any], user: Any) -> str:
    tick_step(
        case=case,
        step=SafeguardingStep(said["step"]),
        actor=user,
        now=timezone.now(),
    )
    return _("Ticked.")


def _name_party(case: SafeguardingCase, said: dict[str, Any], _user: Any) -> str:
    add_party(case=case, member=said["address"])
    return _("The person is named in the case.")


def _freeze(case: SafeguardingCase, said: dict[str, Any], _user: Any) -> str:
    member, other = said["whom"]
    freeze_contact(case=case, member=member, other=other, now=timezone.now())
    return _("Contact is frozen, from now on.")


def _lift(_case: SafeguardingCase, said: dict[str, Any], _user: Any) -> str:
    lift_freeze(freeze=said["freeze"], now=timezone.now())
    return _("Contact is open again.")


case_entry = change_case(EntryForm, _add_entry)
case_evidence = change_case(EvidenceForm, _add_evidence)
case_move = change_case(MoveForm, _move)
case_step = change_case(StepForm, _tick)
case_party = change_case(PartyForm, _name_party)
case_freeze = change_case(FreezeForm, _freeze)
case_lift = change_case(LiftForm, _lift)


@login_required
@personal
@require_safe
def read_list(request: HttpRequest) -> HttpResponse:
    """Show the data protection officer who has read what, newest first."""
    if not can_read_log(request.user):
        raise Http404
    rows = get_readable_reads(request.user).select_related("reader", "network")
    before = request.GET.get("before", "")
    if before.isdecimal() and len(before) <= 18:  # noqa: PLR2004 -- fits a key
        rows = rows.filter(pk__lt=int(before))
    found = list(rows.order_by("-pk")[: READS_A_PAGE + 1])
    context = {
        "reads": found[:READS_A_PAGE],
        "older": found[READS_A_PAGE - 1].pk if len(found) > READS_A_PAGE else None,
    }
    return render(request, "community/safeguarding_reads.html", context)


@login_required
@personal
@require_http_methods(["GET", "HEAD", "POST"])
def officer_contact(request: HttpRequest) -> HttpResponse:
    """Let an officer say how members reach her or him."""
    networks = get_officer_networks(request.user)
    if not networks.exists():
        raise Http404
    rows = SafeguardingContact.objects.filter(user_id=request.user.pk or 0)
    form = OfficerContactForm(
        request.POST if request.method == "POST" else None, networks=networks
    )
    if request.method == "POST" and form.is_valid():
        save_officer_contact(user=request.user, **form.cleaned_data)
        messages.success(request, _("Saved. Members see it from now on."))
        return redirect("community_safeguarding:officer_contact")
    contacts = rows.filter(network__in=networks).select_related("network")
    context = {"form": form, "contacts": contacts.order_by("network__name", "pk")}
    return render(request, "community/safeguarding_contact.html", context)


def _say_opened(request: HttpRequest, case: SafeguardingCase) -> HttpResponse:
    sentence = _("It is with the safeguarding officers: %(number)s.")
    messages.success(request, sentence % {"number": case.number})
    if is_officer(request.user):
        return redirect("community_safeguarding:case_list")
    return redirect("community_safeguarding:report")
