"""Which kinds of notification there are; page of choices and documentation come from here (CO40)."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from cms.registry import Label, Registry
from community.enums import Frequency
from community.models import Notification

SIMPLE_TEMPLATE = "community/mail/told"


@dataclass(frozen=True, kw_only=True)
class NotificationKind:
    """One kind of thing that people are told.

    ``sentence`` is made by ``ngettext_lazy(…, …, "count")`` and gets the values named in
    ``fields``, ``count`` and, where there is an actor, ``actor``. ``reason`` says why it
    came. ``mail`` is the default, ``mail_for_minors`` that below 18: never, except what
    they must know (P19). A ``is_service`` kind cannot be switched off; with
    ``mails_minors`` false it stands in the centre only, below 18. One ``is_urgent`` does not
    wait for the end of quiet hours (CO44). ``template`` names the mail where the simple one
    does not do. ``find_true`` gets notifications right before a mail leaves and returns the
    keys of those that still hold.
    """

    name: str
    title: Label
    audience: Label
    reason: Label
    sentence: Any
    get_url: Callable[[Notification], str]
    fields: frozenset[str] = frozenset()
    icon: str = "bell"
    mail: Frequency = Frequency.WEEKLY
    mail_for_minors: Frequency = Frequency.NEVER
    is_service: bool = False
    mails_minors: bool = True
    is_urgent: bool = False
    template: str = SIMPLE_TEMPLATE
    find_true: Callable[[Sequence[Notification]], Collection[int]] | None = None
    order: int = 100

    def get_default(self, *, is_minor: bool) -> Frequency:
        """Return how often it is mailed to somebody who has said nothing."""
        if self.is_service:
            is_mailed = self.mails_minors or not is_minor
            return Frequency.AT_ONCE if is_mailed else Frequency.NEVER
        return self.mail_for_minors if is_minor else self.mail


notification_kinds: Registry[NotificationKind] = Registry("what are people told?")


class UnknownKindError(LookupError):
    """No app has declared this kind."""


def get_kind(name: str) -> NotificationKind:
    """Return a kind by its name.

    Raises:
        UnknownKindError: there is none, or its app was taken out.
    """
    kind = notification_kinds.get(name)
    if kind is None:
        raise UnknownKindError(name)
    return kind


def list_kind_names() -> list[str]:
    """Return the names of all kinds: rows of an app that was taken out are not shown."""
    return [kind.name for kind in notification_kinds.entries()]


def draw_catalogue() -> str:
    """Return the catalogue as a table for the documentation."""
    lines = [
        "| kind | what | who gets it | by mail | below 18 | |",
        "|---|---|---|---|---|---|",
    ]
    for kind in notification_kinds.entries():
        marks = [
            word
            for word, holds in (
                ("stays on", kind.is_service),
                ("even in quiet hours", kind.is_urgent),
            )
            if holds
        ]
        lines.append(
            f"| `{kind.name}` | {kind.title} | {kind.audience} "
            f"| {kind.get_default(is_minor=False).value} "
            f"| {kind.get_default(is_minor=True).value} | {', '.join(marks)} |"
        )
    return "\n".join(lines)


def get_account_path(_notification: Notification) -> str:
    """Return where networks and consents stand."""
    return reverse("community_me:account")


def get_claims_path(_notification: Notification) -> str:
    """Return where the coordination decides."""
    return reverse("memberships:index") + "?state=claimed"


def get_contacts_path(_notification: Notification) -> str:
    """Return where requests are answered and contacts stand."""
    return reverse("community_me:contacts")


def get_post_path(notification: Notification) -> str:
    """Return where the post stands; its key is told along, so that no row is read."""
    return reverse("community_posts:post_detail", args=[notification.payload["key"]])


def get_clearances_path(_notification: Notification) -> str:
    """Return where a member sees the own clearances."""
    return reverse("community_me:clearance_list")


CONSENT_GIVEN = notification_kinds.register(
    NotificationKind(
        name="consent-given",
        title=_("Your parents have agreed"),
        audience=_("the young person whose account it is"),
        reason=_("You have asked your parents or guardians."),
        sentence=ngettext_lazy(
            "Your parents have agreed: you can take part now.",
            "Your parents have agreed %(count)d times: you can take part now.",
            "count",
        ),
        get_url=get_account_path,
        icon="circle-check",
        is_service=True,
        template="community/mail/consent_given",
        order=10,
    )
)
GUARDIAN_FILE = notification_kinds.register(
    NotificationKind(
        name="guardian-file",
        title=_("Your parents get a file with your data"),
        audience=_("the young person whose account it is"),
        reason=_("Your parents or guardians have agreed to your account."),
        sentence=ngettext_lazy(
            "Your parents have asked for a file with what we hold on you. Your messages, "
            "whom you have blocked and what you have reported are not in it.",
            "Your parents have asked %(count)d times for a file with what we hold on you.",
            "count",
        ),
        get_url=get_account_path,
        icon="download",
        is_service=True,
        order=11,
    )
)
MEMBERSHIP_CONFIRMED = notification_kinds.register(
    NotificationKind(
        name="membership-confirmed",
        title=_("A network has confirmed that you belong to it"),
        audience=_("the member who named the network"),
        reason=_("You have named this network."),
        sentence=ngettext_lazy(
            "%(network)s has confirmed that you belong to it.",
            "%(network)s has confirmed %(count)d times that you belong to it.",
            "count",
        ),
        get_url=get_account_path,
        fields=frozenset({"network"}),
        icon="circle-check",
        mail=Frequency.AT_ONCE,
        mail_for_minors=Frequency.AT_ONCE,
        template="community/mail/membership_confirmed",
        order=20,
    )
)
MEMBERSHIP_DECLINED = notification_kinds.register(
    NotificationKind(
        name="membership-declined",
        title=_("A network could not confirm that you belong to it"),
        audience=_("the member who named the network"),
        reason=_("You have named this network."),
        sentence=ngettext_lazy(
            "%(network)s could not confirm that you belong to it.",
            "%(network)s could not confirm %(count)d times that you belong to it.",
            "count",
        ),
        get_url=get_account_path,
        fields=frozenset({"network"}),
        icon="circle-x",
        mail=Frequency.AT_ONCE,
        mail_for_minors=Frequency.AT_ONCE,
        template="community/mail/membership_declined",
        order=21,
    )
)
MEMBERSHIP_CLAIMED = notification_kinds.register(
    NotificationKind(
        name="membership-claimed",
        title=_("Somebody says to belong to your network"),
        audience=_("the coordination of the network"),
        reason=_("You coordinate this network."),
        sentence=ngettext_lazy(
            "Somebody says to belong to %(network)s.",
            "%(count)d people say to belong to %(network)s.",
            "count",
        ),
        get_url=get_claims_path,
        fields=frozenset({"network"}),
        icon="users",
        order=30,
    )
)
CONTACT_ASKED = notification_kinds.register(
    NotificationKind(
        name="contact-asked",
        title=_("Somebody would like to be in contact with you"),
        audience=_("the member who is asked"),
        reason=_("Somebody asks you; nobody is told of a no."),
        sentence=ngettext_lazy(
            "%(actor)s would like to be in contact with you.",
            "%(count)d people would like to be in contact with you.",
            "count",
        ),
        get_url=get_contacts_path,
        icon="user-plus",
        mail=Frequency.AT_ONCE,
        order=40,
    )
)
CONTACT_ACCEPTED = notification_kinds.register(
    NotificationKind(
        name="contact-accepted",
        title=_("Somebody has said yes to a contact"),
        audience=_("the member who asked"),
        reason=_("You have asked for this contact."),
        sentence=ngettext_lazy(
            "%(actor)s is in contact with you now.",
            "%(count)d people are in contact with you now.",
            "count",
        ),
        get_url=get_contacts_path,
        icon="user-check",
        order=41,
    )
)
POST_REPLY = notification_kinds.register(
    NotificationKind(
        name="post-reply",
        title=_("Somebody has commented on your post"),
        audience=_("who wrote the post"),
        reason=_("You have written this post."),
        sentence=ngettext_lazy(
            "%(actor)s has commented on your post in %(place)s.",
            "%(count)d comments on your post in %(place)s.",
            "count",
        ),
        get_url=get_post_path,
        fields=frozenset({"key", "place"}),
        icon="message-square",
        order=50,
    )
)
POST_MENTION = notification_kinds.register(
    NotificationKind(
        name="post-mention",
        title=_("Somebody has mentioned you"),
        audience=_("the member who is mentioned and may read it"),
        reason=_("You are mentioned there."),
        sentence=ngettext_lazy(
            "%(actor)s has mentioned you in %(place)s.",
            "You were mentioned %(count)d times in %(place)s.",
            "count",
        ),
        get_url=get_post_path,
        fields=frozenset({"key", "place"}),
        icon="message-square",
        order=51,
    )
)
POST_THANKS = notification_kinds.register(
    NotificationKind(
        name="post-thanks",
        title=_("Somebody thanks you for a post"),
        audience=_("who wrote the post or the comment"),
        reason=_("You have written this."),
        sentence=ngettext_lazy(
            "%(actor)s thanks you for what you wrote in %(place)s.",
            "%(count)d people thank you for what you wrote in %(place)s.",
            "count",
        ),
        get_url=get_post_path,
        fields=frozenset({"key", "place"}),
        icon="heart",
        mail=Frequency.NEVER,
        order=52,
    )
)
POST_NEW = notification_kinds.register(
    NotificationKind(
        name="post-new",
        title=_("A new post in a group"),
        audience=_("who belongs to the group and has not muted it"),
        reason=_("You belong to this group."),
        sentence=ngettext_lazy(
            "A new post in %(place)s.",
            "%(count)d new posts in %(place)s.",
            "count",
        ),
        get_url=get_post_path,
        fields=frozenset({"key", "place"}),
        icon="message-square",
        order=53,
    )
)
MEMBERSHIP_ENDED = notification_kinds.register(
    NotificationKind(
        name="membership-ended",
        title=_("You do not belong to a network any more"),
        audience=_("the member whose membership was ended"),
        reason=_("You belonged to this network."),
        sentence=ngettext_lazy(
            "%(network)s has ended your membership.",
            "%(network)s has ended your membership %(count)d times.",
            "count",
        ),
        get_url=get_account_path,
        fields=frozenset({"network"}),
        icon="circle-x",
        mail=Frequency.AT_ONCE,
        mail_for_minors=Frequency.AT_ONCE,
        template="community/mail/membership_ended",
        order=23,
    )
)


def get_question_path(notification: Notification) -> str:
    """Return where the question of a network is answered."""
    return reverse("community_me:membership_answer", args=[notification.object_id or 0])


MEMBERSHIP_ASKED = notification_kinds.register(
    NotificationKind(
        name="membership-asked",
        title=_("A network would like to know more before it confirms you"),
        audience=_("the member who named the network"),
        reason=_("You have named this network."),
        sentence=ngettext_lazy(
            "%(network)s would like to know more before it confirms you.",
            "%(network)s has asked you %(count)d times to tell more.",
            "count",
        ),
        get_url=get_question_path,
        fields=frozenset({"network"}),
        icon="info",
        mail=Frequency.AT_ONCE,
        mail_for_minors=Frequency.AT_ONCE,
        template="community/mail/membership_asked",
        order=22,
    )
)
CLEARANCE_NEWS = notification_kinds.register(
    NotificationKind(
        name="clearance",
        title=_("News about your clearance"),
        audience=_("whoever works with young people"),
        reason=_("You work with young people for this network."),
        sentence=ngettext_lazy(
            "There is news about your work for %(network)s in your account.",
            "There are %(count)d pieces of news about your work for %(network)s "
            "in your account.",
            "count",
        ),
        get_url=get_clearances_path,
        fields=frozenset({"network"}),
        icon="shield-check",
        mail=Frequency.AT_ONCE,
        is_service=True,
        order=50,
    )
)
POST_MOVED = notification_kinds.register(
    NotificationKind(
        name="post-moved",
        title=_("A post of yours was moved"),
        audience=_("who wrote the post"),
        reason=_("You have written this post."),
        sentence=ngettext_lazy(
            "Your post stands in %(place)s now.",
            "%(count)d of your posts stand in %(place)s now.",
            "count",
        ),
        get_url=get_post_path,
        fields=frozenset({"key", "place"}),
        icon="message-square",
        order=54,
    )
)
