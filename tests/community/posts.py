"""Groups with people in them, and posts, for tests."""

import datetime as dt

from django.utils import timezone
from wagtail.models import Locale

from cms.enums import NetworkKind
from cms.models import Network
from community.enums import (
    ClearanceState,
    ClearanceTier,
    ContentAudience,
    GroupJoining,
    GroupKind,
    GroupMembershipState,
    GroupRole,
    GroupVisibility,
)
from community.forms.traps import sign_opening
from community.models import Clearance, Group, GroupMembership, Post
from tests.community.people import make_member

NOW = dt.datetime(2027, 3, 3, 12, tzinfo=dt.UTC)
MINUTE, DAY = dt.timedelta(minutes=1), dt.timedelta(days=1)


def make_bare_network(name):
    """Return a network without pages: posts need none, and pages take time."""
    slug = name.lower()
    return Network.objects.create(
        name=name,
        slug=slug,
        source_key=slug,
        kind=NetworkKind.MINT_REGION,
        source_locale=Locale.objects.get(language_code="de"),
    )


def make_group(network, *members, slug="bienen", **values):
    group = Group.objects.create(
        network=network,
        slug=slug,
        name=slug.capitalize(),
        kind=GroupKind.WORKING,
        summary="Wir zählen.",
        created_at=NOW,
        **values,
    )
    for member in members:
        join(group, member)
    return group


def make_group_with_minors(network, leader, *members, slug="forscher"):
    """Return a group that young people can be in: invited, with a cleared adult."""
    Clearance.objects.create(
        member=leader,
        network=network,
        tier=ClearanceTier.IN_PERSON,
        state=ClearanceState.APPROVED,
        certificate_date=NOW.date() - 60 * DAY,
        inspected_on=NOW.date() - 50 * DAY,
        valid_until=NOW.date() + 300 * DAY,
    )
    group = make_group(
        network,
        leader,
        *members,
        slug=slug,
        admits_minors=True,
        joining=GroupJoining.INVITE,
        audience=ContentAudience.GROUP,
        visibility=GroupVisibility.HIDDEN,
        in_charge=leader,
    )
    lead(group, leader)
    return group


def join(group, member, **values):
    return GroupMembership.objects.create(
        group=group,
        member=member,
        state=GroupMembershipState.ACTIVE,
        since=NOW,
        **values,
    )


def lead(group, member):
    GroupMembership.objects.filter(group=group, member=member).update(
        role=GroupRole.OWNER
    )


def make_post(author, network, group=None, **values):
    if "audience" not in values:
        values["audience"] = ContentAudience.GROUP if group else ContentAudience.NETWORK
    return Post.objects.create(
        author=author,
        network=network,
        group=group,
        **{"text": "Wer kommt zum Zählen mit?", "created_at": NOW} | values,
    )


def comment_on(post, author, **values):
    values = {"audience": post.audience, "text": "Ich komme mit."} | values
    return make_post(author, post.network, post.group, parent=post, **values)


def make_old_member(name, network=None, **values):
    """Return a member who joined long ago, so that no limits of new ones hold."""
    return make_member(name, network=network, now=NOW - 100 * DAY, **values)


def say(text="Wer kommt zum Zählen mit?", **values):
    """Return what a browser sends; the form was opened a minute ago."""
    opened = sign_opening(timezone.now() - MINUTE)
    return {"opened": opened, "homepage": "", "text": text} | values
