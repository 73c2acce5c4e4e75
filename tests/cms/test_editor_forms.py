"""Editing a page: terms, slugs, dates, and what refuses publishing."""

import datetime as dt
import json

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.documents.forms import get_document_form

from cms.enums import Role, Taxonomy
from cms.geo import find_postcode
from cms.models import (
    CallIndexPage,
    CallPage,
    GenericPage,
    HomePage,
    Image,
    LegalPage,
    Network,
    NewsIndexPage,
    NewsPage,
    OfferIndexPage,
    OfferPage,
    PageTerm,
    Term,
)
from cms.operations.branches import open_branch
from cms.validators.content import ContentRefusedError, find_errors
from cms.validators.slugs import get_reserved_slugs
from tests.cms.staff import give, make_network, make_user
from tests.cms.views.test_side_doors import make_picture

# Wagtail leaves the temporary file of a rendition to the garbage collector.
pytestmark = [
    pytest.mark.usefixtures("english_interface"),
    pytest.mark.filterwarnings(
        "ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning"
    ),
]


@pytest.fixture
def boss(client, portal):
    person = make_user("boss", is_superuser=True)
    client.force_login(person)
    return person


def stream(*blocks):
    """Return the form data of a body: ``[("text", "<p>…</p>"), ...]``."""
    out = {"body-count": str(len(blocks))}
    for number, (kind, value) in enumerate(blocks):
        out |= {
            f"body-{number}-type": kind,
            f"body-{number}-order": str(number),
            f"body-{number}-deleted": "",
        }
        if isinstance(value, dict):
            for name, part in value.items():
                out[f"body-{number}-value-{name}"] = part
        else:
            out[f"body-{number}-value"] = value
    return out


def prose(text):
    return json.dumps(
        {
            "blocks": [
                {
                    "key": "a",
                    "text": text,
                    "type": "unstyled",
                    "depth": 0,
                    "inlineStyleRanges": [],
                    "entityRanges": [],
                }
            ],
            "entityMap": {},
        }
    )


def fill(**values):
    empty = {
        "title": "Sternennacht",
        "slug": "sternennacht",
        "summary": "Ein Abend am Fernrohr.",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "",
    }
    for name in ("body", "downloads", "related", "information_dates", "documents"):
        empty[f"{name}-count"] = "0"
    return empty | values


def add_url(model, parent):
    name = model._meta.model_name
    return reverse("wagtailadmin_pages:add", args=["cms", name, parent.pk])


def get_errors(response):
    form = response.context["form"]
    return {name: list(errors) for name, errors in form.errors.items()}


@pytest.mark.requirement("ED6", "ED60")
def test_terms_and_districts_are_rows_of_the_page(client, editor, portal):
    stage, topic = (
        Term.objects.filter(taxonomy=taxonomy).first()
        for taxonomy in (Taxonomy.STAGE, Taxonomy.TOPIC)
    )

    response = client.post(
        add_url(GenericPage, portal),
        fill(stages=[stage.pk], topics=[topic.pk], districts=["11000", "01001"]),
    )

    page = GenericPage.objects.get()
    draft = page.get_latest_revision_as_object()
    assert response.status_code == 302
    assert {row.term_id for row in draft.cms_page_terms.all()} == {stage.pk, topic.pk}
    assert {row.ags for row in draft.cms_page_districts.all()} == {"11000", "01001"}


@pytest.mark.requirement("ED6")
def test_terms_of_a_draft_reach_the_table_when_it_is_published(client, boss, portal):
    index = NewsIndexPage.objects.child_of(portal).get()
    first, second = Term.objects.filter(taxonomy=Taxonomy.STAGE)[:2]
    page = index.add_child(
        instance=NewsPage(title="A", slug="a", date=timezone.now(), summary="S")
    )
    page.cms_page_terms.set([PageTerm(term=first)])
    page.save()
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = fill(kind="news", date="2027-03-03 12:00", stages=[second.pk])

    client.post(url, data)
    in_draft = list(PageTerm.objects.values_list("term", flat=True))
    client.post(url, data | {"action-publish": "1"})

    assert in_draft == [first.pk]
    assert list(PageTerm.objects.values_list("term", flat=True)) == [second.pk]


@pytest.mark.requirement("ED60")
def test_retired_term_is_offered_only_where_it_is_chosen(client, boss, portal):
    term = Term.objects.filter(taxonomy=Taxonomy.STAGE).first()
    page = portal.add_child(instance=GenericPage(title="A", slug="a"))
    page.cms_page_terms.set([PageTerm(term=term)])
    page.save()
    Term.objects.filter(pk=term.pk).update(retired_at=timezone.now())

    offered = {}
    for url in (
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        add_url(GenericPage, portal),
    ):
        form = client.get(url).context["form"]
        offered[url] = term.pk in [value for value, _ in form.fields["stages"].choices]

    assert list(offered.values()) == [True, False]


def test_form_asks_the_same_number_of_queries_for_any_number_of_terms(
    client, boss, portal, django_assert_max_num_queries
):
    page = portal.add_child(instance=GenericPage(title="A", slug="a"))
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    client.get(url)

    counts = []
    for number in (1, 3):
        terms = Term.objects.filter(taxonomy=Taxonomy.TOPIC)[:number]
        page.cms_page_terms.set([PageTerm(term=term) for term in terms])
        page.save()
        with django_assert_max_num_queries(200) as captured:
            client.get(url)
        counts.append(len(captured))

    assert counts[0] == counts[1]


@pytest.mark.requirement("ED9")
@pytest.mark.parametrize("slug", ["search", "feed", "jobs", "members", "me", "de"])
def test_first_level_slug_of_a_route_is_refused(client, boss, portal, slug):
    response = client.post(add_url(GenericPage, portal), fill(slug=slug))

    assert list(get_errors(response)) == ["slug"]
    assert GenericPage.objects.count() == 0


@pytest.mark.requirement("ED9")
def test_slug_of_a_route_is_free_further_down(client, boss, portal):
    parent = portal.add_child(instance=GenericPage(title="A", slug="a"))

    response = client.post(add_url(GenericPage, parent), fill(slug="search"))

    assert response.status_code == 302


@pytest.mark.requirement("ED9")
def test_reserved_slugs_are_made_from_the_routes(settings):
    settings.VERBUND_RESERVED_SLUGS = []
    get_reserved_slugs.cache_clear()

    found = get_reserved_slugs()
    get_reserved_slugs.cache_clear()

    assert {"de", "en"} <= found


@pytest.mark.requirement("ED9")
def test_slug_of_a_title_keeps_its_letters(portal):
    page = portal.add_child(
        instance=GenericPage(title="MINT-Region Münsterlandkreis Süd")
    )

    assert page.slug == "mint-region-muensterlandkreis-sued"


BAD_BODIES = {
    "heading": (
        [("heading", {"text": "Zu tief", "level": "h3"})],
        "skips a level",
    ),
    "link": (
        [
            (
                "text",
                json.dumps(
                    {
                        "blocks": [
                            {
                                "key": "a",
                                "text": " ",
                                "type": "unstyled",
                                "depth": 0,
                                "inlineStyleRanges": [],
                                "entityRanges": [{"key": 0, "offset": 0, "length": 1}],
                            }
                        ],
                        "entityMap": {
                            "0": {
                                "type": "LINK",
                                "mutability": "MUTABLE",
                                "data": {"url": "https://example.org/"},
                            }
                        },
                    }
                ),
            )
        ],
        "a link has no text",
    ),
}


@pytest.mark.requirement("ED8", "W60")
@pytest.mark.parametrize("name", list(BAD_BODIES))
def test_bad_content_is_a_draft_but_not_published(client, boss, portal, name):
    blocks, part = BAD_BODIES[name]
    url = add_url(GenericPage, portal)

    refused = client.post(url, fill(**stream(*blocks), **{"action-publish": "1"}))
    submitted = client.post(url, fill(**stream(*blocks), **{"action-submit": "1"}))
    saved = client.post(url, fill(**stream(*blocks)))

    for response in (refused, submitted):
        (sentence,) = get_errors(response)["body"]
        assert sentence.startswith("Block 1 (")
        assert part in sentence
    assert saved.status_code == 302
    assert GenericPage.objects.get().live is False


MISSING_CONSENT = (
    "people can be recognised and their consent is missing. Note the consent at the "
    "picture “%s”, or take another one."
)


def publish_with_image(client, portal, **values):
    data = fill(**values, **{"action-publish": "1"})
    return client.post(add_url(GenericPage, portal), data)


@pytest.fixture
def picture(portal):
    site = Network.objects.get_site()
    open_branch(network=site)
    return make_picture(site)


@pytest.mark.requirement("ED8", "W60", "W61")
@pytest.mark.parametrize(
    ("alt", "count"),
    [("", 1), ("IMG_2041", 1), ("foto.jpeg", 1), ("Kinder am Fernrohr", 0)],
)
@pytest.mark.usefixtures("boss")
def test_lead_image_needs_words(client, portal, picture, alt, count):
    response = publish_with_image(
        client, portal, lead_image=picture.pk, lead_image_alt=alt
    )

    assert GenericPage.objects.filter(live=True).count() == 1 - count
    if count:
        assert [len(found) for found in get_errors(response).values()] == [count]
        assert list(get_errors(response)) == ["lead_image_alt"]


@pytest.mark.requirement("ED8")
def test_decorative_lead_image_needs_no_words(client, boss, portal, picture):
    publish_with_image(
        client, portal, lead_image=picture.pk, lead_image_is_decorative="on"
    )

    assert GenericPage.objects.get().live is True


@pytest.mark.requirement("ED8", "P15")
def test_picture_without_consent_is_not_published(client, boss, portal, picture):
    Image.objects.update(people_shown=True, consent="missing")
    values = {"lead_image": picture.pk, "lead_image_alt": "Kinder am Fernrohr"}

    refused = publish_with_image(client, portal, **values)
    Image.objects.update(consent="given")
    publish_with_image(client, portal, **values)

    assert get_errors(refused) == {
        "lead_image_alt": [
            f"Lead image: {MISSING_CONSENT % picture.title}",
        ]
    }
    assert GenericPage.objects.get().live is True


def test_picture_says_whether_the_people_agreed(client, boss, portal, picture):
    url = reverse("wagtailimages:edit", args=[picture.pk])
    base = {"title": "Fernrohr", "collection": picture.collection_id}

    answers = {
        "no credit": client.post(url, base | {"licence": "CC0-1.0"}),
        "file name": client.post(
            url, base | {"credit": "Ada", "description": "IMG_2041.jpg"}
        ),
        "people": client.post(
            url,
            base | {"credit": "Ada", "people_shown": "on", "consent": "not-needed"},
        ),
    }

    found = {
        name: sorted(set(get_errors(answer)) & {"credit", "description", "consent"})
        for name, answer in answers.items()
    }
    assert found == {
        "no credit": ["consent", "credit"],
        "file name": ["consent", "description"],
        "people": ["consent"],
    }


@pytest.mark.requirement("W62")
def test_document_form_asks_whether_it_is_accessible(client, boss):
    form = client.get(reverse("wagtaildocs:add_multiple"))

    fields = get_document_form(get_document_model()).base_fields
    assert form.status_code == 200
    assert [value for value, _label in fields["is_accessible"].choices] == [
        None,
        True,
        False,
    ]


def make_bad_page(portal):
    page = portal.add_child(instance=GenericPage(title="A", slug="a", live=False))
    page.body = [("heading", {"text": "Zu tief", "level": "h3"})]
    return page, page.save_revision()


@pytest.mark.requirement("ED8")
def test_program_and_schedule_do_not_publish_bad_content(portal):
    page, revision = make_bad_page(portal)

    with pytest.raises(ContentRefusedError) as error:
        revision.publish()

    page.refresh_from_db()
    assert page.live is False
    assert error.value.messages == [
        found.sentence for found in find_errors(revision.as_object())
    ]


@pytest.mark.requirement("ED8", "ED51")
def test_workflow_does_not_approve_bad_content(client, boss, portal):
    branch = open_branch(network=Network.objects.get_site())
    page, _revision = make_bad_page(portal)
    branch.workflow.start(page, None)
    state = page.current_workflow_task_state

    response = client.post(
        reverse(
            "wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk]
        )
    )

    page.refresh_from_db()
    state.refresh_from_db()
    assert response["Location"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert (page.live, state.status) == (False, "in_progress")


@pytest.mark.requirement("ED51", "ED8")
def test_author_proposes_and_another_approves(client, portal):
    network = make_network("MINT Nord")
    author, editor = make_user("ada"), make_user("edda")
    give(author, network, Role.AUTHOR)
    give(editor, network, Role.EDITOR)
    index = NewsIndexPage.objects.filter(network=network, slug="aktuelles").get()
    client.force_login(author)
    data = fill(kind="news", date="2027-03-03 12:00")

    client.post(add_url(NewsPage, index), data | {"action-publish": "1"})
    page = NewsPage.objects.get()
    assert page.live is False
    client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        data | {"action-submit": "1"},
    )
    state = page.current_workflow_task_state
    action = reverse(
        "wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk]
    )
    client.post(action)
    page.refresh_from_db()
    assert page.live is False
    client.force_login(editor)
    client.post(action)

    page.refresh_from_db()
    assert page.live is True


@pytest.mark.requirement("ED51")
@pytest.mark.parametrize("model", [HomePage, LegalPage])
def test_home_and_legal_pages_need_a_second_reader(client, editor, portal, model):
    page = portal
    if model is LegalPage:
        page = portal.add_child(
            instance=LegalPage(title="A", slug="a", legal_kind="terms", live=False)
        )
    other = make_user("otto")
    give(other, Network.objects.get_site(), Role.EDITOR)
    HomePage.objects.filter(pk=page.pk).update(live=False)
    page.save_revision(user=editor)
    page.get_workflow().start(page, editor)
    state = page.current_workflow_task_state

    own = state.task.specific.get_actions(page, editor)
    others = state.task.specific.get_actions(page, other)

    assert [name for name, _label, _modal in own] == ["reject"]
    assert [name for name, _label, _modal in others] == ["reject", "approve", "approve"]


@pytest.mark.requirement("ED51")
def test_second_reader_is_not_left_out_by_publishing_directly(client, editor, portal):
    data = fill(legal_kind="terms", **{"action-publish": "1"})

    response = client.post(add_url(LegalPage, portal), data)

    assert get_errors(response) == {
        "__all__": ["This page needs a second reader: submit it for review instead."]
    }
    assert LegalPage.objects.count() == 0


@pytest.mark.requirement("ED8")
def test_long_summary_warns_only(client, boss, portal):
    response = client.post(
        add_url(GenericPage, portal),
        fill(summary="x" * 190, **{"action-publish": "1"}),
        follow=True,
    )

    found = [str(message).strip() for message in response.context["messages"]]
    assert GenericPage.objects.get().live is True
    assert [text for text in found if "190 characters" in text] == [
        "The summary has 190 characters; 160 are read at a glance."
    ]


NOW = timezone.now()


def in_days(days):
    return timezone.localtime(NOW + dt.timedelta(days=days)).strftime("%Y-%m-%d 12:00")


@pytest.mark.requirement("R28", "ED16")
@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"deadline_at": in_days(30)}, []),
        ({"deadline_at": in_days(-3)}, ["deadline_at"]),
        ({"opens_at": in_days(9), "deadline_at": in_days(3)}, ["deadline_at"]),
        (
            {"deadline_at": in_days(3), "go_live_at": in_days(5)},
            ["deadline_at"],
        ),
        ({"deadline_at": in_days(9), "decided_at": in_days(3)}, ["decided_at"]),
        ({"deadline_at": "2026-03-29 02:30"}, ["deadline_at"]),
    ],
)
def test_deadline_lies_after_opening_and_publication(
    client, boss, portal, values, fields
):
    index = CallIndexPage.objects.child_of(portal).get()

    response = client.post(
        add_url(CallPage, index),
        fill(funder="Muster-Stiftung", **values, **{"action-publish": "1"}),
    )

    found = [] if response.status_code == 302 else sorted(get_errors(response))
    assert found == fields


OFFER = {
    "provider_name": "Schülerlabor Musterstadt",
    "availability": "on-request",
    "dates-count": "0",
    "materials-count": "0",
    "next_steps-count": "0",
}


@pytest.mark.requirement("ED27")
def test_offer_says_what_is_missing_before_it_is_published(client, boss, portal):
    index = OfferIndexPage.objects.child_of(portal).get()
    wrong = {
        "availability": "dates",
        "takes_requests": "on",
        "age_from": "9",
        "age_to": "8",
        "group_from": "9",
        "group_to": "8",
        "latitude": "49.5",
    }

    draft = client.post(add_url(OfferPage, index), fill(**OFFER, slug="entwurf"))
    refused = client.post(
        add_url(OfferPage, index), fill(**OFFER | wrong, **{"action-publish": "1"})
    )

    assert draft.status_code == 302
    assert sorted(get_errors(refused)) == [
        "age_to",
        "contact_email",
        "dates",
        "formats",
        "group_to",
        "is_on_site",
        "longitude",
        "stages",
    ]


@pytest.mark.requirement("ED27")
def test_postcode_sets_the_point_of_an_offer(client, boss, portal):
    index = OfferIndexPage.objects.child_of(portal).get()
    address = "Musterweg 1, 67655 Kaiserslautern"

    client.post(add_url(OfferPage, index), fill(**OFFER, venue_address=address))

    page = OfferPage.objects.get(slug="sternennacht")
    spot = find_postcode("67655")
    assert (float(page.latitude), float(page.longitude)) == (
        round(spot.latitude, 4),
        round(spot.longitude, 4),
    )
