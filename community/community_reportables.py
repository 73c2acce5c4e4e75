"""What of cms and community can be reported: pages by their thing, and profiles."""

import uuid
from typing import Any

from django.apps import apps
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from cms.models import Network
from cms.permissions.roles import get_active_roles
from cms.registry import Label
from community.enums import AccountState, PostState
from community.models import (
    Enquiry,
    Group,
    GroupMembership,
    Member,
    Message,
    Post,
    TeamMembership,
)
from community.models.message import SEEN_STATES
from community.operations.enquiries import KIND, hide_enquiry, show_enquiry
from community.operations.group_reports import hide_group, show_group_again
from community.operations.hidden_pages import (
    hide_pages,
    remove_pages,
    restore_pages,
    stand_alone,
)
from community.operations.message_checks import remove_message, restore_message
from community.operations.post_ends import hide_post, remove_for_good, show_post
from community.queries.post_texts import draw_teaser
from community.reportables import Reportable, Snapshot, reportables

TEXT_LENGTH = 20_000


def find_live_pages(thing: Any) -> list[Any]:
    """Return the pages that visitors see, that of the first language before the others."""
    pages = [
        page
        for accessor in thing.page_accessors
        for page in getattr(thing, accessor).filter(live=True, alias_of__isnull=True)
    ]
    return sorted(
        pages, key=lambda page: (page.locale_id != thing.source_locale_id, page.pk)
    )


def find_thing(model_label: str, key: str) -> Any:
    """Return the thing behind a page that visitors see, or None."""
    try:
        translation_key = uuid.UUID(key)
    except ValueError:
        return None
    model: Any = apps.get_model(model_label)
    thing = model.objects.filter(translation_key=translation_key).first()
    return thing if thing is not None and find_live_pages(thing) else None


def get_page_title(thing: Any) -> str:
    pages = find_live_pages(thing)
    return pages[0].title if pages else ""


def take_page_snapshot(thing: Any) -> Snapshot:
    pages = find_live_pages(thing)
    if not pages:
        return Snapshot(title="", text="", url="")
    page = pages[0]
    body = getattr(page, "body", None)
    words = body.stream_block.get_searchable_content(body) if body else []
    text = "\n\n".join(part for part in (page.summary, *map(str, words)) if part)
    return Snapshot(
        title=page.title,
        text=text[:TEXT_LENGTH],
        url=f"{settings.WAGTAILADMIN_BASE_URL}{page.get_url() or ''}",
    )


def get_page_author(thing: Any) -> Member | None:
    """Return the member who made the page first shown, where it was one."""
    owners = (page.owner_id for page in find_live_pages(thing) if page.owner_id)
    return Member.objects.filter(user_id=next(owners, 0)).first()


def owns_page(user: Any, thing: Any) -> bool:
    return any(
        getattr(thing, accessor).filter(owner_id=user.pk).exists()
        for accessor in thing.page_accessors
    )


def get_own_network(thing: Any) -> Network:
    network: Network = thing.network
    return network


def get_portal(_row: Any) -> Network:
    """Return who decides about a network itself: its own staff would be judge and party."""
    return Network.objects.get_site()


def works_in_network(user: Any, network: Network) -> bool:
    return get_active_roles(user).filter(network=network).exists()


def find_member(key: str) -> Member | None:
    return Member.objects.filter(slug=key).exclude(state=AccountState.CLOSED).first()


def get_member_network(member: Member) -> Network:
    """Return the network of a member who belongs to one; else the portal decides."""
    confirmed = member.memberships.confirmed().select_related("network")[:2]
    found = [membership.network for membership in confirmed]
    return found[0] if len(found) == 1 else Network.objects.get_site()


def take_profile_snapshot(member: Member) -> Snapshot:
    return Snapshot(
        title=member.display_name, text=str(member.get_role_display()), url=""
    )


def is_oneself(user: Any, member: Member) -> bool:
    return member.user_id == user.pk


def register_pages(name: str, label: Label, model: str, **values: Any) -> None:
    """Register a kind that stands on pages; ``values`` replace what differs."""
    entry: dict[str, Any] = {
        "find": lambda key: find_thing(model, key),
        "take_snapshot": take_page_snapshot,
        "get_public_title": get_page_title,
        "get_network": get_own_network,
        "get_author": get_page_author,
        "hide": hide_pages,
        "restore": restore_pages,
        "bears_labels": True,
        "remove": remove_pages,
        "can_be_removed": stand_alone,
        "is_own": owns_page,
    }
    reportables.register(
        Reportable(name=name, label=label, model=model, **entry | values)
    )


# The names are those of the models: the tag `thing_of_page` writes them into addresses.
register_pages("article", gettext_lazy("Page"), "cms.Article")
register_pages("call", gettext_lazy("Call"), "cms.Call")
register_pages("event", gettext_lazy("Event"), "cms.Event")
register_pages("offer", gettext_lazy("Offer"), "cms.Offer")
register_pages("practiceentry", gettext_lazy("Good practice"), "cms.PracticeEntry")
register_pages("fundingentry", gettext_lazy("Funding"), "cms.FundingEntry")
register_pages(
    "network",
    gettext_lazy("Network"),
    "cms.Network",
    get_network=get_portal,
    is_own=works_in_network,
    remove=None,
)
reportables.register(
    Reportable(
        name="member",
        label=gettext_lazy("Profile"),
        model="community.Member",
        find=find_member,
        take_snapshot=take_profile_snapshot,
        get_public_title=lambda _member: gettext("A profile"),
        get_network=get_member_network,
        get_author=lambda member: member,
        is_own=is_oneself,
    )
)


def find_post(key: str) -> Post | None:
    """Return a post or comment that others read; its key is nobody's to guess."""
    try:
        post_key = uuid.UUID(key)
    except ValueError:
        return None
    rows = Post.objects.filter(key=post_key, state=PostState.VISIBLE, removed_at=None)
    return rows.exclude(text="").select_related("author", "network").first()


def take_post_snapshot(post: Post) -> Snapshot:
    """Return the text, with what stood there before it was edited."""
    earlier = [version.text for version in post.versions.all()]
    parts = [post.text, *(f"[{gettext('before')}] {text}" for text in earlier[::-1])]
    return Snapshot(
        title=draw_teaser(post.text),
        text="\n\n".join(parts)[:TEXT_LENGTH],
        url=f"{settings.WAGTAILADMIN_BASE_URL}{post.get_absolute_url()}",
    )


def is_own_post(user: Any, post: Post) -> bool:
    return post.author is not None and post.author.user_id == user.pk


for name, label, public_title in (
    ("post", gettext_lazy("Post"), gettext_lazy("A post")),
    ("comment", gettext_lazy("Comment"), gettext_lazy("A comment")),
):
    reportables.register(
        Reportable(
            name=name,
            label=label,
            model="community.Post",
            find=find_post,
            take_snapshot=take_post_snapshot,
            get_public_title=lambda _post, title=public_title: str(title),  # type: ignore[misc]  # -- the title is bound here
            get_network=get_own_network,
            get_author=lambda post: post.author,
            hide=lambda post, actor: hide_post(post, actor, timezone.now()),
            restore=lambda hidden, actor: show_post(hidden, actor, timezone.now()),
            bears_labels=True,
            remove=lambda post, actor: remove_for_good(post, actor, timezone.now()),
            is_own=is_own_post,
        )
    )


def find_group(key: str) -> Group | None:
    """Return a group by its number; the form says of it only that it is one."""
    found = Group.objects.filter(pk=int(key)) if key.isdecimal() else None
    return found.first() if found else None


def take_group_snapshot(group: Group) -> Snapshot:
    text = "\n\n".join(part for part in (group.summary, group.welcome) if part)
    url = f"{settings.WAGTAILADMIN_BASE_URL}{group.get_absolute_url()}"
    return Snapshot(title=group.name, text=text, url=url)


def get_group_author(group: Group) -> Member | None:
    """Return who has led the group for the longest time."""
    owners = GroupMembership.objects.owners().filter(group=group)
    row = owners.select_related("member__user").order_by("since", "pk").first()
    return row.member if row else None


def leads_group(user: Any, group: Group) -> bool:
    rows = GroupMembership.objects.leading().filter(group=group)
    return rows.filter(member__user=user).exists()


reportables.register(
    Reportable(
        name="group",
        label=gettext_lazy("Group"),
        model="community.Group",
        find=find_group,
        take_snapshot=take_group_snapshot,
        get_public_title=lambda _group: gettext("A group"),
        get_network=get_own_network,
        get_author=get_group_author,
        hide=hide_group,
        restore=show_group_again,
        is_own=leads_group,
    )
)


def find_message(key: str) -> Message | None:
    """Return what others in its thread have read; the address is known to them only."""
    try:
        message_key = uuid.UUID(key)
    except ValueError:
        return None
    rows = Message.objects.filter(key=message_key, state__in=SEEN_STATES)
    return rows.select_related("thread__network", "author__user").first()


def take_message_snapshot(message: Message) -> Snapshot:
    """Point to the page that asks why before it shows the text; no word stands in the case."""
    path = reverse("checked_messages:inspect", args=[message.pk])
    return Snapshot(
        title=gettext("A message"),
        text=gettext(
            "The text is shown at the address, to who says why; that is logged."
        ),
        url=f"{settings.WAGTAILADMIN_BASE_URL}{path}",
    )


def takes_part_in_thread(user: Any, message: Message) -> bool:
    return message.thread.memberships.filter(member__user_id=user.pk).exists()


reportables.register(
    Reportable(
        name="message",
        label=gettext_lazy("Message"),
        model="community.Message",
        find=find_message,
        take_snapshot=take_message_snapshot,
        get_public_title=lambda _message: gettext("A message"),
        get_network=lambda message: message.thread.network,
        get_author=lambda message: message.author,
        hide=remove_message,
        restore=restore_message,
        is_own=takes_part_in_thread,
    )
)


def find_enquiry(key: str) -> Enquiry | None:
    """Return what was delivered; the key is known to its receivers only."""
    try:
        enquiry_key = uuid.UUID(key)
    except ValueError:
        return None
    rows = Enquiry.objects.delivered().filter(key=enquiry_key)
    return rows.select_related("member", "organisation__network", "sender").first()


def take_enquiry_snapshot(enquiry: Enquiry) -> Snapshot:
    """Return the words, without the name and address of whoever wrote them."""
    return Snapshot(
        title=gettext("A message from a contact form"), text=enquiry.text, url=""
    )


def get_enquiry_network(enquiry: Enquiry) -> Network:
    if enquiry.member is not None:
        return get_member_network(enquiry.member)
    return get_own_network(enquiry.organisation)


def receives_enquiry(user: Any, enquiry: Enquiry) -> bool:
    if enquiry.member is not None:
        return is_oneself(user, enquiry.member)
    admins = TeamMembership.objects.admins()
    rows = admins.filter(organisation=enquiry.organisation, member__user=user.pk)
    return rows.exists()


reportables.register(
    Reportable(
        name=KIND,
        label=gettext_lazy("Message from a contact form"),
        model="community.Enquiry",
        find=find_enquiry,
        take_snapshot=take_enquiry_snapshot,
        get_public_title=lambda _enquiry: gettext("A message from a contact form"),
        get_network=get_enquiry_network,
        get_author=lambda enquiry: enquiry.sender,
        hide=lambda enquiry, actor: hide_enquiry(enquiry, actor, timezone.now()),
        restore=lambda hidden, actor: show_enquiry(hidden, actor, timezone.now()),
        is_own=receives_enquiry,
    )
)
