"""The rules that hold, and what a member says to new ones (CO7)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.enums import AccountState
from community.forms.rules import AcceptRulesForm
from community.models import Member, RulesVersion
from community.operations.rules import RulesChangedError, accept_rules
from community.views.account import find_own_member, personal


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def rules(request: HttpRequest) -> HttpResponse:
    """Show to everybody what holds; ask members for what they have not accepted."""
    rows = RulesVersion.objects.in_force_on(timezone.localdate()).with_texts()
    versions = list(rows.order_by("kind"))
    member = find_own_member(request)
    asked = _list_asked(member, versions)
    sent = request.POST if request.method == "POST" else None
    form = AcceptRulesForm(sent, shown=asked)
    target = _find_target(request)
    if member is not None and asked and form.is_valid() and _accept(member, form):
        messages.success(request, _("Thank you. Everything is open to you again."))
        return redirect(target or "community_me:account")
    context = {
        "versions": [(row, row.get_text(), row in asked) for row in versions],
        "form": form if asked else None,
        "target": target,
        "has_changed": request.method == "POST",
    }
    return render(request, "community/rules.html", context)


def _list_asked(
    member: Member | None, versions: list[RulesVersion]
) -> list[RulesVersion]:
    if member is None or member.state == AccountState.CLOSED:
        return []
    rows = RulesVersion.objects.filter(pk__in=[row.pk for row in versions])
    keys = set(rows.unaccepted_by(member).values_list("pk", flat=True))
    return [row for row in versions if row.pk in keys]


def _accept(member: Member, form: AcceptRulesForm) -> bool:
    try:
        accept_rules(
            member=member, versions=form.cleaned_data["versions"], now=timezone.now()
        )
    except RulesChangedError:
        return False
    return True


def _find_target(request: HttpRequest) -> str:
    """Return where the person was on the way to, on our own host only."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_own = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_own and wanted.startswith("/") else ""
