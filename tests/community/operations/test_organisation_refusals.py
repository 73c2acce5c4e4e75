"""Entries that we have made: known once, refused by link, kept away (SP47, SP50)."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from cms.enums import Role
from cms.links import get_link_path
from cms.models import LinkToken, OutboxMail
from cms.outbox import render_mail
from cms.transitions import WrongStateError
from community.enums import OrganisationState, RefusalAnswer
from community.models import Organisation
from community.operations.organisation_claims import accept_claim, claim_organisation
from community.operations.organisation_refusals import (
    REFUSAL_PURPOSE,
    make_entry_known,
    refuse_entry,
)
from community.operations.organisations import RefusedEntryError, decide_organisation
from tests.cms.staff import give, make_network, make_user
from tests.community.organisations import get_page, make_pre_made
from tests.community.people import make_member

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("SP50")]
NOW = dt.datetime(2027, 3, 3, 12, tzinfo=dt.UTC)
OFFICE = "buero@muster-werke.example"


@pytest.fixture
def network(portal):
    return make_network("Nord")


@pytest.fixture
def entry(network):
    return make_pre_made(
        network=network,
        email=OFFICE,
        about="<p>Wir bauen Labore.</p>",
        types=("company",),
        profiles={"linkedin": "https://www.linkedin.com/company/muster"},
    )


def list_mails():
    rows = OutboxMail.objects.filter(kind="organisation").order_by("pk")
    return [
        (mail.recipient, mail.template.removeprefix("community/mail/")) for mail in rows
    ]


def find_path():
    links = LinkToken.objects.filter(purpose=REFUSAL_PURPOSE)
    return get_link_path(links.latest("pk"))


@pytest.mark.requirement("SP47")
def test_organisation_is_told_once_with_both_ways(entry, client):
    again = make_entry_known(organisation=entry, now=NOW)
    for decision in (OrganisationState.HIDDEN, OrganisationState.LIVE):
        decide_organisation(
            organisation=Organisation.objects.get(),
            decision=decision,
            words="",
            actor=None,
            now=NOW,
        )

    text = render_mail(OutboxMail.objects.get()).text
    assert (again, list_mails()) == (False, [(OFFICE, "organisation_made")])
    assert [text.count(part) for part in (get_page(entry), find_path())] == [1, 1]


@pytest.mark.parametrize("answer", RefusalAnswer)
def test_link_hides_and_empties_the_entry_at_once(entry, network, client, answer):
    clara = make_user("clara")
    give(clara, network, Role.COORDINATOR)
    path = find_path()

    shown = client.get(path)
    done = client.post(path, {"answer": answer})
    again = client.post(path, {"answer": answer})

    row = Organisation.objects.get()
    assert [shown.status_code, done.status_code, again.status_code] == [200, 200, 410]
    assert client.get(get_page(entry)).status_code == 404
    assert (row.state, row.name, row.town, row.source_url) == (
        OrganisationState.HIDDEN,
        "Muster-Werke",
        "Musterstadt",
        "https://quelle.example.org/liste",
    )
    assert [row.email, row.about, row.website] == ["", "", ""]
    assert (row.profiles.count(), row.terms.count()) == (0, 0)
    assert list_mails()[1:] == [("clara@example.org", "organisation_refused")]


def test_refused_entry_comes_back_on_no_way(entry):
    refuse_entry(organisation=entry, answer=RefusalAnswer.UNWANTED, now=NOW)

    with pytest.raises(RefusedEntryError):
        decide_organisation(
            organisation=Organisation.objects.get(),
            decision=OrganisationState.LIVE,
            words="",
            actor=None,
            now=NOW,
        )
    for values in ({"town": "Anderswo"}, {"source_url": "https://neu.example.org"}):
        with pytest.raises(RefusedEntryError):
            make_pre_made("MUSTER Werke", **values)
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.update(state=OrganisationState.LIVE)
    other = make_pre_made("Beispiel-Labor")
    assert (Organisation.objects.count(), other.is_live) == (2, True)


def test_entry_that_was_taken_over_is_not_refused(entry, client):
    path = find_path()
    claim = claim_organisation(
        organisation=entry, member=make_member(), words="Ich leite es.", now=NOW
    )
    accept_claim(claim=claim, actor=None, now=NOW)

    assert client.post(path, {"answer": "remove"}).status_code == 410
    assert Organisation.objects.get().is_live is True


def test_second_refusal_finds_nothing_to_hide(entry):
    refuse_entry(organisation=entry, answer=RefusalAnswer.MISTAKEN, now=NOW)

    with pytest.raises(WrongStateError):
        refuse_entry(organisation=entry, answer=RefusalAnswer.MISTAKEN, now=NOW)


@pytest.mark.parametrize(
    ("email", "is_sent"),
    [
        (OFFICE, True),
        ("chefin@muster-werke.example", True),
        ("chefin@muster.example", False),
        ("wer@gmail.com", False),
        ("\0", False),
        ("Null", False),
        ("😀" * 10_000, False),
    ],
)
def test_link_goes_only_to_an_address_of_the_organisation(
    entry, client, email, is_sent
):
    url = f"{get_page(entry)}refuse/"

    page = client.get(get_page(entry)).content.decode()
    answer = client.post(url, {"email": email})

    assert page.count(f'href="{url}"') == 1
    assert answer.status_code == (302 if is_sent else 200)
    assert list_mails()[1:] == ([(email, "organisation_refusal")] if is_sent else [])
    assert client.get(url)["Cache-Control"] == "private, no-store"


def test_page_to_refuse_is_only_there_for_our_own_entries(entry):
    Organisation.objects.update(had_admin=True)

    assert Client().get(f"{get_page(entry)}refuse/").status_code == 404


def test_link_works_for_a_year(entry):
    link = LinkToken.objects.get(purpose=REFUSAL_PURPOSE)

    assert link.expires_at - link.created_at == dt.timedelta(days=366)
    assert link.created_at.date() == timezone.now().date()
