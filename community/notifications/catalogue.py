"""Which kinds of notification there are; page of choices and documentation come from here (CO40)."""

from collections.abc import Callable
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
    ``mails_minors`` false it stands in the centre only, below 18. One ``is_urgent`` does not wait for the end of quiet hours (CO44). ``template`` names the mail where the
    simple one does not do.
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
