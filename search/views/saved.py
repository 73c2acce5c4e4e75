"""Saved searches: saving one, the own list, changing, ending, taking up again (F13)."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from cms.views.limits import limited
from community.consent import find_standing
from community.enums import Frequency
from community.models import Member
from community.views.account import find_own_member, own_member, personal
from search.conf import get_setting
from search.forms import FrequencyForm, GuestForm
from search.models import SavedSearch
from search.operations.saving import (
    NoPlaceLeftError,
    NotRunningError,
    SavedAlreadyError,
    change_search,
    end_search,
    resume_search,
    save_search,
    save_search_as_guest,
)
from search.queries.saved import (
    Savable,
    UnsavableError,
    describe,
    find_own,
    get_saved_list,
    read_savable,
)

LIST = "verbund_search:saved_list"
METHODS = ["GET", "HEAD", "POST"]


def get_writer(request: HttpRequest) -> Any:
    """Return whose tries are counted: the user, or the address that a mail would reach."""
    if request.user.is_authenticated:
        return request.user
    return request.POST.get("email", "")


def check_takes_part(member: Member) -> None:
    """Answer who takes no part like a page that does not exist (P2)."""
    if not find_standing(member, timezone.now()).takes_part:
        raise Http404


def find_saved(member: Member, saved_id: int) -> SavedSearch:
    check_takes_part(member)
    saved = find_own(member, saved_id)
    if saved is None:
        raise Http404
    return saved


@personal
@require_http_methods(METHODS)
@limited("saved-search", get_person=get_writer)
def saved_new(request: HttpRequest) -> HttpResponseBase:
    """Save the search of this address, for a member or, after a yes by mail, for a guest."""
    try:
        question = read_savable(request.GET, get_language() or "")
    except UnsavableError as error:
        return _render_new(request, {"sentence": str(error)}, status=400)
    search_url = f"{reverse('verbund_search:results')}?{question.params}"
    context = {"words": describe(question.params), "search_url": search_url}
    if not request.user.is_authenticated:
        return _save_as_guest(request, question, context)
    member = find_own_member(request)
    if member is None:
        return redirect("community_me:start")
    if not find_standing(member, timezone.now()).takes_part:
        return _render_new(request, context | {"is_pending": True}, status=403)
    return _save(request, member, question, context)


@personal
@require_safe
def saved_sent(request: HttpRequest) -> HttpResponseBase:
    """Say what comes next; the same for every address (A8)."""
    context = {
        "days": get_setting("SAVED_SEARCH_CONFIRM_DAYS"),
        "limit": get_setting("SAVED_SEARCHES_OF_GUEST"),
    }
    response = render(request, "verbund_search/saved_sent.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


@own_member
@require_safe
def saved_list(request: HttpRequest, member: Member) -> HttpResponse:
    check_takes_part(member)
    context = {
        "list": get_saved_list(member),
        "limit": get_setting("SAVED_SEARCHES_OF_MEMBER"),
        "days": get_setting("SAVED_SEARCH_ENDED_DAYS"),
    }
    return render(request, "verbund_search/saved_list.html", context)


@own_member
@require_http_methods(METHODS)
@limited("saved-search")
def saved_change(request: HttpRequest, member: Member, saved_id: int) -> HttpResponse:
    saved = find_saved(member, saved_id)
    if not saved.is_running:
        raise Http404
    form = FrequencyForm(request.POST or None, initial={"frequency": saved.frequency})
    if request.method == "POST" and form.is_valid():
        frequency = Frequency(form.cleaned_data["frequency"])
        try:
            change_search(saved=saved, frequency=frequency, now=timezone.now())
        except NotRunningError:
            messages.warning(request, _("Nothing was changed: it has ended."))
        else:
            messages.success(request, _("Saved. We write to you in the new rhythm."))
        return redirect(LIST)
    context = {"form": form, "words": describe(saved.params)}
    return render(request, "verbund_search/saved_change.html", context)


@own_member
@require_POST
def saved_end(request: HttpRequest, member: Member, saved_id: int) -> HttpResponse:
    saved = find_saved(member, saved_id)
    try:
        end_search(saved=saved, now=timezone.now())
    except NotRunningError:
        messages.warning(request, _("Nothing was changed: it has ended."))
    else:
        messages.success(
            request, _("It has ended. Below you can take it up again for a while.")
        )
    return redirect(LIST)


@own_member
@require_POST
def saved_resume(request: HttpRequest, member: Member, saved_id: int) -> HttpResponse:
    saved = find_saved(member, saved_id)
    try:
        resume_search(saved=saved, now=timezone.now())
    except NotRunningError:
        messages.warning(request, _("Nothing was changed: it runs already."))
    except NoPlaceLeftError:
        messages.warning(request, say_full())
    else:
        messages.success(request, _("It goes on as before."))
    return redirect(LIST)


def say_full() -> str:
    return _(
        "You have %(number)d saved searches, and more is not possible. End one of them "
        "first."
    ) % {"number": get_setting("SAVED_SEARCHES_OF_MEMBER")}


def _save(
    request: HttpRequest, member: Member, question: Savable, context: dict[str, Any]
) -> HttpResponseBase:
    form = FrequencyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        frequency = Frequency(form.cleaned_data["frequency"])
        try:
            save_search(
                member=member,
                question=question,
                frequency=frequency,
                now=timezone.now(),
            )
        except SavedAlreadyError:
            messages.info(request, _("You have saved this search already."))
            return redirect(LIST)
        except NoPlaceLeftError:
            form.add_error(None, say_full())
        else:
            messages.success(
                request, _("Saved. We write to you when something new is found.")
            )
            return redirect(LIST)
    return _render_new(request, context | {"form": form})


def _save_as_guest(
    request: HttpRequest, question: Savable, context: dict[str, Any]
) -> HttpResponseBase:
    now = timezone.now()
    form = GuestForm(request.POST if request.method == "POST" else None, now=now)
    if request.method == "POST" and form.is_valid():
        save_search_as_guest(
            address=form.cleaned_data["email"],
            question=question,
            frequency=Frequency(form.cleaned_data["frequency"]),
            now=now,
        )
        return redirect("verbund_search:saved_sent")
    back = f"{request.path}?{question.params}"
    context["login_url"] = f"{reverse('account_login')}?{urlencode({'next': back})}"
    return _render_new(request, context | {"form": form, "is_guest": True})


def _render_new(
    request: HttpRequest, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    response = render(request, "verbund_search/saved_new.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response
