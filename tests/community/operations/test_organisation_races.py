"""What happens to organisations at the same moment happens once (R12)."""

import threading

import pytest
from django.db import connection
from django.utils import timezone

from cms.models import Network
from cms.transitions import TransitionError
from community.enums import TeamRole
from community.models import Organisation, TeamMembership
from community.operations.organisation_claims import (
    HasAdminError,
    accept_claim,
    claim_organisation,
)
from community.operations.organisation_team import (
    AskedAlreadyError,
    LastAdminError,
    ask_to_join,
    end_team_membership,
)
from community.operations.organisations import NamesakeError, add_organisation
from tests.community.organisations import (
    join,
    make_content,
    make_organisation,
    make_pre_made,
)
from tests.community.people import make_member

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
REFUSALS = (
    AskedAlreadyError,
    HasAdminError,
    LastAdminError,
    NamesakeError,
    TransitionError,
)


def do_together(*deeds) -> list[str]:
    """Run all at once; return how each ended, sorted."""
    ends, barrier = [], threading.Barrier(len(deeds))

    def run(deed):
        barrier.wait()
        try:
            deed()
            ends.append("done")
        except REFUSALS as error:
            ends.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(ends)


@pytest.mark.requirement("CO21", "R12")
def test_two_of_one_name_get_two_addresses(portal, repetitions):
    network = Network.objects.get_site()

    def add(turn, town):
        content = make_content(f"Muster {turn}", town=town)
        add_organisation(network=network, content=content, now=timezone.now())

    for turn in range(repetitions):
        ends = do_together(lambda t=turn: add(t, "Nord"), lambda t=turn: add(t, "Süd"))
        found = Organisation.objects.filter(name=f"Muster {turn}")
        assert ends == ["done", "done"]
        assert sorted(found.values_list("slug", flat=True)) == [
            f"muster-{turn}",
            f"muster-{turn}-2",
        ]


@pytest.mark.requirement("CO22", "R12")
def test_two_of_one_name_in_one_town_need_a_reason(portal, repetitions):
    network = Network.objects.get_site()

    def add(name):
        content = make_content(name)
        add_organisation(network=network, content=content, now=timezone.now())

    for turn in range(repetitions):
        ends = do_together(
            lambda t=turn: add(f"Müller {t}"), lambda t=turn: add(f"Mueller-{t}")
        )
        assert ends == ["NamesakeError", "done"]


@pytest.mark.requirement("CO23", "R12")
def test_two_admins_who_leave_leave_one(portal, repetitions):
    for turn in range(repetitions):
        people = [make_member(f"{name}{turn}") for name in ("ada", "bo")]
        row = make_organisation(f"Muster {turn}", admin=people[0])
        join(row, people[1], TeamRole.ADMIN)
        places = list(TeamMembership.objects.filter(organisation=row))

        ends = do_together(
            *(
                lambda place=place: end_team_membership(
                    row=place, actor=place.member.user, now=timezone.now()
                )
                for place in places
            )
        )

        assert ends == ["LastAdminError", "done"]
        assert TeamMembership.objects.admins().filter(organisation=row).count() == 1


@pytest.mark.requirement("SP49", "R12")
def test_two_claims_accepted_make_one_admin(portal, repetitions):
    for turn in range(repetitions):
        entry = make_pre_made(f"Muster {turn}")
        claims = [
            claim_organisation(
                organisation=entry,
                member=make_member(f"{name}{turn}"),
                words="Ich.",
                now=timezone.now(),
            )
            for name in ("ada", "bo")
        ]

        ends = do_together(
            *(
                lambda claim=claim: accept_claim(
                    claim=claim, actor=None, now=timezone.now()
                )
                for claim in claims
            )
        )

        assert ends == ["HasAdminError", "done"]
        assert TeamMembership.objects.admins().filter(organisation=entry).count() == 1


@pytest.mark.requirement("CO23", "R12")
def test_two_clicks_ask_once(portal, repetitions):
    for turn in range(repetitions):
        row = make_organisation(f"Muster {turn}", admin=make_member(f"ada{turn}"))
        member = make_member(f"bo{turn}")

        ends = do_together(
            *[
                lambda r=row, m=member: ask_to_join(
                    organisation=r, member=m, words="", now=timezone.now()
                )
            ]
            * 2
        )

        assert ends == ["AskedAlreadyError", "done"]
