"""Old addresses: one hop after renames and moves, 410 or a chosen page after deletion (ED9)."""

import pytest
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction, Site

from cms.enums import Role
from cms.models import GenericPage, Network, NewsIndexPage
from tests.cms.pages import make_news, publish, translate
from tests.cms.staff import give, make_network, make_user
from tests.cms.text import get_text

pytestmark = pytest.mark.requirement("ED9")


@pytest.fixture
def boss(client, portal):
    user = make_user("boss", is_superuser=True)
    client.force_login(user)
    return user


@pytest.fixture
def family(portal, english):
    """Return a page with a child, both in German and English."""
    parent = portal.add_child(instance=GenericPage(title="Werk", slug="werk"))
    child = publish(parent.add_child(instance=GenericPage(title="Halle", slug="halle")))
    publish(parent)
    translate(parent, english, title="Works", slug="works")
    translate(child, english, title="Hall", slug="hall")
    return parent


@pytest.fixture
def rename(django_capture_on_commit_callbacks):
    """Return what gives a page another slug, with all that follows the commit."""

    def rename_page(page, slug):
        page = type(page).objects.get(pk=page.pk)
        page.slug = slug
        with django_capture_on_commit_callbacks(execute=True):
            return publish(page)

    return rename_page


def read(client, *paths):
    """Return the first answer for each path: its status and where it leads."""
    answers = [client.get(path) for path in paths]
    return [(answer.status_code, answer.get("Location", "")) for answer in answers]


def delete(client, page, **data):
    return client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]), data)


def find(slug):
    return GenericPage.objects.get(slug=slug)


def test_two_renames_are_one_hop_for_page_and_child(client, family, rename):
    rename(family, "werkstatt")
    rename(family, "labor")

    assert read(
        client,
        "/de/werk/",
        "/de/werk/halle/",
        "/de/werkstatt/halle/",
        "/de/labor/halle/",
    ) == [
        (301, "/de/labor/"),
        (301, "/de/labor/halle/"),
        (301, "/de/labor/halle/"),
        (200, ""),
    ]


def test_rename_of_a_translation_leaves_the_other_language_alone(
    client, family, rename
):
    rename(find("works"), "plant")

    assert read(client, "/en/works/hall/", "/en/works/", "/de/werk/halle/") == [
        (301, "/en/plant/hall/"),
        (301, "/en/plant/"),
        (200, ""),
    ]


def test_move_takes_children_and_translations_along_in_one_hop(  # noqa: PLR0917 -- fixtures
    client, boss, portal, english, family, rename, django_capture_on_commit_callbacks
):
    target = portal.add_child(instance=GenericPage(title="Ort", slug="ort"))
    translate(publish(target), english, title="Place", slug="place")
    rename(family, "werkstatt")

    client.post(reverse("wagtailadmin_pages:move_confirm", args=[family.pk, target.pk]))

    client.logout()
    old = ("/de/werk/", "/de/werkstatt/halle/", "/de/werk/halle/", "/en/works/hall/")
    assert read(client, *old) == [
        (301, "/de/ort/werkstatt/"),
        (301, "/de/ort/werkstatt/halle/"),
        (301, "/de/ort/werkstatt/halle/"),
        (301, "/en/place/works/hall/"),
    ]
    assert client.get("/en/works/hall/", follow=True).status_code == 200


def test_address_with_a_question_keeps_leading_on(client, family, rename):
    rename(family, "labor")

    assert read(client, "/de/werk/?utm=1", "/de/werk") == [
        (301, "/de/labor/"),
        (301, "/de/labor/"),
    ]


def test_rename_and_back_makes_no_circle_even_when_unpublished(
    client, family, rename, django_capture_on_commit_callbacks
):
    rename(family, "labor")
    page = rename(family, "werk")

    live = read(client, "/de/werk/", "/de/labor/")
    with django_capture_on_commit_callbacks(execute=True):
        page.unpublish()

    assert live == [(200, ""), (301, "/de/werk/")]
    assert read(client, "/de/werk/", "/de/labor/") == [(404, ""), (404, "")]


def redirect_data(old_path, **values):
    empty = {"site": "", "redirect_page": "", "redirect_link": ""}
    return {"old_path": old_path, "is_permanent": "on"} | empty | values


def test_redirect_to_itself_or_back_is_refused_in_its_form(client, boss, portal):
    Site.objects.update(hostname="verbund.example.org")
    page = publish(portal.add_child(instance=GenericPage(title="A", slug="a")))
    add = reverse("wagtailredirects:add")
    client.post(
        add,
        redirect_data(
            "/de/kurz/", redirect_link="https://verbund.example.org/de/lang/"
        ),
    )
    first = Redirect.objects.get()

    errors = [
        client.post(add, redirect_data(path, **target)).context["form"].errors
        for path, target in (
            ("/de/a/", {"redirect_page": page.pk}),
            ("/de/selbst/", {"redirect_link": "https://verbund.example.org/de/selbst"}),
            ("/de/lang", {"redirect_link": "https://verbund.example.org/de/kurz"}),
        )
    ]
    edited = client.post(
        reverse("wagtailredirects:edit", args=[first.pk]),
        redirect_data("/de/kurz", redirect_link="https://verbund.example.org/de/kurz/"),
    )

    sentence = (
        "This redirect would lead in a circle. Choose a target that does not lead back "
        "to “%s”."
    )
    assert [dict(found) for found in errors] == [
        {"__all__": [sentence % path]} for path in ("/de/a", "/de/selbst", "/de/lang")
    ]
    assert edited.context["form"].errors == {"__all__": [sentence % "/de/kurz"]}
    assert Redirect.objects.get() == first
    assert (
        Redirect.objects.get().redirect_link == "https://verbund.example.org/de/lang/"
    )


def test_circle_from_elsewhere_ends_as_not_found(client, portal):
    for old, new in (("/de/x", "/de/y/"), ("/de/y", "/de/x/")):
        Redirect.objects.create(old_path=old, redirect_link=f"http://testserver{new}")
    Redirect.objects.create(old_path="/de/z", redirect_link="https://example.org/de/z")

    assert read(client, "/de/x/", "/de/z/") == [
        (404, ""),
        (301, "https://example.org/de/z"),
    ]


def test_deleted_branch_is_gone_with_its_older_addresses_and_translations(
    client, boss, family, rename
):
    rename(family, "labor")

    delete(client, family)

    client.logout()
    assert GenericPage.objects.count() == 0
    paths = ("labor/", "labor/halle/", "werk/", "werk/halle/")
    assert read(client, *(f"/de/{path}" for path in paths)) == [(410, "")] * 4
    assert read(client, "/en/works/", "/en/works/hall/", "/de/nie/") == [
        (410, ""),
        (410, ""),
        (404, ""),
    ]


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("/de/werk/", "Diese Seite gibt es nicht mehr"),
        ("/en/works/", "This page is gone"),
    ],
)
def test_gone_page_speaks_in_the_frame_of_the_site(client, family, path, heading):
    family.delete()
    find("works").delete()

    answer = client.get(path)

    assert answer.templates[0].name == "410.html"
    assert answer.context["title"] == heading
    assert get_text(answer).count(heading) == 2
    assert "base.html" in [template.name for template in answer.templates]


def test_deleted_translation_leaves_the_text_that_it_was_made_from(
    client, boss, family
):
    delete(client, find("works"))

    assert sorted(GenericPage.objects.values_list("slug", flat=True)) == [
        "halle",
        "werk",
    ]
    client.logout()
    assert read(client, "/en/works/", "/de/werk/") == [(410, ""), (200, "")]


def test_aliases_go_with_their_page_alone_and_in_bulk(client, boss, portal, english):
    pages = [
        publish(portal.add_child(instance=GenericPage(title=name, slug=name)))
        for name in ("eins", "zwei")
    ]
    for page in pages:
        page.copy_for_translation(english, copy_parents=True, alias=True)
    assert GenericPage.objects.count() == 4

    delete(client, pages[0])
    client.post(
        reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
        + f"?id={pages[1].pk}"
    )

    assert GenericPage.objects.count() == 0
    assert Redirect.objects.count() == 4


def test_chosen_page_takes_over_in_each_language(client, boss, portal, english, family):
    target = publish(portal.add_child(instance=GenericPage(title="Neu", slug="neu")))
    translate(target, english, title="New", slug="new")

    delete(client, family, target=target.pk)

    client.logout()
    assert read(client, "/de/werk/", "/de/werk/halle/", "/en/works/hall/") == [
        (301, "/de/neu/"),
        (301, "/de/neu/"),
        (301, "/en/new/"),
    ]


def test_page_that_goes_or_is_hidden_is_no_target(client, boss, portal, family):
    hidden = portal.add_child(
        instance=GenericPage(title="Entwurf", slug="entwurf", live=False)
    )

    forms = [
        delete(client, family, target=page.pk).context["form"]
        for page in (family, find("halle"), find("hall"), hidden)
    ]

    assert [list(form.errors) for form in forms] == [["target"]] * 4
    assert GenericPage.objects.count() == 5


def test_new_page_at_a_gone_address_wins_and_may_move_on(
    client, portal, family, rename
):
    family.delete()
    page = publish(
        type(portal)
        .objects.get(pk=portal.pk)
        .add_child(instance=GenericPage(title="Neues Werk", slug="werk"))
    )

    before = read(client, "/de/werk/")
    rename(page, "labor")

    assert before == [(200, "")]
    assert read(client, "/de/werk/") == [(301, "/de/labor/")]


def test_draft_and_restricted_page_leave_no_trace(client, portal):
    for slug in ("entwurf", "geheim"):
        page = portal.add_child(
            instance=GenericPage(title=slug, slug=slug, live=slug == "geheim")
        )
        if page.live:
            PageViewRestriction.objects.create(page=page, restriction_type="login")
        page.delete()

    assert Redirect.objects.count() == 0
    assert read(client, "/de/entwurf/", "/de/geheim/") == [(404, "")] * 2


def test_typed_redirect_stays_when_its_address_is_deleted(client, portal):
    Redirect.add_redirect("/de/a/", redirect_to=portal)
    page = publish(portal.add_child(instance=GenericPage(title="A", slug="a")))

    page.delete()

    assert read(client, "/de/a/") == [(301, "/de/")]


def test_editor_deletes_own_pages_only_and_is_asked_where_visitors_go(client, portal):
    networks = [make_network(name) for name in ("MINT Nord", "MINT Sued")]
    editor = make_user("edda")
    for network in networks:
        give(
            editor if network == networks[0] else make_user("otto"),
            network,
            Role.EDITOR,
        )
    pages = [
        make_news(
            NewsIndexPage.objects.get(network=network, locale__language_code="de")
        )
        for network in networks
    ]
    client.force_login(editor)

    question = client.get(reverse("wagtailadmin_pages:delete", args=[pages[0].pk]))
    for page in pages:
        delete(client, page)

    assert question.context["page_count"] == 1
    assert list(question.context["form"].fields) == ["target"]
    assert list(
        Page.objects.filter(pk__in=[page.pk for page in pages]).values_list(
            "pk", flat=True
        )
    ) == [pages[1].pk]
    assert Network.objects.filter(roles__user=editor).get() == networks[0]
