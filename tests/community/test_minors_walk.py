"""A long random walk through everything that brings people together (P3, P4, P5).

Members of all ages do whatever they can, rightly or wrongly; guardians take consent back;
months pass. After each step nobody may see or be in contact with a minor but those who may.
"""

import datetime as dt
import random
from contextlib import suppress

import pytest
from dateutil.relativedelta import relativedelta
from django.contrib.auth import get_user_model
from django.utils import timezone
from time_machine import travel

from cms.audiences import VISITOR, find_viewer
from cms.enums import Role
from cms.transitions import TransitionError
from community.consent import find_standing
from community.contact_reasons import ContactReason, contact_reasons
from community.enums import (
    Audience,
    ClearanceTier,
    ConsentScope,
    ContactState,
    ContentAudience,
)
from community.models import (
    Block,
    Clearance,
    Consent,
    Contact,
    Group,
    GroupMembership,
    Member,
    Post,
)
from community.models.member import CONSENT_AGE
from community.models.profile import PARTS
from community.operations.accounts import pause_account, resume_account
from community.operations.contacts import (
    AskedAlreadyError,
    ContactRefusedError,
    accept_contact,
    ask_for_contact,
    block_member,
    decline_contact,
    end_contact,
    unblock_member,
)
from community.operations.group_members import AskedAlreadyError as AskedGroupError
from community.operations.group_members import (
    NotAdmittedError,
    join_as_invited,
    join_group,
    leave_group,
)
from community.operations.group_places import InChargeError, LastOwnerError
from community.operations.messages import (
    NotReachableError,
    WrongNumberError,
    start_thread,
)
from community.operations.posts import (
    PostClosedError,
    TooManyRepliesError,
    write_comment,
    write_post,
)
from community.operations.profiles import ProfileDetails, change_profile
from community.permissions.posts import (
    can_comment_post,
    can_write_in_group,
    can_write_in_network,
)
from tests.cms.staff import give, make_network
from tests.community.groups import make_group, make_group_for_minors
from tests.community.messaging import Matches, clear
from tests.community.people import consent_to, make_child, make_login, make_member
from tests.community.posts import make_group_with_minors

START = dt.datetime(2027, 3, 3, 12, tzinfo=dt.UTC)
STEPS, STEPS_OF_PROOF = 60, 500
"""By default, and for each repetition of `make proof`: 10,000 in its twenty."""

DEEDS = (
    *("ask", "ask", "answer", "end", "block", "unblock"),
    *("open", "consent", "rest", "months"),
    *("write", "write", "comment"),
    *("join", "join", "leave"),
    *("send", "send", "match", "unmatch", "clear"),
)
WATCHERS = 2
"""Members who look around after each step, besides a visitor and an editor."""

REFUSALS = (
    ContactRefusedError,
    AskedAlreadyError,
    TransitionError,
    PostClosedError,
    TooManyRepliesError,
    AskedGroupError,
    InChargeError,
    LastOwnerError,
    NotAdmittedError,
    NotReachableError,
    WrongNumberError,
)


class Walk:
    """The world, and everything that can happen in it."""

    def __init__(self, seed, network):
        self.random = random.Random(seed)  # noqa: S311 -- a walk that can be repeated
        self.now = START
        self.members = [
            *(make_child(f"kind{age}", age=age, network=network, now=START)
              for age in (13, 14, 15)),
            *(make_member(f"jugend{n}", age=17, network=network, now=START)
              for n in range(2)),
            *(make_member(f"gross{n}", age=30, network=network, now=START)
              for n in range(3)),
        ]  # fmt: skip
        self.carer = make_login("koordination")
        give(self.carer, network, Role.COORDINATOR)
        self.editor = make_login("redaktion")
        give(self.editor, network, Role.EDITOR)
        self.network = network
        leader, *others = self.members[-1], *self.members[:4]
        self.group = make_group_with_minors(network, leader, *others)
        first, second = self.members[-2:]
        with travel(START, tick=False):
            self.groups = [
                make_group(first, network, f"Offen {seed}"),
                make_group_for_minors(second, network, f"Jung {seed}"),
            ]
        self.network = network
        self.matches = Matches()
        self.wrong_messages = []

    def pick(self):
        return Member.objects.select_related("user").get(
            pk=self.random.choice(self.members).pk
        )

    def pick_contact(self):
        rows = list(Contact.objects.select_related("asker__user", "asked__user"))
        return self.random.choice(rows) if rows else None

    def step(self):
        name = self.random.choice(DEEDS)
        with suppress(*REFUSALS):
            getattr(self, name)()
        return name

    def ask(self):
        ask_for_contact(asker=self.pick(), asked=self.pick(), words="", now=self.now)

    def answer(self):
        contact = self.pick_contact()
        if contact:
            answer = self.random.choice([accept_contact, decline_contact])
            answer(contact=contact, now=self.now)

    def end(self):
        contact = self.pick_contact()
        if contact:
            end_contact(contact=contact, member=contact.asker, now=self.now)

    def block(self):
        block_member(blocker=self.pick(), blocked=self.pick(), now=self.now)

    def unblock(self):
        unblock_member(blocker=self.pick(), blocked=self.pick())

    def open(self):
        """Somebody opens everything, as a form that was tampered with would."""
        member = self.pick()
        audience = self.random.choice(list(Audience))
        columns = {f"{part}_audience": audience for part in PARTS}
        details = ProfileDetails(display_name=member.display_name, columns=columns)
        change_profile(member=member, details=details, now=self.now)

    def consent(self):
        member = self.pick()
        given = Consent.objects.in_force().filter(member=member)
        if given.exists():
            given.update(withdrawn_at=self.now)
        else:
            scopes = [ConsentScope.ACCOUNT, ConsentScope.MENTORING]
            by_guardian = member.age_on(timezone.localdate(self.now)) < CONSENT_AGE
            consent_to(
                member, *scopes[: self.random.randrange(1, 3)], by_guardian=by_guardian
            )

    def send(self):
        """Anybody writes to anybody, rightly or wrongly; what arrives is judged apart."""
        author, others = (
            self.pick(),
            [self.pick() for _one in range(self.random.choice([1, 1, 2]))],
        )
        reason = ContactReason(
            name="match", label="Tandem", list_partners=self.matches.list_partners
        )
        with contact_reasons.registered(reason):
            message = start_thread(
                starter=author, others=others, text="Hallo", now=self.now
            )
        self.wrong_messages += self.list_missing(author, message.thread)

    def list_missing(self, author, thread):
        """Return which condition of P5 was missing, told without the gate itself."""
        day = timezone.localdate(self.now)
        people = [row.member for row in thread.memberships.select_related("member")]
        standings = [find_standing(member, self.now) for member in people]
        minors = [one.member for one in standings if one.is_protected]
        if not minors:
            return []
        (minor, adult) = sorted(people, key=lambda member: member not in minors)[:2]
        pairs = {(a, b) for a, b, _network in self.matches.pairs}
        agreed = find_standing(minor, self.now).allows(ConsentScope.MENTORING)
        cleared = Clearance.objects.in_force_on(day).reaching(ClearanceTier.ONLINE)
        holds = {
            "one minor": len(minors) == 1,
            "two people": len(people) == 2,
            "supervised": thread.is_supervised,
            "match": bool({(minor.pk, adult.pk), (adult.pk, minor.pk)} & pairs),
            "clearance": cleared.filter(member=adult, network=self.network).exists(),
            "consent": agreed,
            "no block": not Block.objects.between(minor, adult).exists(),
        }
        return [name for name, is_there in holds.items() if not is_there]

    def match(self):
        one, other = self.pick(), self.pick()
        if one != other:
            self.matches.pairs.add((one.pk, other.pk, self.network.pk))

    def unmatch(self):
        if self.matches.pairs:
            self.matches.pairs.discard(self.random.choice(sorted(self.matches.pairs)))

    def clear(self):
        member = self.pick()
        rows = Clearance.objects.filter(member=member)
        if rows.exists():
            rows.delete()
        else:
            clear(member, self.network, days=self.random.choice([0, 400]))

    def write(self):
        """Somebody writes for the group or for everybody, where the pages let them."""
        member = self.pick()
        viewer = find_viewer(member.user)
        group = self.random.choice([self.group, None])
        may_write = (
            can_write_in_group(viewer, group)
            if group
            else can_write_in_network(viewer, self.network)
        )
        if may_write:
            write_post(
                author=member,
                network=self.network,
                group=group,
                audience=ContentAudience.MEMBERS,
                text=f"Text {self.random.random()}",
                now=self.now,
            )

    def comment(self):
        member = self.pick()
        viewer = find_viewer(member.user)
        posts = list(Post.objects.visible_to(viewer).beginning())
        post = self.random.choice(posts) if posts else None
        if post and can_comment_post(viewer, post):
            text = f"Antwort {self.random.random()}"
            write_comment(author=member, parent=post, text=text, now=self.now)

    def rest(self):
        member = self.pick()
        change = self.random.choice([pause_account, resume_account])
        change(member=member, now=self.now)

    def join(self):
        """Somebody takes whatever way into a group, invited or not."""
        group, member = self.random.choice(self.groups), self.pick()
        if self.random.random() < 0.5:
            join_group(group=group, member=member, is_by_link=True, now=self.now)
        else:
            inviter = self.pick().user
            join_as_invited(group=group, member=member, inviter=inviter, now=self.now)

    def leave(self):
        rows = list(GroupMembership.objects.active().select_related("group"))
        leave_group(row=self.random.choice(rows), now=self.now)

    def months(self):
        self.now += relativedelta(months=self.random.randrange(1, 4))


def find_breaches(walk):
    """Return each rule that does not hold now, in words."""
    day = timezone.localdate(walk.now)
    minors = {
        member.pk
        for member in Member.objects.all()
        if find_standing(member, walk.now).is_minor
    }
    viewers = {
        "visitor": VISITOR,
        "editor": find_viewer(walk.editor),
        **{
            member.display_name: find_viewer(member.user)
            for member in (walk.pick() for _watcher in range(WATCHERS))
        },
    }
    found = []
    for name, viewer in viewers.items():
        own = set(viewer.list_keys("owner"))
        seen = set(Member.objects.visible_to(viewer, day).values_list("pk", flat=True))
        listed = set(
            Member.objects.listed_for(viewer, day).values_list("pk", flat=True)
        )
        found += [f"{name} sees a minor"] * bool(seen & minors - own)
        found += [f"{name} finds a minor"] * bool(listed & minors)
        found += [f"{name} knows a minor"] * bool(
            set(viewer.list_keys("contact")) & minors
        )
        strange = Post.objects.visible_to(viewer).exclude(author__in=own)
        strange = strange.exclude(group__in=viewer.list_keys("group"))
        strange = strange.exclude(network__in=viewer.list_keys("care"))
        found += [f"{name} reads a minor"] * strange.filter(author__in=minors).count()
        found += [f"{name} is a minor and reads strangers"] * (
            strange.count() if own & minors else 0
        )
        found += [f"{name} is a minor and sees as adults do"] * bool(
            own & minors and viewer.holds("adult")
        )
    for name, viewer in viewers.items():
        own = set(viewer.list_keys("owner"))
        inside = Group.objects.filter(pk__in=viewer.list_keys("group"))
        if own & minors:
            found += [f"{name} is let in among adults"] * inside.filter(
                admits_minors=False
            ).count()
        elif not viewer.list_keys("care"):
            seen = GroupMembership.objects.visible_to(viewer).filter(member__in=minors)
            stranger = seen.exclude(group__in=inside.filter(admits_minors=True))
            found += [f"{name} sees a minor in a group"] * stranger.count()
    waiting = Contact.objects.filter(
        state__in=[ContactState.ASKED, ContactState.ACCEPTED]
    )
    found += ["a minor is asked"] * waiting.filter(asked__in=minors).count()
    found += ["a minor asks"] * waiting.filter(asker__in=minors).count()
    found += [f"a message without: {name}" for name in walk.wrong_messages]
    return found


@pytest.mark.long
@pytest.mark.requirement("P3", "P4", "P5", "P17")
@pytest.mark.django_db
def test_no_step_brings_a_stranger_to_a_minor(repetitions):
    steps = STEPS if repetitions == 1 else STEPS_OF_PROOF * repetitions
    network = make_network("Musterland")
    walk = Walk(7, network)
    taken = set()
    for number in range(steps):
        with travel(walk.now, tick=False):
            taken.add(walk.step())
        with travel(walk.now, tick=False):
            assert (number, find_breaches(walk)) == (number, [])
        if walk.now.year > START.year + 2:
            # All have grown up: begin anew with others.
            Group.objects.all().delete()
            get_user_model().objects.all().delete()
            walk = Walk(number, network)

    assert taken == set(DEEDS)
