"""Bookmarks of the demo teacher, in a list and in none."""

import datetime as dt

from cms.cms_demo.people import DEMO_NETWORK
from cms.demo import DemoPart, demo_parts
from cms.models import Network
from community.enums import OrganisationState
from community.models import Bookmark, Member, Organisation
from community.operations.bookmarks import keep_thing, make_bookmark_list


def load_bookmarks(now: dt.datetime) -> int:
    """Let the teacher keep the demo network and one organisation."""
    teacher = Member.objects.get(user__username="teacher@example.org")
    if Bookmark.objects.kept_by(teacher).exists():
        return 0
    network = Network.objects.get(source_key=DEMO_NETWORK)
    named = make_bookmark_list(member=teacher, name="Für den Labortag")
    keep_thing(member=teacher, thing=network, now=now)
    live = Organisation.objects.filter(state=OrganisationState.LIVE).order_by("pk")
    firms = list(live[:1])
    for firm in firms:
        keep_thing(member=teacher, thing=firm, kept_in=named, now=now)
    return 1 + len(firms)


demo_parts.register(
    DemoPart(name="community.bookmarks", load=load_bookmarks, order=196)
)
