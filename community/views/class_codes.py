"""Class codes: a teacher makes and revokes them, a pupil who has an account uses one (CO3)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from cms.views.limits import limited
from community.enums import MembershipState
from community.forms.class_codes import ClassCodeForm
from community.models import Member, Membership
from community.models.class_code import clean_code
from community.operations.class_codes import (
    AccountNotActiveError,
    CodeDoesNotWorkError,
    NotForThisRoleError,
    RevokedAlreadyError,
    make_class_code,
    redeem_class_code,
    revoke_class_code,
)
from community.permissions.class_codes import (
    find_usable_code,
    get_readable_class_codes,
    get_taught_networks,
)
from community.queries.class_codes import list_own_codes
from community.views.account import own_member, personal


@own_member
@require_http_methods(["GET", "HEAD", "POST"])
@limited("class-code")
def class_code_list(request: HttpRequest, member: Member) -> HttpResponse:
    now = timezone.now()
    networks = get_taught_networks(request.user, now).order_by("name")
    is_sent = request.method == "POST"
    form = ClassCodeForm(request.POST if is_sent else None, networks=networks)
    if is_sent and form.is_valid():
        class_code = make_class_code(
            network=form.cleaned_data["network"],
            terms=form.get_terms(),
            actor=request.user,
            now=now,
        )
        messages.success(request, _("The code works from now on."))
        return redirect("community_me:class_code_sheet", class_code.pk)
    context = {
        "codes": list_own_codes(request.user, now),
        "form": form if networks.exists() else None,
        "member": member,
    }
    return render(request, "community/class_codes_list.html", context)


@login_required
@personal
@require_safe
def class_code_sheet(request: HttpRequest, class_code_id: int) -> HttpResponse:
    """Show the code to be printed: in letters, as an address and to be scanned."""
    rows = get_readable_class_codes(request.user).select_related("network")
    class_code = get_object_or_404(rows, pk=class_code_id)
    path = reverse("community_me:class_code_use", args=[class_code.code])
    context = {
        "class_code": class_code,
        "works": class_code.works_at(timezone.now()),
        "join_url": request.build_absolute_uri(path),
        "join_path": path.strip("/"),
    }
    return render(request, "community/class_codes_sheet.html", context)


@login_required
@personal
@require_POST
def class_code_revoke(request: HttpRequest, class_code_id: int) -> HttpResponse:
    rows = get_readable_class_codes(request.user)
    class_code = get_object_or_404(rows, pk=class_code_id)
    try:
        revoke_class_code(class_code=class_code, now=timezone.now())
    except RevokedAlreadyError:
        messages.warning(request, _("The code was revoked before."))
    else:
        messages.success(request, _("Nobody can use this code any more."))
    return redirect("community_me:class_code_list")


def tell_result(membership: Membership) -> str:
    if membership.state == MembershipState.CONFIRMED:
        sentence = _("You belong to %(network)s now.")
    else:
        sentence = _("%(network)s is asked once more whether you belong to it.")
    return sentence % {"network": membership.network}


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def class_code_use(request: HttpRequest, class_code: str) -> HttpResponseBase:
    """Lead visitors to sign-up with the code filled in; members use it here."""
    if not request.user.is_authenticated:
        query = urlencode({"code": clean_code(class_code)})
        return redirect(f"{reverse('account_signup')}?{query}")
    return join_by_code(request, class_code=class_code)


@own_member
@limited("class-code")
def join_by_code(request: HttpRequest, member: Member, class_code: str) -> HttpResponse:
    now = timezone.now()
    error = ""
    if request.method == "POST":
        try:
            membership = redeem_class_code(member=member, text=class_code, now=now)
        except CodeDoesNotWorkError:
            error = _("This code does not work, or not any more.")
        except NotForThisRoleError:
            error = _("Class codes are for pupils, apprentices and students.")
        except AccountNotActiveError:
            error = _("Your account rests or is closed. See “My account” first.")
        else:
            messages.success(request, tell_result(membership))
            return redirect("community_me:account")
    context = {"error": error, "class_code": find_usable_code(class_code, now)}
    return render(request, "community/class_codes_use.html", context)
