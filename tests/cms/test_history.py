"""History: who changed what, comparing, going back, and autosave (ED54)."""

import html5lib
import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, Page, PageLogEntry

from cms.enums import Role
from cms.models import (
    CallPage,
    ChronologyPage,
    GenericPage,
    GuidePage,
    HelpPage,
    LegalPage,
    Network,
    NewsPage,
    Term,
)
from cms.models.base import BasePage
from cms.operations.stages import add_stage_pages
from cms.operations.terms import merge_terms, move_term
from tests.cms.funding import make_advice, make_funding
from tests.cms.pages import (
    make_academy,
    make_body,
    make_call,
    make_event,
    make_image,
    make_news,
    make_offer,
    make_practice,
    make_theme,
    make_webinar,
    publish,
)
from tests.cms.staff import give, make_network, make_user
from tests.cms.test_editor_forms import add_url, fill, prose, stream

# Wagtail leaves the temporary file of a rendition to the garbage collector.
pytestmark = [
    pytest.mark.requirement("ED54"),
    pytest.mark.filterwarnings(
        "ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning"
    ),
]

JSON = "application/json"


def make_one_of_each(portal):
    """Return a page of every type that can be made, by the name of its model."""
    make_network("MINT Nord")
    for make in (
        make_news,
        make_call,
        make_event,
        make_offer,
        make_practice,
        make_theme,
        make_webinar,
        make_academy,
        make_funding,
        make_advice,
    ):
        make()
    add_stage_pages()
    portal = type(portal).objects.get(pk=portal.pk)
    portal.add_child(instance=ChronologyPage(title="D", slug="d"))
    portal.add_child(instance=GuidePage(title="E", slug="e"))
    portal.add_child(instance=GenericPage(title="A", slug="a"))
    portal.add_child(instance=LegalPage(title="B", slug="b", legal_kind="terms"))
    help_index = Page.objects.filter(slug="hilfe").first()
    if help_index:
        help_index.specific.add_child(instance=HelpPage(title="C", slug="c"))
    found = {}
    for page in Page.objects.filter(depth__gt=1).specific().order_by("pk"):
        found.setdefault(type(page).__name__, page)
    return found


def get_models():
    found, waiting = set(), [BasePage]
    while waiting:
        model = waiting.pop()
        waiting += model.__subclasses__()
        if not model._meta.abstract and model._meta.app_label == "cms":
            found.add(model.__name__)
    return found


def compare(client, page, first, second):
    """Return what the comparison of two versions shows: ``{"title": "…"}``, as HTML."""
    url = reverse(
        "wagtailadmin_pages:revisions_compare", args=[page.pk, first.pk, second.pk]
    )
    changes = client.get(url).context["comparison"]
    return {change.field.name: str(change.htmldiff()) for change in changes}


def test_every_page_type_compares_two_versions_and_goes_back(client, portal):
    client.force_login(make_user("boss", is_superuser=True))
    pages = make_one_of_each(portal)
    found = {}
    for name, page in pages.items():
        first = page.save_revision()
        page.title = f"{page.title} neu"
        second = page.save_revision()
        changes = compare(client, page, first, second)
        revert = reverse(
            "wagtailadmin_pages:revisions_revert", args=[page.pk, first.pk]
        )
        form = client.get(revert).context["form"]
        found[name] = (list(changes), form.initial["title"] == first.content["title"])

    assert set(pages) == get_models()
    assert found == {name: (["title"], True) for name in pages}


def test_comparison_shows_blocks_pictures_and_lead_image(client, editor):
    page = make_news()
    pictures = [make_image("Brücke"), make_image("Turm")]
    versions = []
    for picture, text in zip(pictures, ("Sie hielt.", "Sie brach."), strict=True):
        page.lead_image = picture
        page.body = make_body(
            {"id": "a", "type": "text", "value": f"<p>{text}</p>"},
            {
                "id": "b",
                "type": "image",
                "value": {
                    "image": {
                        "image": picture.pk,
                        "alt_text": "Ein Bauwerk",
                        "decorative": False,
                    },
                    "caption": "",
                },
            },
        )
        versions.append(page.save_revision())

    changes = compare(client, page, *versions)

    assert sorted(changes) == ["body", "lead_image"]
    words = [
        (kind, text) for kind, text, _source in list_marks(changes["body"]) if text
    ]
    assert words == [("deletion", "hielt."), ("addition", "brach.")]
    previews = [image.get_rendition("max-165x165").url for image in pictures]
    marked = list(zip(("deletion", "addition"), previews, strict=True))
    for field in ("body", "lead_image"):
        found = list_marks(changes[field])
        assert [(kind, source) for kind, _text, source in found if source] == marked


def list_marks(html):
    """Return what is marked: kind of change, text, address of the picture."""
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    return [
        (
            kind,
            (node.text or "").strip(),
            picture.get("src") if picture is not None else "",
        )
        for node in tree.iter()
        for kind in node.get("class", "").split()
        if kind in {"deletion", "addition"}
        for picture in [node.find("img")]
    ]


def test_going_back_makes_a_new_draft_and_leaves_what_is_live(client, editor, portal):
    page = portal.add_child(instance=GenericPage(title="Alt", slug="a"))
    first = page.save_revision(user=editor)
    page.title = "Neu"
    publish(page)

    url = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, first.pk])
    client.post(url, fill(title=first.content["title"], slug="a"))

    page = GenericPage.objects.get(pk=page.pk)
    draft = page.latest_revision
    assert (page.live, page.title, page.has_unpublished_changes) == (True, "Neu", True)
    assert (draft.content["title"], draft.user) == ("Alt", editor)
    assert page.revisions.count() == 3
    entry = PageLogEntry.objects.get(action="wagtail.revert")
    assert (entry.user, entry.data["revision"]["id"]) == (editor, first.pk)


def test_history_says_who_did_what_and_when(client, editor, portal):
    client.post(add_url(GenericPage, portal), fill())
    page = GenericPage.objects.get()
    client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        fill(**{"action-publish": "1"}),
    )

    rows = client.get(reverse("wagtailadmin_pages:history", args=[page.pk])).context[
        "object_list"
    ]

    # Newest first; each saving is an entry of its own.
    assert [row.action.partition(".")[2] for row in rows] == [
        "publish",
        "edit",
        "edit",
        "create",
    ]
    assert {row.user for row in rows} == {editor}
    assert rows[0].timestamp == PageLogEntry.objects.latest("pk").timestamp


def test_terms_have_a_history_too(client, portal):
    boss = make_user("boss", is_superuser=True)
    client.force_login(boss)
    first, second = Term.objects.of("topic")[:2]
    move_term(term=second, by=-1, actor=boss)
    merge_terms(term=first, into=second, now=timezone.now(), actor=boss)

    answers = [
        client.get(reverse("terms:history", args=[term.pk])).context["object_list"]
        for term in (first, second)
    ]

    # Newest first; before the first change stands what the migration had sown.
    assert [[(row.action, row.user) for row in rows] for rows in answers] == [
        [("wagtail.edit", boss), ("cms.keep_version", None)]
    ] * 2
    assert ModelLogEntry.objects.count() == 4


def save_by_itself(client, page, **values):
    """Send what Wagtail's autosave sends: the form, asking for JSON."""
    return client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        fill(slug=page.slug, **values),
        HTTP_ACCEPT=JSON,
    )


def test_autosave_keeps_one_draft_and_publishes_nothing(client, editor, portal):
    page = publish(portal.add_child(instance=GenericPage(title="Live", slug="a")))
    before = page.revisions.count()

    first = save_by_itself(client, page, title="Entwurf 1").json()
    second = save_by_itself(
        client,
        page,
        title="Entwurf 2",
        overwrite_revision_id=first["revision_id"],
        **stream(("text", prose("Noch nicht fertig."))),
    ).json()

    page.refresh_from_db()
    assert (first["success"], second["revision_id"]) == (True, first["revision_id"])
    assert (page.title, page.live, page.live_revision_id) == (
        "Live",
        True,
        page.revisions.order_by("pk").first().pk,
    )
    assert page.revisions.count() == before + 1
    assert page.latest_revision.content["title"] == "Entwurf 2"
    assert client.get(page.url).context["page"].title == "Live"


@pytest.mark.parametrize("model", [NewsPage, CallPage, GenericPage, LegalPage])
def test_autosave_of_a_new_page_stays_a_draft(client, editor, portal, model):
    parents = {NewsPage: "aktuelles", CallPage: "ausschreibungen"}
    parent = portal
    if model in parents:
        parent = Page.objects.get(slug=parents[model], locale=portal.locale, depth=3)

    values = {"kind": "news", "date": "2027-03-03 12:00"} if model is NewsPage else {}
    answer = client.post(add_url(model, parent), fill(**values), HTTP_ACCEPT=JSON)

    page = model.objects.get()
    assert answer.json()["pk"] == page.pk
    assert (page.live, page.first_published_at) == (False, None)


def test_autosave_beside_another_person_overwrites_nothing(client, editor, portal):
    page = portal.add_child(instance=GenericPage(title="A", slug="a", live=False))
    mine = page.save_revision(user=editor)
    other = make_user("otto")
    page.title = "Von Otto"
    theirs = page.save_revision(user=other)

    answer = save_by_itself(client, page, title="Von Edda", loaded_revision_id=mine.pk)

    assert (answer.status_code, answer.json()["error_code"]) == (
        400,
        "invalid_revision",
    )
    assert GenericPage.objects.get().latest_revision == theirs


def test_autosave_piles_up_no_hints(client, editor, portal):
    page = portal.add_child(instance=GenericPage(title="A", slug="a", live=False))
    for number in range(3):
        save_by_itself(client, page, title=f"A {number}", summary="x" * 190)

    answer = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))

    assert [str(message) for message in answer.context["messages"]] == []


def test_second_person_at_a_page_is_named_to_the_first(client, editor, portal):
    page = portal.add_child(instance=GenericPage(title="A", slug="a"))
    revision = page.save_revision(user=editor)
    other = make_user("otto")
    give(other, Network.objects.get_site(), Role.EDITOR)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    sessions = {}
    for person in (editor, other):
        client.force_login(person)
        sessions[person] = client.get(edit).context["editing_sessions"].current_session
    client.post(edit, fill(title="Von Otto", slug="a"))

    client.force_login(editor)
    answer = client.post(
        reverse(
            "wagtailadmin_editing_sessions:ping",
            args=["wagtailcore", "page", page.pk, sessions[editor].pk],
        ),
        {"revision_id": revision.pk},
    ).json()

    assert [
        (row["user"], row["revision_id"] == page.revisions.latest("pk").pk)
        for row in answer["other_sessions"]
    ] == [("otto", True)]
