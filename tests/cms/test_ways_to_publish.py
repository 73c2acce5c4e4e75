"""What an event or an offer lacks refuses publishing on every way there is (ED22, ED27)."""

import csv
import datetime as dt
import io
import uuid
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Page
from wagtail_localize.models import (
    StringTranslation,
    Translation,
    TranslationSource,
)

from cms.cms_todos.machinery import count_late
from cms.enums import ProposalState
from cms.importers.things import import_things
from cms.models import (
    EventIndexPage,
    EventPage,
    Network,
    OfferIndexPage,
    OfferPage,
    OutboxMail,
    Proposal,
)
from cms.operations.branches import open_branch
from cms.operations.publication import publish_due
from cms.queries.thing_cells import EVENTS, OFFERS
from cms.validators.content import ContentRefusedError, find_errors, find_warnings
from tests.cms.asking import NEEDED_TERMS
from tests.cms.pages import NOW, make_event, make_offer
from tests.cms.proposing import url
from tests.cms.staff import make_user

pytestmark = [
    pytest.mark.requirement("ED22"),
    pytest.mark.usefixtures("english_interface"),
]
STREAMS = (
    "body",
    "more_dates",
    "exceptions",
    "programme",
    "documents",
    "related",
    "dates",
    "materials",
    "next_steps",
)


@dataclass(frozen=True)
class Kind:
    """``lack`` takes away what publishing needs, which ``sentence`` asks for."""

    model: Any
    index: Any
    format: Any
    lack: dict[str, Any]
    sentence: str
    cells: dict[str, str]
    proposed: dict[str, str]
    posted: dict[str, str]

    def make(self):
        """Return a live page that has all it needs."""
        if self.model is EventPage:
            page = make_event()
        else:
            page = make_offer(
                terms=NEEDED_TERMS,
                is_mobile=True,
                takes_requests=True,
                contact_email="labor@example.org",
            )
        return self.model.objects.get(pk=page.pk)

    def make_draft(self, **values):
        """Return a page that was never live, with what it lacks in its newest version."""
        page = self.make()
        page.live, page.live_revision = False, None
        for name, value in (self.lack | values).items():
            setattr(page, name, value)
        page.save()
        page.save_revision()
        return self.model.objects.get(pk=page.pk)


KINDS = {
    "event": Kind(
        EventPage,
        EventIndexPage,
        EVENTS,
        {"venue_address": " "},
        "Where it takes place is missing: enter the address, or choose online.",
        {
            "title_de": "Nacht",
            "starts_at": "2027-03-03T14:00",
            "ends_at": "2027-03-03T16:00",
            "venue_address": "67663 Kaiserslautern",
        },
        {
            "starts_at": "2027-03-12T18:00",
            "ends_at": "2027-03-12T22:00",
            "mode": "on-site",
            "venue_name": "Hochschule",
        },
        {
            "starts_at": "2027-03-10 10:00",
            "ends_at": "2027-03-10 12:00",
            "mode": "on-site",
            "registration_kind": "none",
        },
    ),
    "offer": Kind(
        OfferPage,
        OfferIndexPage,
        OFFERS,
        {"contact_email": ""},
        "It can be asked for here: enter the address that gets the questions.",
        {
            "title_de": "Löten",
            "provider_name": "Labor",
            "is_mobile": "yes",
            "takes_requests": "yes",
            "contact_email": "labor@example.org",
            "stages": "primary",
            "formats": "workshop",
        },
        {
            "provider_name": "Musterlabor",
            "is_mobile": "on",
            "availability": "on-request",
        },
        {
            "provider_name": "Musterlabor",
            "is_mobile": "on",
            "availability": "on-request",
            "takes_requests": "on",
        },
    ),
}


@pytest.fixture(params=list(KINDS))
def kind(request, portal):
    return KINDS[request.param]


def get_sentences(response):
    return [str(one).strip() for one in get_messages(response.wsgi_request)]


@pytest.fixture
def press_publish(client, django_capture_on_commit_callbacks):
    """Return what publishes a translation in its editor; it waits for the commit."""

    def press(page):
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(url, {"action": "publish"})

    return press


def is_live(page):
    return Page.objects.get(pk=page.pk).live


def test_complete_page_has_no_problem_and_hints_hinder_nobody(kind):
    page = kind.make()
    page.summary, page.body = "", []

    errors = find_errors(page)
    hints = [problem.field for problem in find_warnings(page)]
    page.save_revision().publish()

    assert errors == []
    assert hints == ["lead_image", "topics", "summary"]
    assert is_live(page) is True


@pytest.mark.parametrize("action", ["publish", "submit"])
@pytest.mark.usefixtures("editor")
def test_button_is_refused_and_a_draft_is_kept(client, kind, action):
    index = kind.index.objects.filter(locale__language_code="de").earliest("path")
    add = reverse(
        "wagtailadmin_pages:add", args=["cms", kind.model._meta.model_name, index.pk]
    )
    data = {
        "title": "Werkstatt",
        "slug": "werkstatt",
        **{f"{name}-count": "0" for name in STREAMS},
        **{f"comments-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS")},
        "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "",
        **kind.posted,
    }

    refused = client.post(add, data | {f"action-{action}": "1"})
    draft = client.post(add, data)

    errors = refused.context["form"].errors
    assert list(errors[next(iter(kind.lack))]) == [kind.sentence]
    assert draft.status_code == 302
    assert kind.model.objects.get().live is False


@pytest.mark.usefixtures("editor")
def test_publishing_several_at_once_is_refused(client, kind):
    page = kind.make_draft()
    action = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    response = client.post(f"{action}?id={page.pk}&next=/admin/")

    assert get_sentences(response) == [f"{page.title}: {kind.sentence}"]
    assert is_live(page) is False


@pytest.mark.requirement("ED53")
def test_schedule_is_refused_when_it_is_set(kind):
    page = kind.make_draft(go_live_at=timezone.now() + dt.timedelta(days=1))

    with pytest.raises(ContentRefusedError):
        page.get_latest_revision().publish()

    assert Page.objects.get(pk=page.pk).approved_schedule is False


@pytest.mark.requirement("ED53")
def test_schedule_that_comes_due_is_refused_shown_and_mailed_once(kind):
    author = make_user("ada")
    boss = make_user("boss", is_superuser=True)
    page = kind.make_draft()
    revision = page.get_latest_revision_as_object().save_revision(
        user=author, approved_go_live_at=NOW
    )

    counts = [publish_due(NOW) for _run in range(2)]

    assert (counts, is_live(page)) == ([0, 0], False)
    mail = OutboxMail.objects.get()
    with override("de"):
        problems = [one.sentence for one in find_errors(revision.as_object())]
    assert (mail.recipient, mail.kind) == ("ada@example.org", "publication")
    assert mail.context["problems"] == problems
    assert len(problems) == 1
    assert count_late(boss, NOW + dt.timedelta(minutes=6)) == 1


@pytest.mark.requirement("ED51")
@pytest.mark.usefixtures("editor")
def test_workflow_does_not_approve(client, kind):
    branch = open_branch(network=Network.objects.get_site())
    page = kind.make_draft()
    branch.workflow.start(page, None)
    state = page.current_workflow_task_state
    approve = reverse(
        "wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk]
    )

    response = client.post(approve)

    assert get_sentences(response) == [kind.sentence]
    with pytest.raises(ContentRefusedError):
        state.specific.approve(user=None)
    assert is_live(page) is False


# --- translations -----------------------------------------------------------------------


def hand_over(page, english, *, is_translated=True):
    """Return a page's translation with its texts, as a draft."""
    source, _created = TranslationSource.update_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=english)
    if is_translated:
        translate_all(source, english)
    translation.save_target(publish=False)
    return translation.get_target_instance()


def translate_all(source, english):
    for segment in source.stringsegment_set.exclude(context__path="slug"):
        StringTranslation.objects.get_or_create(
            translation_of=segment.string,
            context=segment.context,
            locale=english,
            defaults={"data": f"English: {segment.string.data}"},
        )


def get_update_url(page):
    source = TranslationSource.objects.get(object_id=page.translation_key)
    return reverse("wagtail_localize:update_translations", args=[source.pk])


@pytest.mark.requirement("ED57")
@pytest.mark.usefixtures("editor")
def test_translation_is_refused_with_what_its_source_lacks(
    client, press_publish, kind, english
):
    page = kind.make()
    target = hand_over(kind.make_draft(), english)

    answers = [
        press_publish(target),
        client.post(get_update_url(target), {"publish_translations": "on"}),
    ]

    assert [get_sentences(answer)[-1] for answer in answers] == [kind.sentence] * 2
    assert (is_live(target), is_live(page)) == (False, True)


@pytest.mark.requirement("ED57")
@pytest.mark.usefixtures("editor")
def test_live_translation_stays_as_it_was_when_its_update_is_refused(
    client, press_publish, kind, english
):
    page = kind.make()
    target = hand_over(page, english)
    press_publish(target)
    for name, value in kind.lack.items():
        setattr(page, name, value)
    page.save_revision()
    page.save()

    response = client.post(get_update_url(page), {"publish_translations": "on"})

    (name,) = kind.lack
    fresh = kind.model.objects.get(pk=target.pk)
    assert get_sentences(response)[-1] == kind.sentence
    assert fresh.live is True
    assert getattr(fresh, name) != kind.lack[name]


@pytest.mark.requirement("ED57")
@pytest.mark.usefixtures("editor")
def test_text_of_the_source_does_not_go_live_as_a_translation(
    client, press_publish, kind, english
):
    page = kind.make()
    target = hand_over(page, english, is_translated=False)
    source = TranslationSource.objects.get(object_id=page.translation_key)
    count = source.stringsegment_set.exclude(context__path="slug").count()
    sentence = (
        f"{count} texts are not translated yet: readers would see them in the language "
        "of the source. Translate them, or enter again what stays the same."
    )

    refused = [
        press_publish(target),
        client.post(get_update_url(page), {"publish_translations": "on"}),
    ]
    with override("en"), pytest.raises(ContentRefusedError) as error:
        target.get_latest_revision().publish()
    live_before = is_live(target)
    translate_all(source, english)
    press_publish(target)

    assert [get_sentences(answer)[-1] for answer in refused] == [sentence] * 2
    assert error.value.messages == [sentence]
    assert (live_before, is_live(target)) == (False, True)
    assert Page.objects.get(pk=target.pk).title == f"English: {page.title}"


@pytest.mark.requirement("ED57", "ED53")
@pytest.mark.usefixtures("editor")
def test_translation_goes_live_by_its_own_button_and_ends_with_its_source(
    press_publish, kind, english
):
    tomorrow, later = NOW + dt.timedelta(days=1), NOW + dt.timedelta(days=9)
    page = kind.make()
    page.go_live_at, page.expire_at = tomorrow, later
    page.save()
    target = hand_over(page, english)
    planned = (target.go_live_at, target.expire_at)
    publish_due(tomorrow + dt.timedelta(hours=1))
    live_at_the_time_of_the_source = is_live(target)
    press_publish(target)
    live_by_its_button = is_live(target)

    publish_due(later)

    assert planned == (None, None)
    assert (live_at_the_time_of_the_source, live_by_its_button) == (False, True)
    assert [is_live(page), is_live(target)] == [False, False]


@pytest.mark.requirement("ED57", "ED53")
def test_translation_with_an_end_of_its_own_keeps_it(kind, english):
    page = kind.make()
    page.expire_at = NOW
    page.save()
    target = page.copy_for_translation(english)
    target.expire_at = NOW + dt.timedelta(days=1)
    target.save_revision().publish()

    publish_due(NOW)

    assert [is_live(page), is_live(target)] == [False, True]


# --- files and proposals --------------------------------------------------------------


def run_import(kind, *rows, dry_run=False):
    buffer = io.StringIO(newline="")
    site = Network.objects.get_site().slug
    writer = csv.DictWriter(buffer, ["network", *rows[0]])
    writer.writeheader()
    writer.writerows({"network": site, **row} for row in rows)
    content = buffer.getvalue().encode()
    report = import_things(kind.format, content, now=NOW, dry_run=dry_run)
    errors = [(note.line, note.text) for note in report.errors]
    return errors, (report.created, report.changed)


@pytest.mark.requirement("ED65")
def test_import_refuses_by_line_and_says_so_in_the_dry_run(kind):
    (name,) = kind.lack
    good, bad = kind.cells, kind.cells | {"title_de": "Anderes", name: ""}

    dry = run_import(kind, good, bad, dry_run=True)
    before = kind.model.objects.count()
    real = run_import(kind, good, bad)
    change = run_import(kind, good | {name: ""})

    assert dry == real == ([(3, kind.sentence)], (1, 0))
    assert before == 0
    assert change == ([(2, kind.sentence)], (0, 0))
    page = kind.model.objects.get()
    assert (page.title, getattr(page, name)) == (good["title_de"], good[name])


@pytest.mark.requirement("ED65")
def test_online_event_from_a_file_brings_its_link(portal):
    kind = KINDS["event"]
    cells = kind.cells | {"mode": "online"}
    missing = "The conference link is missing. Nobody but the team sees it here."

    refused = run_import(kind, cells)
    taken = run_import(kind, cells | {"conference_url": "https://meet.example.org/a"})
    again = run_import(kind, cells | {"conference_url": "https://meet.example.org/b"})

    assert refused == ([(2, missing)], (0, 0))
    assert (taken, again) == (([], (1, 0)), ([], (0, 0)))
    assert EventPage.objects.get().conference_url == "https://meet.example.org/a"


@pytest.mark.requirement("ED74")
def test_accepted_proposal_is_refused_until_it_is_complete(client, kind, editor):
    name = kind.format.row_attribute
    site = Network.objects.get_site()
    open_branch(network=site)
    client.post(
        url("proposal_new", name),
        {
            "token": str(uuid.uuid4()),
            "network": str(site.pk),
            "language": "de",
            "title": "Nacht der Technik",
            "summary": "Labore öffnen ihre Türen.",
            "text": "Es gibt Suppe.",
            "submit": "1",
            **kind.proposed,
        },
    )
    proposal = Proposal.objects.get()
    page = kind.model.objects.get()

    with pytest.raises(ContentRefusedError):
        page.current_workflow_task_state.specific.approve(user=editor)

    proposal.refresh_from_db()
    assert proposal.state == ProposalState.SUBMITTED
    assert is_live(page) is False


@pytest.mark.requirement("ED65", "ED26")
def test_import_without_points_takes_those_of_the_postcodes(kind):
    place = {"latitude": "", "longitude": ""}
    first = kind.cells | {"venue_address": "67663 Kaiserslautern"}

    run_import(kind, first)
    page = kind.model.objects.get()
    run_import(kind, first | {"venue_address": "am Hafen"})
    moved = kind.model.objects.get()
    run_import(kind, first | place | {"title_de": "Ohne Punkt"})
    empty = kind.model.objects.get(title="Ohne Punkt")

    assert (page.latitude, page.longitude) == (Decimal("49.4360"), Decimal("7.7503"))
    assert (moved.venue_address, moved.latitude) == ("am Hafen", None)
    assert (empty.latitude, empty.longitude) == (None, None)
