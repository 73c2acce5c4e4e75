"""Proposing events and offers: what differs from news (ED74)."""

import datetime as dt
import uuid
from decimal import Decimal

import pytest

from cms.enums import ProposalState, Role
from cms.geo import choose_point
from cms.models import (
    EventIndexPage,
    EventPage,
    OfferIndexPage,
    OfferPage,
    Proposal,
    RegionPage,
    Term,
)
from tests.cms.proposing import make_upload, url
from tests.cms.staff import give, make_network, make_user
from tests.cms.text import get_text

pytestmark = pytest.mark.requirement("ED74")
MODELS = {"event": EventPage, "offer": OfferPage}


@pytest.fixture
def network(portal):
    network = make_network("MINT Nord")
    for region in RegionPage.objects.filter(network=network):
        for model in (EventIndexPage, OfferIndexPage):
            if not model.objects.child_of(region).exists():
                name = model._meta.model_name
                region.add_child(instance=model(title=name, slug=name))
    return network


@pytest.fixture
def writer(client, network):
    user = make_user("ada")
    give(user, network, Role.AUTHOR)
    client.force_login(user)
    return client


@pytest.fixture
def editor(network):
    user = make_user("emil")
    give(user, network, Role.EDITOR)
    return user


def event_data(**values):
    return {
        "token": str(uuid.uuid4()),
        "language": "de",
        "title": "Nacht der Technik",
        "summary": "Labore öffnen ihre Türen.",
        "text": "Es gibt Suppe.",
        "starts_at": "2027-03-12T18:00",
        "ends_at": "2027-03-12T22:00",
        "mode": "on-site",
        "venue_name": "Hochschule",
        "venue_address": "Musterstraße 1, 12345 Musterstadt",
        "age_from": "10",
        "is_free": "on",
        "registration_url": "https://example.org/anmelden",
        "contact_email": "labor@example.org",
        "submit": "1",
    } | values


def offer_data(**values):
    return {
        "token": str(uuid.uuid4()),
        "language": "de",
        "title": "Robotik im Koffer",
        "summary": "Ein Roboter fährt durch das Klassenzimmer.",
        "text": "Wir bringen alles mit.",
        "provider_name": "Musterlabor",
        "is_mobile": "on",
        "travel_km": "25",
        "availability": "on-request",
        "minutes": "180",
        "age_from": "12",
        "age_to": "13",
        "group_from": "10",
        "group_to": "28",
        "contact_email": "labor@example.org",
        "takes_requests": "on",
        "submit": "1",
    } | values


def find_needed_terms():
    """Return what editors and proposers may leave open until the offer goes live."""
    return {
        "stages": [Term.objects.get(taxonomy="stage", slug="primary").pk],
        "formats": [Term.objects.get(taxonomy="format", slug="workshop").pk],
    }


NEEDED = {"event": dict, "offer": find_needed_terms}
DATA = {"event": event_data, "offer": offer_data}


def send(client, kind, **values):
    return client.post(url("proposal_new", kind), DATA[kind](**values))


def get_draft(kind, proposal):
    model = MODELS[kind]
    page = model.objects.get(
        **{f"{model.thing_attribute}_id": proposal.object_id},
        locale__language_code="de",
    )
    return page.get_latest_revision_as_object()


@pytest.mark.requirement("R28")
def test_event_becomes_a_draft_with_times_in_berlin(writer, network):
    topic = Term.objects.in_use().of("topic").earliest("pk")

    send(writer, "event", topics=[topic.pk], picture=make_upload(), picture_alt="Labor",
         picture_credit="Ada", picture_licence="CC0-1.0", picture_people="none")  # fmt: skip

    proposal = Proposal.objects.get()
    page = get_draft("event", proposal)
    assert (proposal.kind, proposal.state) == ("event", "submitted")
    assert (page.live, page.network, page.slug) == (False, network, "nacht-der-technik")
    assert (page.starts_at, page.ends_at) == (
        dt.datetime(2027, 3, 12, 17, tzinfo=dt.UTC),
        dt.datetime(2027, 3, 12, 21, tzinfo=dt.UTC),
    )
    assert (page.mode, page.venue_name, page.age_from, page.age_to) == (
        "on-site",
        "Hochschule",
        10,
        None,
    )
    assert (page.registration_kind, page.is_free) == ("outside", True)
    assert [row.term for row in page.cms_page_terms.all()] == [topic]
    assert page.lead_image_alt == "Labor"
    # What is no fact yet must not reach lists: the row is written on publishing.
    assert page.event.starts_at is None


def test_offer_becomes_a_draft(writer, network):
    send(writer, "offer")

    page = get_draft("offer", Proposal.objects.get())
    assert (page.provider_name, page.is_mobile, page.is_on_site, page.travel_km) == (
        "Musterlabor",
        True,
        False,
        25,
    )
    assert (page.age_from, page.age_to, page.group_from, page.group_to) == (
        12,
        13,
        10,
        28,
    )
    assert (page.availability, page.minutes, page.takes_requests) == (
        "on-request",
        180,
        True,
    )


@pytest.mark.parametrize("kind", ["event", "offer"])
def test_editors_ask_the_proposer_answers_and_it_goes_live(writer, editor, kind):
    send(writer, kind)
    proposal = Proposal.objects.get()
    task = get_draft(kind, proposal).current_workflow_state.current_task_state.specific

    task.reject(user=editor, comment="Wann genau?")
    shown = get_text(writer.get(url("proposal_detail", proposal.pk)))
    form = writer.get(url("proposal_edit", proposal.pk)).context["form"]
    filled = {
        name: form[name].value()
        for name in DATA[kind]()
        if name in form.fields and form[name].value() not in (None, False)
    }
    filled |= {"title": "Zweite Fassung", **NEEDED[kind]()}
    seen = get_draft(kind, proposal).latest_revision_id
    sent = filled | {"seen_revision": seen, "message": "So.", "submit": "1"}
    if kind == "event":
        sent |= {"starts_at": "2027-03-13T18:00", "ends_at": "2027-03-13T22:00"}
    writer.post(url("proposal_edit", proposal.pk), sent)
    proposal.refresh_from_db()
    state = proposal.state
    task = get_draft(kind, proposal).current_workflow_state.current_task_state.specific
    task.approve(user=editor)

    proposal.refresh_from_db()
    assert "Wann genau?" in shown
    assert (state, proposal.state) == (ProposalState.SUBMITTED, ProposalState.ACCEPTED)
    page = MODELS[kind].objects.get(title="Zweite Fassung")
    assert page.live is True
    if kind == "event":
        assert page.event.starts_at == dt.datetime(2027, 3, 13, 17, tzinfo=dt.UTC)
    else:
        assert page.offer.takes_requests is True


@pytest.mark.requirement("ED26")
@pytest.mark.parametrize("kind", ["event", "offer"])
def test_postcode_sets_the_point_and_another_moves_it(writer, editor, kind):
    kaiserslautern = (Decimal("49.4360"), Decimal("7.7503"))
    send(writer, kind, venue_address="Trippstadter Str. 110, 67663 Kaiserslautern")
    proposal = Proposal.objects.get()
    first = get_draft(kind, proposal)

    points = [(first.latitude, first.longitude)]
    for address in ("Musterweg 1, 55116 Mainz", "am Hafen"):
        seen = get_draft(kind, proposal).latest_revision_id
        task = get_draft(kind, proposal).current_workflow_state.current_task_state
        task.specific.reject(user=editor, comment="Wo?")
        sent = DATA[kind](venue_address=address, seen_revision=seen)
        writer.post(url("proposal_edit", proposal.pk), sent)
        page = get_draft(kind, proposal)
        points.append((page.latitude, page.longitude))

    mainz = choose_point("55116", given=(None, None))
    assert points == [kaiserslautern, mainz, (None, None)]
    assert None not in mainz


@pytest.mark.requirement("ED26")
@pytest.mark.parametrize("kind", ["event", "offer"])
def test_point_that_an_editor_set_by_hand_stays(writer, editor, kind):
    send(writer, kind, venue_address="67663 Kaiserslautern")
    proposal = Proposal.objects.get()
    page = get_draft(kind, proposal)
    page.latitude, page.longitude = Decimal("49.5"), Decimal("7.5")
    seen = page.save_revision().pk
    page.current_workflow_state.current_task_state.specific.reject(user=editor)

    sent = DATA[kind](venue_address="55116 Mainz", seen_revision=seen)
    writer.post(url("proposal_edit", proposal.pk), sent)

    page = get_draft(kind, proposal)
    assert page.venue_address == "55116 Mainz"
    assert (page.latitude, page.longitude) == (Decimal("49.5"), Decimal("7.5"))


@pytest.mark.parametrize("kind", ["event", "offer"])
def test_preview_shows_the_draft_and_withdrawing_deletes_it(writer, kind):
    send(writer, kind)
    proposal = Proposal.objects.get()

    previewed = writer.get(url("proposal_preview", proposal.pk))
    writer.post(url("proposal_withdraw", proposal.pk))

    proposal.refresh_from_db()
    assert previewed.status_code == 200
    assert DATA[kind]()["title"] in get_text(previewed)
    assert proposal.state == ProposalState.WITHDRAWN
    assert MODELS[kind].objects.count() == 0


@pytest.mark.parametrize("kind", ["event", "offer"])
def test_only_whom_the_network_allows_may_propose(client, network, kind):
    user = make_user("kim")
    give(user, network, Role.TRANSLATOR)
    client.force_login(user)

    answers = [
        client.get(url("proposal_new", kind)).status_code,
        send(client, kind).status_code,
    ]

    assert answers == [404, 404]
    assert Proposal.objects.count() == 0


@pytest.mark.parametrize(
    ("kind", "values", "fields"),
    [
        ("event", {"ends_at": "2027-03-12T18:00"}, ["ends_at"]),
        ("event", {"starts_at": "2027-03-28T02:30"}, ["starts_at"]),
        ("event", {"ends_at": "2027-10-31T02:30"}, ["ends_at"]),
        ("event", {"starts_at": "bald"}, ["starts_at"]),
        ("event", {"venue_name": " "}, ["venue_name"]),
        ("event", {"mode": "mond"}, ["mode"]),
        ("event", {"age_from": "12", "age_to": "8"}, ["age_to"]),
        ("event", {"age_to": "100"}, ["age_to"]),
        ("event", {"registration_url": "javascript:alert(1)"}, ["registration_url"]),
        ("event", {"title": "a\x00b"}, ["title"]),
        ("offer", {"is_mobile": ""}, ["is_on_site"]),
        ("offer", {"group_to": "5"}, ["group_to"]),
        ("offer", {"travel_km": "-1"}, ["travel_km"]),
        ("offer", {"minutes": "1000000"}, ["minutes"]),
        ("offer", {"contact_email": ""}, ["contact_email"]),
        ("offer", {"provider_url": "file:///etc/passwd"}, ["provider_url"]),
        ("offer", {"availability": "nie"}, ["availability"]),
    ],
)
def test_bad_values_are_refused_in_words(writer, kind, values, fields):
    response = send(writer, kind, **values)

    assert sorted(response.context["form"].errors) == fields
    assert Proposal.objects.count() == 0


def test_hour_that_does_not_exist_is_explained(writer):
    response = send(writer, "event", starts_at="2027-03-28T02:30")

    sentence = response.context["form"].errors["starts_at"][0]
    assert sentence.startswith("02:30 on 28.03.2027 does not exist")


def test_event_online_needs_no_venue(writer):
    response = send(writer, "event", mode="online", venue_name="", registration_url="")

    page = get_draft("event", Proposal.objects.get())
    assert response.status_code == 302
    assert page.registration_kind == "none"


def test_picture_is_asked_for_again_after_an_error_of_the_kind(writer):
    response = send(writer, "event", ends_at="2027-03-12T18:00", picture=make_upload(),
                    picture_alt="Labor", picture_credit="Ada",
                    picture_licence="CC0-1.0", picture_people="none")  # fmt: skip

    assert sorted(response.context["form"].errors) == ["ends_at", "picture"]
