"""The staff's own screens: team, networks, terms."""

import datetime as dt
import io
import re

import openpyxl
import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.enums import Role, Taxonomy
from cms.models import (
    Announcement,
    GenericPage,
    Network,
    NetworkRole,
    PageTerm,
    StateChange,
    Term,
    TermAlias,
    TermLabel,
)
from cms.operations.terms import merge_terms, move_term
from cms.signals import role_offered
from tests.cms.html import get_texts, parse
from tests.cms.pages import make_call, make_news
from tests.cms.queries.test_news import read_listing
from tests.cms.staff import give, make_network, make_user


@pytest.fixture
def network(portal):
    return make_network("MINT Nord")


@pytest.fixture
def other(portal):
    return make_network("MINT Sued")


def enter(client, network, role, name="nora"):
    person = make_user(name)
    give(person, network, role)
    client.force_login(person)
    return person


def held(person):
    active = NetworkRole.objects.active_on(timezone.localdate()).filter(user=person)
    return sorted(active.values_list("network__name", "role"))


def grant(client, network, role, person, **values):
    data = {"email": person.email, "network": network.pk, "role": role}
    return client.post(reverse("team:add"), data | values)


@pytest.mark.requirement("S3", "A5", "ED2", "CO60")
def test_coordinator_takes_roles_in_the_own_network(client, network):
    enter(client, network, Role.COORDINATOR)
    role = give(make_user("ada"), network, Role.EDITOR)
    given = held(role.user)

    client.post(reverse("team:edit", args=[role.pk]), {"confirmed": "on"})

    assert given == [("MINT Nord", "editor")]
    assert held(role.user) == []
    assert role.user.groups.count() == 0


@pytest.fixture
def offers():
    """Listen to what is offered."""
    heard = []

    def hear(*, email, role, network, actor, **_facts):
        heard.append((email, str(role), network.name, actor.username))

    role_offered.connect(hear)
    yield heard
    role_offered.disconnect(hear)


@pytest.mark.requirement("CO48", "CO60", "A8")
def test_offer_answers_the_same_whether_there_is_an_account(client, network, offers):
    enter(client, network, Role.COORDINATOR)
    known = make_user("ada")

    answers = []
    for email in (known.email, "nobody@example.org"):
        got = client.post(
            reverse("team:add"),
            {"email": email, "network": network.pk, "role": "editor"},
        )
        shown = client.get(got.headers["Location"]).content.decode()
        told = "We have written to this address." in shown
        answers.append((got.status_code, told, "ada" in shown, held(known)))

    assert answers == [(302, True, False, [])] * 2
    assert offers == [
        (email, "editor", "MINT Nord", "nora")
        for email in (known.email, "nobody@example.org")
    ]


@pytest.mark.requirement("S3", "A5")
def test_coordinator_makes_no_coordinators_and_reaches_no_other_network(
    client, network, other
):
    coordinator = enter(client, network, Role.COORDINATOR)
    person = make_user("ada")
    site = Network.objects.get_site()

    for where, role, whom in (
        (network, Role.COORDINATOR, person),
        (other, Role.AUTHOR, person),
        (site, Role.EDITOR, person),
        (network, Role.EDITOR, coordinator),
        (site, Role.COORDINATOR, coordinator),
    ):
        assert grant(client, where, role, whom).status_code == 200

    assert held(person) == []
    assert held(coordinator) == [("MINT Nord", "coordinator")]


@pytest.mark.requirement("A5", "S25")
def test_roles_of_another_network_are_neither_shown_nor_taken(client, network, other):
    enter(client, network, Role.COORDINATOR)
    role = give(make_user("kanarie"), other, Role.EDITOR)

    listed = client.get(reverse("team:index")).content.decode()
    client.post(reverse("team:edit", args=[role.pk]), {"confirmed": "on"})

    assert "kanarie" not in listed
    assert held(role.user) == [("MINT Sued", "editor")]


@pytest.mark.requirement("A5")
@pytest.mark.parametrize("role", [Role.AUTHOR, Role.TRANSLATOR, Role.EDITOR])
def test_only_coordinators_manage_the_team(client, network, role):
    enter(client, network, role)
    person = make_user("ada")

    answers = [
        client.get(reverse("team:index")).status_code,
        client.get(reverse("team:add")).status_code,
        grant(client, network, Role.AUTHOR, person).status_code,
    ]

    assert answers == [302, 302, 302]
    assert held(person) == []


@pytest.mark.requirement("A5")
def test_coordinator_of_the_portal_offers_coordination(client, network, offers):
    site = Network.objects.get_site()
    enter(client, site, Role.COORDINATOR)
    person = make_user("ada")

    grant(client, network, Role.COORDINATOR, person)
    grant(client, site, Role.COORDINATOR, person)

    assert offers == [("ada@example.org", "coordinator", "MINT Nord", "nora")]


@pytest.mark.requirement("CO60")
def test_last_coordinator_is_not_taken_away(client, network):
    enter(client, Network.objects.get_site(), Role.COORDINATOR)
    first, second = (
        give(make_user(name), network, Role.COORDINATOR) for name in ("ada", "bea")
    )

    answers = [
        client.post(reverse("team:edit", args=[role.pk]), {"confirmed": "on"})
        for role in (first, second)
    ]

    assert [answer.status_code for answer in answers] == [302, 200]
    assert (held(first.user), held(second.user)) == (
        [],
        [("MINT Nord", "coordinator")],
    )


@pytest.mark.requirement("CO60", "R18")
def test_team_form_says_what_is_wrong(client, network):
    coordinator = enter(client, network, Role.COORDINATOR)
    person = make_user("ada")
    grant(client, network, Role.AUTHOR, person)

    answers = {
        "twice": grant(client, network, Role.AUTHOR, person),
        "own": grant(client, network, Role.AUTHOR, coordinator),
        "order": grant(
            client,
            network,
            Role.EDITOR,
            person,
            start_date="2027-03-03",
            end_date="2027-03-01",
        ),
        "over": grant(client, network, Role.EDITOR, person, end_date="2020-03-01"),
        "long": grant(client, network, Role.EDITOR, person, email="x" * 10_000),
        "nul": grant(client, network, Role.EDITOR, person, email="a\x00@example.org"),
    }

    found = {name: list(got.context["form"].errors) for name, got in answers.items()}
    assert found == {
        "twice": ["email"],
        "own": ["email"],
        "order": ["end_date"],
        "over": ["end_date"],
        "long": ["email"],
        "nul": ["email"],
    }


def count_queries(client, url):
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_lists_ask_the_same_number_of_queries_for_any_number_of_rows(client, network):
    client.force_login(make_user("boss", is_superuser=True))
    give(make_user("a"), network, Role.AUTHOR)
    before = {}
    after = {}
    names = ["team:index", "networks:index", "terms:index"]
    for name in names:
        before[name] = count_queries(client, reverse(name))
    for number in range(2):
        give(make_user(f"b{number}"), network, Role.AUTHOR)
        Network.objects.create(
            name=f"N{number}",
            slug=f"n{number}",
            source_key=f"n{number}",
            kind="alliance",
            source_locale=network.source_locale,
        )
    for name in names:
        after[name] = count_queries(client, reverse(name))

    assert after == before


def network_data(network, **values):
    data = {
        "name": network.name,
        "short_name": "",
        "slug": network.slug,
        "kind": network.kind,
        "status": network.status,
        "parent": "",
        "successor": "",
        "logo": "",
        "website": "",
        "carrier": "Muster-Verein",
        "legal_form": "",
        "founding_year": "",
        "working_languages": "",
        "confirmed_on": "",
        "locality": "Emden",
        "latitude": "",
        "longitude": "",
        "office_address": "",
    }
    for name in ("states", "districts", "contacts", "links", "funders"):
        data |= {f"{name}-TOTAL_FORMS": "0", f"{name}-INITIAL_FORMS": "0"}
        data |= {f"{name}-MIN_NUM_FORMS": "0", f"{name}-MAX_NUM_FORMS": "1000"}
    data |= {
        "states-TOTAL_FORMS": "1",
        "states-0-id": "",
        "states-0-state": "DE-NI",
        "states-0-ORDER": "1",
        "states-0-DELETE": "",
        "districts-TOTAL_FORMS": "1",
        "districts-0-id": "",
        "districts-0-ags": "03402",
        "districts-0-ORDER": "1",
        "districts-0-DELETE": "",
    }
    return data | values


@pytest.mark.requirement("ED1", "ED72", "A4")
def test_coordinator_edits_the_facts_but_not_what_the_portal_decides(client, network):
    enter(client, network, Role.COORDINATOR)
    state = make_network("MINT Land", kind="state-programme")
    url = reverse("networks:edit", args=[network.pk])

    response = client.post(
        url,
        network_data(network, kind="site", slug="x", status="ended", parent=state.pk),
    )

    network.refresh_from_db()
    assert response.status_code == 302
    assert network.carrier == "Muster-Verein"
    assert [row.ags for row in network.districts.all()] == ["03402"]
    assert (network.kind, network.slug, network.status, network.parent) == (
        "mint-region",
        "mint-nord",
        "active",
        None,
    )


@pytest.mark.requirement("ED34")
def test_districts_are_chosen_by_name(client, network):
    enter(client, network, Role.COORDINATOR)

    text = client.get(reverse("networks:edit", args=[network.pk])).content.decode()

    assert 'value="09162"' in text or "&quot;09162&quot;" in text


@pytest.mark.requirement("ED1", "S25", "ED72")
def test_network_of_others_is_not_edited(client, network, other):
    child = make_network("MINT Kind")
    state = make_network("MINT Land", kind="state-programme")
    Network.objects.filter(pk=child.pk).update(parent=state)
    enter(client, state, Role.COORDINATOR)

    for foreign in (other, child):
        url = reverse("networks:edit", args=[foreign.pk])
        assert client.get(url).status_code == 302
        client.post(url, network_data(foreign))

    assert Network.objects.filter(carrier="Muster-Verein").count() == 0
    listed = client.get(reverse("networks:index")).content.decode()
    assert "MINT Kind" not in listed


@pytest.mark.requirement("ED72")
def test_change_of_the_parent_is_logged(client, network):
    client.force_login(make_user("boss", is_superuser=True))
    state = make_network("MINT Land", kind="state-programme")

    client.post(
        reverse("networks:edit", args=[network.pk]),
        network_data(network, parent=state.pk),
    )

    change = StateChange.objects.get()
    assert (change.field, change.from_state, change.to_state) == (
        "parent",
        "",
        str(state.pk),
    )


@pytest.mark.requirement("ED1")
def test_new_network_gets_its_source_key(client, portal):
    client.force_login(make_user("boss", is_superuser=True))
    draft = Network(name="Küstenlabor", kind="alliance", status="planned")

    client.post(
        reverse("networks:add"),
        network_data(draft, slug="kuestenlabor", name=draft.name),
    )

    assert Network.objects.get(name=draft.name).source_key == "kuestenlabor"


@pytest.mark.requirement("S8")
def test_export_is_xlsx_and_holds_formulas_as_text(client, network):
    client.force_login(make_user("boss", is_superuser=True))
    Network.objects.filter(pk=network.pk).update(name="=1+1")
    url = reverse("networks:index")

    csv = client.get(url + "?export=csv")
    xlsx = client.get(url + "?export=xlsx")

    assert csv["Content-Type"].split(";")[0] == "text/html"
    rows = openpyxl.load_workbook(
        io.BytesIO(b"".join(xlsx.streaming_content) if xlsx.streaming else xlsx.content)
    ).active
    cell = next(cell for (cell, *_rest) in rows.iter_rows() if cell.value == "=1+1")
    assert cell.data_type == "s"


@pytest.fixture
def terms(portal):
    return list(Term.objects.filter(taxonomy=Taxonomy.TOPIC)[:2])


def add_page(portal, name, *terms):
    page = portal.add_child(instance=GenericPage(title=name, slug=name))
    page.cms_page_terms.set([PageTerm(term=term) for term in terms])
    page.save()
    return page


@pytest.mark.requirement("ED60")
def test_terms_are_for_staff_of_the_portal(client, network, terms):
    answers = {}
    for where in (network, Network.objects.get_site()):
        enter(client, where, Role.EDITOR, f"p{where.pk}")
        answers[where.kind] = [
            client.get(reverse("terms:index")).status_code,
            client.get(reverse("terms:merge", args=[terms[0].pk])).status_code,
        ]

    assert answers == {"mint-region": [302, 403], "site": [200, 200]}


@pytest.mark.requirement("W54")
def test_list_of_terms_has_a_word_over_each_column(client, portal, terms):
    client.force_login(make_user("boss", is_superuser=True))

    tree = parse(client.get(reverse("terms:index")))

    heads = [text for text in get_texts(tree, "th") if text]
    assert heads == ["Term", "List", "Slug", "Order", "Pages", "Retired"]


def test_announcement_is_named_by_its_day_in_berlin(portal, english_interface):
    late = dt.datetime(2027, 3, 3, 23, 30, tzinfo=dt.UTC)
    notice = Announcement(
        network=Network.objects.get_site(), starts_at=late, severity="warning"
    )

    assert str(notice) == "Warning, March 4, 2027"


@pytest.mark.requirement("ED60")
def test_merged_term_leaves_its_pages_and_its_old_address(client, portal, terms):
    client.force_login(make_user("boss", is_superuser=True))
    old, new = terms
    add_page(portal, "nur-alt", old)
    add_page(portal, "beide", old, new)

    client.post(reverse("terms:merge", args=[old.pk]), {"into": new.pk})

    rows = PageTerm.objects.order_by("page__slug").values_list("page__slug", "term")
    assert list(rows) == [("beide", new.pk), ("nur-alt", new.pk)]
    alias = TermAlias.objects.get(source="merged:topic")
    assert (alias.slug, alias.term) == (old.slug, new)
    old.refresh_from_db()
    assert (old.merged_into, Term.objects.in_use().filter(pk=old.pk).count()) == (
        new,
        0,
    )


@pytest.mark.requirement("ED60")
def test_term_merges_only_within_its_list(client, portal, terms):
    client.force_login(make_user("boss", is_superuser=True))
    stage = Term.objects.filter(taxonomy=Taxonomy.STAGE).first()

    response = client.post(
        reverse("terms:merge", args=[terms[0].pk]), {"into": stage.pk}
    )

    assert response.status_code == 200
    assert Term.objects.get(pk=terms[0].pk).merged_into is None


@pytest.mark.requirement("ED60")
def test_used_term_is_not_deleted_and_its_use_is_counted(client, portal, terms):
    client.force_login(make_user("boss", is_superuser=True))
    used = terms[0]
    free = Term.objects.create(taxonomy=Taxonomy.TOPIC, slug="frei")
    add_page(portal, "a", used)
    add_page(portal, "b", used)

    counts = {
        term.pk: term.use_count
        for term in client.get(reverse("terms:index") + "?taxonomy=topic").context[
            "object_list"
        ]
    }
    for term in (used, free):
        client.post(reverse("terms:delete", args=[term.pk]))

    assert counts[used.pk] == 2
    assert Term.objects.filter(pk__in=[used.pk, free.pk]).get() == used


@pytest.mark.requirement("ED60")
def test_new_term_has_labels_in_both_languages(client, portal):
    client.force_login(make_user("boss", is_superuser=True))
    data = {
        "taxonomy": "topic",
        "slug": "robotik",
        "parent": "",
        "sort_order": "5",
        "retired_at": "",
        "labels-TOTAL_FORMS": "2",
        "labels-INITIAL_FORMS": "0",
        "labels-MIN_NUM_FORMS": "0",
        "labels-MAX_NUM_FORMS": "1000",
    }
    for number, (language, label) in enumerate([("de", "Robotik"), ("en", "Robots")]):
        data |= {
            f"labels-{number}-id": "",
            f"labels-{number}-language": language,
            f"labels-{number}-label": label,
            f"labels-{number}-DELETE": "",
        }

    client.post(reverse("terms:add"), data)

    labels = TermLabel.objects.filter(term__slug="robotik")
    assert list(labels.values_list("language", "label")) == [
        ("de", "Robotik"),
        ("en", "Robots"),
    ]


def list_slugs(taxonomy="stage"):
    rows = Term.objects.of(taxonomy).filter(merged_into__isnull=True)
    return list(rows.order_by("sort_order", "slug").values_list("slug", flat=True))


def press(client, term, step):
    return client.post(
        reverse("terms:order", args=[term.taxonomy]), {"move": f"{term.pk}:{step}"}
    )


@pytest.mark.requirement("ED60")
def test_staff_of_the_portal_order_a_list_by_buttons(client, portal):
    enter(client, Network.objects.get_site(), Role.EDITOR, "edda")
    before = list_slugs()
    second = Term.objects.get(taxonomy="stage", slug=before[1])

    up = press(client, second, -1)
    first = list_slugs()
    refused = press(client, second, -1)
    page = client.get(up["Location"]).content.decode()
    press(client, second, 1)
    press(client, second, 1)

    swapped = [before[1], before[0], *before[2:]]
    assert (first, refused.status_code) == (swapped, 302)
    assert up["Location"] == (
        f"{reverse('terms:order', args=['stage'])}?moved={second.pk}%3A-1"
    )
    # At the end of the list the other button takes the focus.
    assert re.findall(r'value="([^"]+)"\s+autofocus', page) == [f"{second.pk}:1"]
    assert list_slugs() == [before[0], before[2], before[1], *before[3:]]
    assert list_slugs("topic") == list(
        Term.objects.of("topic").values_list("slug", flat=True)
    )


@pytest.mark.requirement("ED60")
def test_order_of_a_list_is_closed_to_networks_and_to_foreign_values(
    client, network, terms
):
    before = list_slugs("topic")
    enter(client, network, Role.COORDINATOR, "kim")
    closed = press(client, terms[1], -1).status_code
    enter(client, Network.objects.get_site(), Role.EDITOR, "edda")
    stage = Term.objects.filter(taxonomy="stage").first()

    url = reverse("terms:order", args=["topic"])
    odd = [
        client.post(url, {"move": value}).status_code
        for value in ("", "x", f"{stage.pk}:1", f"{terms[1].pk}:7", f"{'9' * 30}:1")
    ]

    assert (closed, odd) == (403, [200] * 5)
    assert client.get(reverse("terms:order", args=["unknown"])).status_code == 404
    assert list_slugs("topic") == before


@pytest.mark.requirement("ED60")
def test_term_is_retired_and_offered_again_by_one_button(client, portal, terms):
    enter(client, Network.objects.get_site(), Role.EDITOR, "edda")
    add_page(portal, "a", terms[0])

    offered = []
    for _press in range(2):
        press(client, terms[0], "retire")
        offered.append(Term.objects.in_use().filter(pk=terms[0].pk).exists())

    assert offered == [False, True]
    assert PageTerm.objects.get().term == terms[0]


@pytest.mark.requirement("ED60", "R12")
def test_order_survives_equal_numbers_and_merged_terms(client, portal, terms):
    Term.objects.of("topic").update(sort_order=0)
    merge_terms(term=terms[0], into=terms[1], now=timezone.now())
    before = list_slugs("topic")
    last = Term.objects.get(taxonomy="topic", slug=before[-1])

    moved = [move_term(term=last, by=-1), move_term(term=last, by=5)]

    assert moved == [True, False]
    assert list_slugs("topic") == [*before[:-2], before[-1], before[-2]]


def read_list(client, path, **params):
    """Return the titles of a list, and the topics that its filter offers."""
    listing = read_listing(client.get(path, params))
    slugs = {
        option.value
        for group in listing.panel.groups
        if group.name == "topic"
        for option in group.options
    }
    return [card.title for card in listing.cards], slugs


@pytest.mark.requirement("ED60")
@pytest.mark.parametrize("path", ["/de/aktuelles/", "/de/ausschreibungen/"])
def test_old_slug_of_a_merged_term_finds_what_the_new_one_finds(client, portal, path):
    # Beside each other: of a term below another, that one is found too.
    topics = Term.objects.filter(taxonomy=Taxonomy.TOPIC, parent=None)
    old, middle, new, other = topics[:4]
    make = make_news if "aktuelles" in path else make_call
    page = make(topics=[old.slug])
    rest = make(topics=[other.slug])
    for term, into in ((old, middle), (middle, new)):
        merge_terms(term=term, into=into, now=timezone.now())

    found = [
        read_list(client, path, topic=term.slug) for term in (old, middle, new, other)
    ]

    assert [titles for titles, _slugs in found] == [[page.title]] * 3 + [[rest.title]]
    assert [slugs for _titles, slugs in found] == [{new.slug, other.slug}] * 4


@pytest.mark.requirement("ED60")
def test_old_slug_of_a_merged_term_works_in_feed_and_api(client, portal):
    old, new = Term.objects.filter(taxonomy=Taxonomy.TOPIC)[:2]
    page = make_news(topics=[old.slug])
    merge_terms(term=old, into=new, now=timezone.now())

    feed = client.get("/feeds/de/news.atom", {"topic": old.slug}).content.decode()
    answer = client.get("/api/v1/news", {"topic": old.slug}).json()

    assert feed.count(f"<title>{page.title}</title>") == 1
    assert [item["title"] for item in answer["items"]] == [page.title]


@pytest.mark.requirement("ED60")
def test_term_that_others_were_merged_into_is_not_deleted(client, portal, terms):
    client.force_login(make_user("boss", is_superuser=True))
    merge_terms(term=terms[0], into=terms[1], now=timezone.now())

    response = client.post(reverse("terms:delete", args=[terms[1].pk]))

    assert response["Location"] == reverse("terms:index")
    assert Term.objects.filter(pk=terms[1].pk).exists() is True


@pytest.mark.requirement("ED60")
def test_merged_term_leaves_the_list_at_once(
    client, portal, terms, django_capture_on_commit_callbacks
):
    make_news(topics=[terms[0].slug])

    before = read_list(client, "/de/aktuelles/")[1]
    with django_capture_on_commit_callbacks(execute=True):
        merge_terms(term=terms[0], into=terms[1], now=timezone.now())
    at_once = read_list(client, "/de/aktuelles/")[1]
    # Counts may be a minute old: until then the other term stands without any.
    cache.clear()
    later = read_list(client, "/de/aktuelles/")[1]

    assert [before, at_once, later] == [{terms[0].slug}, set(), {terms[1].slug}]
