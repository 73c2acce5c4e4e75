"""The menus: in, up, the own account, and the directory of organisations."""

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from cms.audiences import get_viewer
from cms.navigation import NavigationEntry, navigation
from community.notifications.centre import count_unread
from community.permissions.cockpit import can_open_cockpit
from community.queries.messages import count_unread_threads


def is_known(request: HttpRequest) -> bool:
    user = getattr(request, "user", None)
    return user is not None and user.is_authenticated


def find_url(name: str) -> str | None:
    """Return None where a host has its own way in and not these routes."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return None


def get_account_url(request: HttpRequest) -> str | None:
    return find_url("community_me:account") if is_known(request) else None


def get_members_url(_request: HttpRequest) -> str | None:
    return find_url("community:member_list")


def get_login_url(request: HttpRequest) -> str | None:
    return None if is_known(request) else find_url("account_login")


for name, label, get_url in (
    ("login", _("Log in"), get_login_url),
    ("account", _("My account"), get_account_url),
):
    navigation.register(
        NavigationEntry(
            name=f"community.{name}",
            label=label,
            get_url=get_url,
            area="account",
            order=10,
        )
    )

navigation.register(
    NavigationEntry(
        name="community.members",
        label=_("Members"),
        get_url=get_members_url,
        area="main",
        order=45,
    )
)

navigation.register(
    NavigationEntry(
        name="community.organisations",
        label=_("Organisations"),
        get_url=lambda _request: find_url("community_organisations:organisation_list"),
        area="footer",
        order=60,
    )
)


def takes_part(request: HttpRequest) -> bool:
    return bool(get_viewer(request).list_keys("acting"))


def get_notifications_url(request: HttpRequest) -> str | None:
    """Return None for visitors and for who takes no part."""
    return find_url("community_notifications:list") if takes_part(request) else None


def get_notification_count(request: HttpRequest) -> int:
    keys = get_viewer(request).list_keys("acting")
    return count_unread(keys[0]) if keys else 0


navigation.register(
    NavigationEntry(
        name="community.notifications",
        label=_("Notifications"),
        get_url=get_notifications_url,
        area="account",
        order=5,
        icon="bell",
        get_count=get_notification_count,
        get_count_url=lambda: find_url("community_notifications:count") or "",
    )
)


navigation.register(
    NavigationEntry(
        name="community.groups",
        label=_("Groups"),
        get_url=lambda _request: find_url("community_groups:group_list"),
        area="footer",
        order=61,
    )
)


def get_messages_url(request: HttpRequest) -> str | None:
    """Return None for visitors and for who takes no part."""
    return find_url("community_messages:list") if takes_part(request) else None


def get_message_count(request: HttpRequest) -> int:
    return count_unread_threads(get_viewer(request))


# Nothing polls: the figure is that of the moment at which the page was opened (W45).
navigation.register(
    NavigationEntry(
        name="community.messages",
        label=_("Messages"),
        get_url=get_messages_url,
        area="account",
        order=6,
        icon="mail",
        get_count=get_message_count,
    )
)


def get_feed_url(request: HttpRequest) -> str | None:
    """Return None for visitors and for who takes no part."""
    return find_url("community_feed:feed") if takes_part(request) else None


navigation.register(
    NavigationEntry(
        name="community.feed",
        label=_("Feed"),
        get_url=get_feed_url,
        area="account",
        order=4,
        icon="rss",
    )
)


def get_cockpit_url(request: HttpRequest) -> str | None:
    """Return None for everybody who works for no network."""
    if not is_known(request) or not can_open_cockpit(request.user):
        return None
    return find_url("community_cockpit:cockpit")


navigation.register(
    NavigationEntry(
        name="community.cockpit",
        label=_("Cockpit"),
        get_url=get_cockpit_url,
        area="account",
        order=8,
    )
)
