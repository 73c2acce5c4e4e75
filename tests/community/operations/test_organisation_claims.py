"""Taking over pre-made entries (SP47–SP49)."""

import datetime as dt

import pytest
from django.utils import timezone

from cms.links import get_link_path
from cms.models import LinkToken, OutboxMail, StateChange
from cms.transitions import WrongStateError
from community.enums import ClaimState
from community.models import Organisation, OrganisationClaim, TeamMembership
from community.operations.accounts import erase_user, pause_account
from community.operations.organisation_claims import (
    ClaimedAlreadyError,
    ForeignAddressError,
    HasAdminError,
    accept_claim,
    claim_organisation,
    delete_old_claims,
    let_claims_lapse,
    reject_claim,
    withdraw_claim,
)
from community.validators import is_address_at
from tests.community.organisations import make_organisation, make_pre_made
from tests.community.people import make_member

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2027, 3, 3, 12, tzinfo=dt.UTC)  # a Wednesday
DAY = dt.timedelta(days=1)
PROOF = "info@muster-werke.example"


@pytest.fixture
def entry(portal):
    return make_pre_made(about="<p>Von uns.</p>")


@pytest.fixture
def member(portal):
    return make_member()


def claim(entry, member, proof_email="", now=NOW):
    return claim_organisation(
        organisation=entry,
        member=member,
        words="Ich leite das Haus.",
        proof_email=proof_email,
        now=now,
    )


def list_mails():
    rows = OutboxMail.objects.order_by("pk").values_list("recipient", "template")
    return [(to, template.rpartition("/")[2]) for to, template in rows]


@pytest.mark.requirement("SP48")
def test_claim_waits_for_the_coordination_for_five_working_days(entry, member):
    row = claim(entry, member)

    assert (row.state, row.due_date) == ("open", dt.date(2027, 3, 10))
    assert list_mails() == []


@pytest.mark.requirement("SP48")
def test_link_at_the_own_domain_proves_it(client, entry, member):
    row = claim(entry, member, PROOF, now=timezone.now())
    path = get_link_path(LinkToken.objects.get())
    waiting = row.state

    shown = client.get(path)
    row.refresh_from_db()
    looked = row.state
    done = client.post(path)
    again = client.post(path)
    row.refresh_from_db()

    assert (waiting, looked, row.state) == ("needs-proof", "needs-proof", "accepted")
    assert [shown.status_code, done.status_code, again.status_code] == [200, 200, 410]
    assert (shown.text.count("Ada"), shown.text.count("Muster-Werke")) == (1, 1)
    assert list_mails() == [
        (PROOF, "claim_proof"),
        ("ada@example.org", "claim_accepted"),
    ]


@pytest.mark.requirement("SP48")
@pytest.mark.parametrize(
    ("address", "website", "belongs"),
    [
        ("a@muster.example", "https://www.muster.example/x", True),
        ("a@MUSTER.example", "https://muster.example", True),
        ("a@x.muster.example", "https://muster.example", False),
        ("a@example", "https://example", False),
        ("a@evil.example", "https://muster.example", False),
        ("a@muster.example", "https://schule.muster.example", False),
        ("a@gmx.de", "https://gmx.de/muster", False),
        ("", "", False),
    ],
)
def test_which_addresses_prove_something(address, website, belongs):
    assert is_address_at(address, website) is belongs


@pytest.mark.requirement("SP48")
def test_link_goes_nowhere_else(entry, member):
    with pytest.raises(ForeignAddressError):
        claim(entry, member, "ada@gmx.de")

    assert OrganisationClaim.objects.count() == 0


@pytest.mark.requirement("SP48")
def test_website_that_members_wrote_proves_nothing(portal, member):
    other = make_member("bo")
    row = make_organisation(admin=other, website="https://muster-werke.example")
    erase_user(user_id=other.user_id, now=NOW)

    with pytest.raises(ForeignAddressError):
        claim(row, member, PROOF)


@pytest.mark.requirement("SP48", "P2")
def test_link_of_who_takes_part_no_more_has_ended(client, entry, member):
    claim(entry, member, PROOF, now=timezone.now())
    pause_account(member=member, now=timezone.now())

    answer = client.post(get_link_path(LinkToken.objects.get()))

    assert (answer.status_code, OrganisationClaim.objects.get().state) == (
        410,
        "needs-proof",
    )


@pytest.mark.requirement("SP49")
def test_first_accepted_is_admin_and_the_other_is_told_to_join(entry, member):
    first, other = claim(entry, member), claim(entry, make_member("bo"), PROOF)
    OutboxMail.objects.all().delete()

    accept_claim(claim=first, actor=None, now=NOW)
    entry.refresh_from_db()
    other.refresh_from_db()

    assert list(TeamMembership.objects.admins().values_list("member", flat=True)) == [
        member.pk
    ]
    assert (entry.to_be_checked, entry.earlier_about, entry.is_pre_made) == (
        True,
        "<p>Von uns.</p>",
        False,
    )
    assert (other.state, other.proof_email) == ("rejected", "")
    assert list_mails() == [
        ("ada@example.org", "claim_accepted"),
        ("bo@example.org", "claim_taken"),
    ]
    assert LinkToken.objects.filter(revoked_at__isnull=True).count() == 0
    with pytest.raises(HasAdminError):
        claim(entry, make_member("cy"))


def test_one_open_claim_a_member(entry, member):
    claim(entry, member)

    with pytest.raises(ClaimedAlreadyError):
        claim(entry, member)


@pytest.mark.requirement("SP48")
def test_rejected_with_a_reason_and_claimed_again(entry, member):
    row = claim(entry, member)
    reject_claim(claim=row, words="Kein Beleg.", actor=None, now=NOW)
    again = claim(entry, member)
    withdraw_claim(claim=again, now=NOW)

    assert (row.state, again.state) == ("rejected", "withdrawn")
    assert list_mails() == [("ada@example.org", "claim_rejected")]
    with pytest.raises(WrongStateError):
        accept_claim(claim=row, actor=None, now=NOW)
    row.refresh_from_db()
    assert row.state == ClaimState.REJECTED


@pytest.mark.requirement("SP48")
def test_lapses_after_thirty_days(entry, member):
    claim(entry, member, PROOF)
    days = [let_claims_lapse(NOW + n * DAY) for n in (29, 30, 31)]

    assert days == [0, 1, 0]
    assert OrganisationClaim.objects.get().state == "lapsed"
    assert list_mails()[-1] == ("ada@example.org", "claim_lapsed")


@pytest.mark.requirement("P64")
def test_kept_twelve_months_after_closing(entry, member):
    reject_claim(claim=claim(entry, member), words="Kein Beleg.", actor=None, now=NOW)
    claim(entry, member)
    deleted = [delete_old_claims(NOW + n * DAY) for n in (364, 365)]

    assert deleted == [0, 1]
    assert OrganisationClaim.objects.get().state == "open"
    assert StateChange.objects.exclude(reason="").count() == 0


@pytest.mark.requirement("P10")
def test_erasing_takes_the_claim_its_link_and_its_mail(entry, member):
    claim(entry, member, PROOF)

    erase_user(user_id=member.user_id, now=NOW)

    left = [
        model.objects.count() for model in (OrganisationClaim, LinkToken, OutboxMail)
    ]
    assert left == [0, 0, 0]
    assert Organisation.objects.get() == entry
