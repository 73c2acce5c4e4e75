"""Whatever people do: search finds for everybody what the models' own rules show (F15, F16)."""

import uuid

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from wagtail.models import Locale, PageViewRestriction

from cms.audiences import VISITOR, find_viewer
from cms.enums import Role
from cms.models import NewsPage
from community.enums import (
    AccountState,
    Audience,
    GroupVisibility,
    MembershipState,
    OrganisationState,
)
from community.models import (
    Block,
    Consent,
    Group,
    Member,
    Membership,
    Organisation,
    Profile,
)
from community.models.profile import PARTS
from community.operations.erasing import erase_user
from tests.cms.pages import make_news, translate
from tests.cms.staff import give, make_network
from tests.community.groups import make_group
from tests.community.organisations import make_organisation
from tests.community.people import make_child, make_login, make_member
from tests.community.profiles import make_contact
from tests.search.finding import find_things, read_words, refresh_everything

pytestmark = [pytest.mark.django_db, pytest.mark.long]
WORD = "Wort{part}von{key}"
TEXTS = ("position", "about", "skills", "place")
INDEX = st.integers(min_value=0, max_value=4)


class Walk(RuleBasedStateMachine):
    """Random steps over a small network; after each, everybody looks."""

    def __init__(self) -> None:
        super().__init__()
        self.block = transaction.atomic()
        self.block._from_testcase = True  # noqa: SLF001 -- as Django does
        self.block.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    @initialize()
    def begin(self) -> None:
        self.network, self.other = make_network("Netz A"), make_network("Netz B")
        self.people = [make_member(f"p{n}", network=self.network) for n in range(3)]
        self.people += [make_child("kim0", network=self.network)]
        self.people += [make_member("dora0", age=17, network=self.network)]
        for person in self.people:
            words = {part: WORD.format(part=part, key=person.pk) for part in TEXTS}
            Profile.objects.filter(member=person).update(**words)
        make_contact(self.people[0], self.people[1])
        self.pages = [make_news(), make_news()]
        self.organisation = make_organisation(
            admin=self.people[0], network=self.network
        )
        self.group = make_group(self.people[0], self.network)
        self.staff = []
        for network, role in (
            (self.network, Role.COORDINATOR),
            (self.network, Role.EDITOR),
            (self.other, Role.COORDINATOR),
        ):
            user = make_login(f"s{uuid.uuid4().hex[:8]}")
            give(user, network, role)
            self.staff.append(user)

    def choose(self, index: int) -> Member | None:
        keys = [person.pk for person in self.people]
        return Member.objects.filter(pk=keys[index % len(keys)]).first()

    @rule(
        index=INDEX,
        part=st.sampled_from(sorted(PARTS)),
        audience=st.sampled_from(Audience),
    )
    def change_audience(self, index, part, audience) -> None:
        rows = Profile.objects.filter(member=self.choose(index))
        rows.update(**{f"{part}_audience": audience})

    @rule(index=INDEX, state=st.sampled_from(AccountState))
    def change_state(self, index, state) -> None:
        rows = Member.objects.filter(pk=getattr(self.choose(index), "pk", 0))
        rows.update(state=state, closed_at=timezone.now())

    @rule(index=INDEX, state=st.sampled_from(MembershipState))
    def change_membership(self, index, state) -> None:
        Membership.objects.filter(member=self.choose(index)).update(state=state)

    @rule()
    def withdraw_consent(self) -> None:
        Consent.objects.update(withdrawn_at=timezone.now())

    @rule(one=INDEX, other=INDEX)
    def block_somebody(self, one, other) -> None:
        first, second = self.choose(one), self.choose(other)
        if first and second and first != second:
            Block.objects.get_or_create(
                blocker=first, blocked=second, defaults={"since": timezone.now()}
            )

    @rule(index=INDEX)
    def erase(self, index) -> None:
        person = self.choose(index)
        if person is not None and Member.objects.count() > 2:
            erase_user(user_id=person.user_id, now=timezone.now())

    @rule(index=st.integers(0, 1), is_live=st.booleans())
    def publish(self, index, is_live) -> None:
        page = NewsPage.objects.get(pk=self.pages[index].pk)
        if is_live:
            page.save_revision().publish()
        else:
            page.unpublish()

    @rule(index=st.integers(0, 1))
    def translate_page(self, index) -> None:
        page = NewsPage.objects.get(pk=self.pages[index].pk)
        english = Locale.objects.get(language_code="en")
        if not page.has_translation(english):
            translate(page, english, title="Bridge")

    @rule(index=st.integers(0, 1), is_restricted=st.booleans())
    def restrict(self, index, is_restricted) -> None:
        page = self.pages[index]
        PageViewRestriction.objects.filter(page=page).delete()
        if is_restricted:
            PageViewRestriction.objects.create(page=page, restriction_type="login")

    @rule(state=st.sampled_from(OrganisationState))
    def move_organisation(self, state) -> None:
        Organisation.objects.update(state=state)

    @rule(visibility=st.sampled_from(GroupVisibility))
    def move_group(self, visibility) -> None:
        Group.objects.update(visibility=visibility)

    @invariant()
    def everybody_finds_what_the_rules_show(self) -> None:
        if not hasattr(self, "staff"):
            return
        members = Member.objects.select_related("user")
        users = [None, *self.staff, *(member.user for member in members)]
        day = timezone.localdate()
        pages = {f"news:{page.article_id}" for page in NewsPage.objects.open_to_all()}
        for user in users:
            viewer = VISITOR if user is None else find_viewer(user)
            shown = {
                f"organisation:{row.pk}"
                for row in Organisation.objects.visible_to(viewer)
            }
            shown |= {f"group:{row.pk}" for row in Group.objects.visible_to(viewer)}
            seen = list(
                Member.objects.visible_to(viewer, day).select_related("profile")
            )
            shown |= {f"member:{row.pk}" for row in seen}
            kinds = ("member", "organisation", "group")
            found = set().union(*(find_things(user, kind) for kind in kinds))
            assert found == shown
            assert find_things(user, "news") == pages
            for member in seen:
                self.compare_words(member, user)

    def compare_words(self, member, user) -> None:
        """What is searched of a member is what the profile opens to this viewer."""
        said = " ".join(read_words(f"member:{member.pk}", user).values())
        found = {
            part for part in TEXTS if WORD.format(part=part, key=member.pk) in said
        }
        assert found == {
            part for part in TEXTS if member.profile.opens(part, member.reach)
        }

    @invariant()
    def a_full_run_changes_nothing(self) -> None:
        assert refresh_everything() == 0


@pytest.mark.requirement("F15", "F16")
def test_search_agrees_with_the_rules_after_every_step(portal):
    run_state_machine_as_test(
        Walk,
        settings=settings(
            max_examples=2,
            stateful_step_count=15,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
