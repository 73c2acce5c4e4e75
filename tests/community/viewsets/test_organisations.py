"""Coordinators care for the organisations of their network (CO22, CO23, SP48, S25)."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.enums import Role
from cms.models import Network, OutboxMail, StateChange
from cms.todos import get_waiting_todos
from community.models import Member, Organisation, OrganisationClaim
from community.operations.accounts import close_account
from community.operations.organisation_claims import claim_organisation
from tests.cms.staff import give, make_network, make_user
from tests.community.organisations import make_organisation, make_pre_made
from tests.community.people import make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def network(portal):
    return make_network("Nord")


@pytest.fixture
def coordinator(network):
    return log_in("clara", network, Role.COORDINATOR)


@pytest.fixture
def draft(network):
    row = make_organisation(admin=make_member(), network=network)
    Organisation.objects.update(state="draft")
    OutboxMail.objects.all().delete()
    return row


@pytest.fixture
def claim(network):
    return claim_organisation(
        organisation=make_pre_made("Beispiel-Werke", network=network),
        member=make_member("bodo"),
        words="Ich leite das Haus.",
        now=timezone.now(),
    )


def log_in(name, network, *roles):
    user = make_user(name)
    for role in roles:
        give(user, network, role)
    client = Client()
    client.force_login(user)
    client.user = user
    return client


def decide(client, row, decision, words=""):
    screen = "organisations" if isinstance(row, Organisation) else "organisation_claims"
    return client.post(
        reverse(f"{screen}:edit", args=[row.pk]), {"decision": decision, "words": words}
    )


def list_waiting(client):
    found = get_waiting_todos(client.user, timezone.now())
    return [(todo.name, todo.count) for todo in found]


@pytest.mark.requirement("CO22")
def test_draft_waits_until_it_is_shown(coordinator, draft):
    before = list_waiting(coordinator)
    answer = decide(coordinator, draft, "live")
    draft.refresh_from_db()

    assert before == [("community.organisations", 1)]
    assert (answer.status_code, draft.state, list_waiting(coordinator)) == (
        302,
        "live",
        [],
    )
    assert OutboxMail.objects.get().template == "community/mail/organisation_live"


@pytest.mark.requirement("CO22")
def test_hiding_needs_a_reason_and_can_be_undone(coordinator, draft):
    refused = decide(coordinator, draft, "hidden")
    decide(coordinator, draft, "hidden", "Kein Bildungsangebot.")
    draft.refresh_from_db()
    hidden = draft.state
    decide(coordinator, draft, "live")
    draft.refresh_from_db()

    assert (refused.status_code, hidden, draft.state) == (200, "hidden", "live")
    assert StateChange.objects.get(to_state="hidden").reason == "Kein Bildungsangebot."
    assert OutboxMail.objects.first().template == "community/mail/organisation_hidden"


@pytest.mark.requirement("CO23")
def test_left_alone_ones_wait_with_a_list_of_their_own(coordinator, draft):
    make_pre_made("Beispiel-Werke", network=draft.network)
    Organisation.objects.update(state="live")
    member = Member.objects.get()
    close_account(member=member, actor=member.user, now=timezone.now())

    listed = coordinator.get(reverse("organisations:index"), {"left_alone": "1"})

    assert list_waiting(coordinator) == [("community.organisations_left_alone", 1)]
    assert (listed.text.count("Muster-Werke") > 0, "Beispiel-Werke" in listed.text) == (
        True,
        False,
    )


@pytest.mark.requirement("S25", "CO22", "SP48")
@pytest.mark.parametrize(
    ("own", "roles"),
    [
        (True, [Role.AUTHOR, Role.TRANSLATOR, Role.EDITOR]),
        (False, [Role.EDITOR, Role.COORDINATOR]),
    ],
)
def test_nobody_else_sees_or_decides(draft, claim, own, roles):
    network = draft.network if own else make_network("Ost")
    client = log_in("egon", network, *roles)

    shown = [
        client.get(reverse(f"{screen}:inspect", args=[row.pk])).status_code
        for screen, row in (("organisations", draft), ("organisation_claims", claim))
    ]
    decide(client, draft, "live")
    decide(client, claim, "accepted")
    lists = [
        client.get(reverse(f"{screen}:index")).content
        for screen in ("organisations", "organisation_claims")
    ]
    draft.refresh_from_db()
    claim.refresh_from_db()

    assert (shown, draft.state, claim.state) == ([302, 302], "draft", "open")
    assert [word in page for page in lists for word in (b"Muster-Werke", b"Bodo")] == [
        False
    ] * 4


@pytest.mark.requirement("S25")
def test_what_has_no_network_belongs_to_the_portal(coordinator):
    row = make_organisation("Muster-Portal")
    portal = log_in("paula", Network.objects.get_site(), Role.COORDINATOR)
    url = reverse("organisations:inspect", args=[row.pk])

    assert [c.get(url).status_code for c in (coordinator, portal)] == [302, 200]


@pytest.mark.requirement("SP48")
@pytest.mark.parametrize(
    ("decision", "template"),
    [("accepted", "claim_accepted"), ("rejected", "claim_rejected")],
)
def test_claim_waits_until_it_is_decided(coordinator, claim, decision, template):
    before = list_waiting(coordinator)
    refused = decide(coordinator, claim, "rejected")
    decide(coordinator, claim, decision, "Wir kennen dich.")
    claim.refresh_from_db()

    assert before == [("community.organisation_claims", 1)]
    assert (refused.status_code, claim.state) == (200, decision)
    assert OutboxMail.objects.get().template == f"community/mail/{template}"
    assert list_waiting(coordinator) == []


@pytest.mark.requirement("CO52", "SP48")
def test_nobody_decides_the_own_claim(network):
    member = make_member()
    give(member.user, network, Role.COORDINATOR)
    own = claim_organisation(
        organisation=make_pre_made(network=network),
        member=member,
        words="Ich.",
        now=timezone.now(),
    )
    client = Client()
    client.force_login(member.user)

    decide(client, own, "accepted")

    assert OrganisationClaim.objects.get().state == "open"


@pytest.mark.requirement("CO22")
@pytest.mark.parametrize("screen", ["organisations", "organisation_claims"])
def test_list_asks_the_same_for_one_and_three(coordinator, draft, claim, screen):
    url = reverse(f"{screen}:index")
    coordinator.get(url)

    def count():
        with CaptureQueriesContext(connection) as queries:
            coordinator.get(url)
        return len(queries)

    one = count()
    for name in ("cy", "di"):
        claim_organisation(
            organisation=make_pre_made(name * 3, network=draft.network),
            member=make_member(name),
            words="Ich.",
            now=timezone.now(),
        )

    assert count() == one


@pytest.mark.requirement("CO22")
def test_list_is_searched_by_name_and_leads_to_entry_and_decision(coordinator, draft):
    make_pre_made("Beispiel-Werke", network=draft.network)
    index, inspect = (
        reverse("organisations:index"),
        reverse("organisations:inspect", args=[draft.pk]),
    )

    found = coordinator.get(index, {"q": "muster-w"}).text
    shown = coordinator.get(inspect).text

    assert (found.count(f'href="{inspect}"'), "Beispiel-Werke" in found) == (1, False)
    assert shown.count('/organisations/muster-werke/edit/"') == 1
    assert reverse("organisations:edit", args=[draft.pk]) in shown


@pytest.mark.requirement("SP48")
def test_second_accepting_is_refused_in_words(coordinator, claim):
    other = claim_organisation(
        organisation=claim.organisation,
        member=make_member("cy"),
        words="Ich auch.",
        now=timezone.now(),
    )
    decide(coordinator, claim, "accepted")

    decide(coordinator, other, "accepted")
    other.refresh_from_db()

    assert other.state == "rejected"
