"""Messages: the own conversations, one of them, a new one, and what one does with it (CO33)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from cms.audiences import get_viewer, list_keys
from cms.views.limits import limited
from community.forms.messages import MessageForm, NewThreadForm
from community.models import Member, Thread
from community.operations.contacts import block_member
from community.operations.messages import (
    NewMemberError,
    NotReachableError,
    TooManyThreadsError,
    WrongNumberError,
    leave_thread,
    note_thread_read,
    send_message,
    set_thread_muted,
    set_thread_starred,
    start_thread,
)
from community.permissions.message_checks import works_on_messages
from community.permissions.messages import ask_gate, find_reach, judge
from community.queries.messages import (
    FILTERS,
    get_message_page,
    get_thread_rows,
    get_thread_title,
    list_accesses,
    list_reachable,
    list_threads,
    say_reachable,
)
from community.views.notifications import parse_key, participant

MOST_PAGES = 500


@participant
@require_safe
def message_list(request: HttpRequest, member: Member) -> HttpResponse:
    """Show the own conversations; what one may read in each is asked again."""
    viewer, now = get_viewer(request), timezone.now()
    reach = find_reach(member, now)
    chosen = request.GET.get("show", "")
    chosen = chosen if chosen in FILTERS else ""
    words = request.GET.get("q", "").replace("\0", "").strip()[:100]
    page = list_threads(
        viewer=viewer,
        member=member,
        judge=lambda thread, rows: judge(thread, rows, member.pk, reach),
        chosen=chosen,
        words=words,
        page=parse_page(request.GET.get("page", "1")),
    )
    context = {
        "page": page,
        "chosen": chosen,
        "words": words,
        "hidden": [{"name": "show", "value": chosen}] if chosen else [],
        "is_filtered": bool(words or chosen),
        "can_write": bool(reach.ways),
        "reachable": say_reachable(len(reach.ways)),
        "works_on_messages": works_on_messages(request.user),
    }
    return render(request, "community/messages_list.html", context)


@participant
@require_http_methods(["GET", "HEAD", "POST"])
@limited("message")
def message_new(request: HttpRequest, member: Member) -> HttpResponse:
    """Write to one person, or to several; ``to`` names one by the address of the profile."""
    now, slug = timezone.now(), request.GET.get("to", "").replace("\0", "")
    reach = find_reach(member, now)
    people = list_reachable(list(reach.ways), timezone.localdate(now))
    if slug:
        people = [row for row in people if row.slug == slug] or find_one(reach, slug)
    if not people:
        raise Http404
    sent = request.POST if request.method == "POST" else None
    form = NewThreadForm(sent, people=people, initial={"people": [slug]})
    if sent is not None and form.is_valid():
        try:
            message = start_thread(
                starter=member,
                others=form.cleaned_data["people"],
                text=form.cleaned_data["text"],
                now=now,
            )
        except NewMemberError:
            form.add_error(
                None,
                _(
                    "You are new here: until a network has confirmed you, or for two "
                    "weeks, you write to its coordination only."
                ),
            )
        except TooManyThreadsError:
            form.add_error(
                None,
                _("These were enough conversations for the first day. Go on tomorrow."),
            )
        except (NotReachableError, WrongNumberError):
            form.add_error(
                None,
                _(
                    "You cannot write to these people together at the moment. With "
                    "somebody under 18 a conversation is always one of two."
                ),
            )
        else:
            say_what_became(request, message)
            return redirect("community_messages:thread", message.thread_id)
    return render(request, "community/messages_new.html", {"form": form})


@participant
@require_http_methods(["GET", "HEAD", "POST"])
@limited("message")
def message_thread(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """Show a conversation, newest messages last, and take a message."""
    now, thread = timezone.now(), find_thread(request, pk)
    form = MessageForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            message = send_message(
                thread=thread, author=member, text=form.cleaned_data["text"], now=now
            )
        except NotReachableError:
            form.add_error(
                None, _("Your message was not sent: nobody can write here just now.")
            )
        else:
            say_what_became(request, message)
            return redirect("community_messages:thread", thread.pk)
    before = request.GET.get("before")
    return show_thread(
        request, member, thread, form, None if before is None else parse_key(before)
    )


@participant
@require_http_methods(["GET", "HEAD", "POST"])
def message_leave(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """Ask once, then leave."""
    thread = find_thread(request, pk)
    if request.method != "POST":
        return render(request, "community/messages_leave.html", {"thread": thread})
    leave_thread(thread=thread, member=member, now=timezone.now())
    messages.success(request, _("You have left the conversation."))
    return redirect("community_messages:list")


@participant
@require_http_methods(["GET", "HEAD", "POST"])
def message_block(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """Hide from the other in a conversation of two, also where a profile cannot be seen."""
    thread = find_thread(request, pk)
    others = [row.member for row in get_thread_rows(thread) if row.member != member]
    if not thread.is_pair or not others:
        raise Http404
    if request.method != "POST":
        return render(request, "community/messages_block.html", {"thread": thread})
    block_member(blocker=member, blocked=others[0], now=timezone.now())
    messages.success(
        request,
        _(
            "You do not see each other any more. On the page of your contacts you can "
            "take it back."
        ),
    )
    return redirect("community_messages:list")


@participant
@require_POST
def message_mute(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """Switch telling off, or on again."""
    thread, is_muted = find_thread(request, pk), request.POST.get("on") == "1"
    set_thread_muted(thread=thread, member=member, is_muted=is_muted)
    messages.success(
        request,
        _("You are not told of new messages here any more.")
        if is_muted
        else _("You are told of new messages here again."),
    )
    return redirect("community_messages:thread", pk)


@participant
@require_POST
def message_star(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """Mark a conversation, or take the mark back."""
    thread, is_starred = find_thread(request, pk), request.POST.get("on") == "1"
    set_thread_starred(thread=thread, member=member, is_starred=is_starred)
    messages.success(
        request,
        _("The conversation is marked.")
        if is_starred
        else _("The conversation is not marked any more."),
    )
    return redirect("community_messages:thread", pk)


def find_thread(request: HttpRequest, pk: int) -> Thread:
    """Return the thread if the viewer takes part in it.

    Raises:
        Http404: also where it exists and others take part in it.
    """
    threads = Thread.objects.visible_to(get_viewer(request))
    thread = threads.select_related("network").filter(pk=pk).first()
    if thread is None:
        raise Http404
    return thread


def find_one(reach: Any, slug: str) -> list[Member]:
    """Return the one whom the form could not list among so many."""
    return list(Member.objects.filter(slug=slug, pk__in=list(reach.ways)))


def show_thread(
    request: HttpRequest,
    member: Member,
    thread: Thread,
    form: MessageForm,
    before: int | None,
) -> HttpResponse:
    now, viewer = timezone.now(), get_viewer(request)
    gate, rows = ask_gate(member, thread, now), get_thread_rows(thread)
    page = None
    if gate.can_read:
        page = get_message_page(
            viewer=viewer, member=member, thread=thread, before=before
        )
        note_thread_read(thread=thread, member=member, now=now)
    blocked = list_keys(viewer.blocked, "owner")
    context = {
        "thread": thread,
        "mine": next(row for row in rows if row.member_id == member.pk),
        "title": get_thread_title(rows, member, blocked, can_read=gate.can_read),
        "gate": gate,
        "page": page,
        "form": form,
        "accesses": list_accesses(thread) if gate.can_read else [],
        "has_left": any(row.left_at and row.member_id != member.pk for row in rows)
        and thread.is_pair
        and gate.can_read,
    }
    return render(request, "community/messages_thread.html", context)


def say_what_became(request: HttpRequest, message: Any) -> None:
    """Tell the author of a held message; one that is delivered is seen below."""
    if message.is_held:
        messages.info(
            request,
            _(
                "Your message is being checked: it seems to hold a way to reach somebody "
                "elsewhere. The coordination looks at it."
            ),
        )


def parse_page(text: str) -> int:
    """Return the number of a page; what is none is the first."""
    is_number = text.isascii() and text.isdigit() and len(text) <= len(str(MOST_PAGES))
    return min(max(int(text), 1), MOST_PAGES) if is_number else 1
