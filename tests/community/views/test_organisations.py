"""The directory of organisations, their pages, adding and editing (CO21, CO22)."""

import json
import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.enums import Role, Taxonomy
from cms.models import Network, Term
from community.enums import OrganisationState, TeamRole
from community.models import Organisation, TeamMembership
from community.operations.accounts import pause_account
from community.operations.organisation_team import show_in_team
from community.operations.organisations import edit_organisation
from tests.cms.html import find_all, get_text, parse
from tests.cms.staff import give, make_network, make_user
from tests.community.organisations import (
    get_page,
    join,
    make_content,
    make_organisation,
    make_pre_made,
)
from tests.community.people import make_child, make_member

pytestmark = pytest.mark.django_db
LIST = "/en/organisations/"
NEW = "/en/organisations/new/"


@pytest.fixture
def network(portal):
    return make_network("Nord")


@pytest.fixture
def member(network):
    return make_member(network=network)


@pytest.fixture
def signed_in(client, member):
    client.force_login(member.user)
    return client


def list_names(answer) -> list[str]:
    main = find_all(parse(answer), "main")[0]
    return [get_text(card) for card in find_all(main, "h3")]


def fill(**values):
    school = Term.objects.get(taxonomy=Taxonomy.ORGANISATION_TYPE, slug="school")
    return {
        "name": "Musterschule am See",
        "types": [school.pk],
        "town": "Musterstadt",
        "about_language": "en",
    } | values


# --- the directory --------------------------------------------------------------------------


@pytest.mark.requirement("CO21")
def test_visitors_see_live_ones_only(client, network):
    make_organisation("Muster-Labor")
    make_organisation("Muster-Entwurf", is_live=False)

    assert list_names(client.get(LIST)) == ["Muster-Labor"]


@pytest.mark.requirement("CO22")
@pytest.mark.parametrize(
    "query", ["Schülerlabor", "schueler-labor", "SCHULERLABOR", "labor köln"]
)
def test_name_is_found_however_it_is_written(client, network, query):
    make_organisation("Muster-Schüler-Labor Köln")
    make_organisation("Beispiel-Verein")

    found = client.get(LIST, {"q": query})

    assert list_names(found) == ["Muster-Schüler-Labor Köln"]


@pytest.mark.requirement("CO21")
def test_filters_narrow_and_count(client, network):
    make_organisation("Musterschule", types=("school",), network=network)
    make_organisation("Muster-Uni", types=("university",))

    chosen = client.get(LIST, {"type": "school"})
    both = client.get(LIST, {"type": ["school", "university"], "network": "nord"})
    panel = get_text(find_all(parse(chosen), "details")[0])

    assert list_names(chosen) == ["Musterschule"]
    assert list_names(both) == ["Musterschule"]
    assert re.findall(r"(School|University) (\d)", " ".join(panel.split())) == [
        ("School", "1"),
        ("University", "1"),
    ]


@pytest.mark.requirement("CO21")
def test_circle_around_a_place(client, network):
    make_organisation("Muster-Hafen", postcode="20095", town="Hamburg")
    make_organisation("Muster-Alm", postcode="80331", town="München")

    found = client.get(LIST, {"near": "Hamburg", "radius": "10"})

    assert list_names(found) == ["Muster-Hafen"]


@pytest.mark.parametrize(
    "query",
    [{"q": "x" * 10_000}, {"q": "Null"}, {"q": "🦉"}, {"q": "%"}, {"near": "🦉"}],
)
def test_odd_words_are_answered(client, network, query):
    assert client.get(LIST, query).status_code == 200


def test_page_beyond_the_last_is_missing(client, network):
    assert client.get(LIST, {"page": "2"}).status_code == 404


@pytest.mark.requirement("CO21")
def test_list_asks_the_same_for_one_and_three(client, network):
    def count():
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST, {"type": "school"})
        return len(queries)

    make_organisation("Muster A", types=("school",), network=network)
    client.get(LIST)
    one = count()
    for name in ("Muster B", "Muster C"):
        make_organisation(name, types=("school",), network=network)

    assert count() == one


@pytest.mark.requirement("CO21")
def test_own_organisations_stand_above_with_those_that_wait(signed_in, member):
    make_organisation("Muster-Entwurf", admin=member, is_live=False)
    Organisation.objects.update(state=OrganisationState.DRAFT)

    assert list_names(signed_in.get(LIST))[0] == "Muster-Entwurf"


# --- one organisation -----------------------------------------------------------------------


@pytest.mark.requirement("CO21", "ED63")
def test_page_says_the_same_to_people_and_machines(client, network):
    row = make_organisation(
        postcode="20095",
        town="Hamburg",
        street="Musterweg 1",
        website="https://muster.example",
        profiles={"bluesky": "https://bsky.app/profile/muster"},
    )

    answer = client.get(get_page(row))
    script = find_all(find_all(parse(answer), "main")[0], "script")[0].text
    node = json.loads(script)["@graph"][0]

    assert (node["@type"], node["name"], node["address"], node["sameAs"]) == (
        "Organization",
        "Muster-Werke",
        {
            "@type": "PostalAddress",
            "streetAddress": "Musterweg 1",
            "postalCode": "20095",
            "addressLocality": "Hamburg",
            "addressCountry": "DE",
        },
        ["https://muster.example", "https://bsky.app/profile/muster"],
    )


@pytest.mark.requirement("CO21", "A19")
def test_page_of_visitors_holds_no_form_and_no_person(client, network, member):
    row = make_organisation(admin=member)
    show_in_team(row=TeamMembership.objects.get(), is_shown=True)

    answer = client.get(get_page(row))

    assert b"csrfmiddlewaretoken" not in answer.content
    assert b"Ada" not in answer.content
    assert b"csrfmiddlewaretoken" not in client.get(LIST).content


@pytest.mark.requirement("CO21", "CO23")
def test_members_see_adults_who_chose_to_be_shown(client, network, member):
    row = make_organisation(admin=member)
    other = make_member("bo", network=network)
    join(row, other)
    reader = make_member("cy")
    client.force_login(reader.user)

    def is_shown():
        html = client.get(get_page(row)).text
        return [name for name in ("Ada", "Bo") if f"<li>{name}</li>" in html]

    before = is_shown()
    show_in_team(row=TeamMembership.objects.get(member=member), is_shown=True)
    after = is_shown()
    pause_account(member=member, now=timezone.now())

    assert (before, after, is_shown()) == ([], ["Ada"], [])


@pytest.mark.requirement("P2", "CO23")
def test_child_without_consent_sees_no_team(client, network, member):
    row = make_organisation(admin=member)
    show_in_team(row=TeamMembership.objects.get(), is_shown=True)
    client.force_login(make_child(has_consent=False).user)

    assert b"<li>Ada</li>" not in client.get(get_page(row)).content


@pytest.mark.requirement("CO23", "P2")
def test_page_leads_only_those_on_who_may_go_there(client, network, member):
    row = make_organisation(admin=member)
    people = {"visitor": None, "child": make_child(), "adult": make_member("bo")}
    found = {}
    for name, person in people.items():
        client.logout()
        if person:
            client.force_login(person.user)
        links = find_all(parse(client.get(get_page(row))), "a")
        hrefs = [link.get("href") for link in links]
        found[name] = hrefs.count(f"{get_page(row)}team/")

    assert found == {"visitor": 1, "child": 0, "adult": 1}


@pytest.mark.requirement("CO21")
@pytest.mark.parametrize("state", ["draft", "hidden"])
def test_what_is_not_live_is_missing_for_others(client, network, member, state):
    row = make_organisation(admin=member, network=network)
    Organisation.objects.update(state=state)
    staff, foreign = make_user("clara"), make_user("egon")
    give(staff, network, Role.COORDINATOR)
    give(foreign, make_network("Ost"), Role.COORDINATOR)
    url, codes = get_page(row), {}
    for name, user in {
        "visitor": None,
        "stranger": make_member("bo", network=network).user,
        "foreign": foreign,
        "staff": staff,
        "admin": member.user,
    }.items():
        client.logout()
        if user:
            client.force_login(user)
        codes[name] = client.get(url).status_code

    assert codes == {
        "visitor": 404,
        "stranger": 404,
        "foreign": 404,
        "staff": 200,
        "admin": 200,
    }


@pytest.mark.requirement("CO21", "P2")
def test_resting_admin_sees_the_draft_no_more(client, network, member):
    row = make_organisation(admin=member)
    Organisation.objects.update(state=OrganisationState.DRAFT)
    pause_account(member=member, now=timezone.now())
    client.force_login(member.user)

    assert client.get(get_page(row)).status_code == 404


@pytest.mark.requirement("CO21")
def test_old_address_leads_to_the_new_one_for_those_who_see_it(client, network):
    row = make_organisation("Muster-Werke")
    edit_organisation(
        organisation=row, content=make_content("Beispiel-Werke"), now=timezone.now()
    )

    led = client.get("/en/organisations/muster-werke/")
    Organisation.objects.update(state=OrganisationState.HIDDEN)
    hidden = client.get("/en/organisations/muster-werke/")

    assert (led.status_code, led.headers["Location"]) == (
        301,
        "/en/organisations/beispiel-werke/",
    )
    assert hidden.status_code == 404


@pytest.mark.requirement("SP47")
def test_pre_made_entry_says_where_it_comes_from(client, network):
    row = make_pre_made()

    answer = client.get(get_page(row))
    links = [a.get("href") for a in find_all(parse(answer), "a")]

    assert answer.text.count("as of 2 March 2026") == 1
    assert links.count("https://quelle.example.org/liste") == 1
    assert links.count(f"{get_page(row)}claim/") == 1


@pytest.mark.requirement("S43")
def test_text_is_shown_without_what_runs(client, network):
    row = make_organisation(about="<p>Guten Tag<script>alert(1)</script></p>")

    assert "alert(1)" not in client.get(get_page(row)).text


# --- adding ---------------------------------------------------------------------------------


@pytest.mark.requirement("CO21", "CO22")
def test_known_member_adds_one_that_is_shown_at_once(signed_in, member):
    answer = signed_in.post(
        NEW,
        fill(
            postcode="20095",
            website="muster.example",
            about="Wir **bauen** [Labore](https://muster.example/a).",
            instagram="https://www.instagram.com/muster",
        ),
    )
    row = Organisation.objects.get()

    assert answer.headers["Location"] == "/en/organisations/musterschule-am-see/"
    assert (row.state, row.website, str(row.latitude)[:4]) == (
        "live",
        "https://muster.example",
        "53.5",
    )
    assert row.about == (
        '<p>Wir <b>bauen</b> <a href="https://muster.example/a" '
        'rel="noopener nofollow ugc">Labore</a>.</p>'
    )
    assert list(row.terms.values_list("slug", flat=True)) == ["school"]
    assert list(row.profiles.values_list("service", flat=True)) == ["instagram"]
    assert list(row.team.values_list("member", "role", "state")) == [
        (member.pk, "admin", "active")
    ]


@pytest.mark.requirement("CO22")
def test_what_nobody_knows_waits_for_the_coordination(client, network):
    client.force_login(make_member("bo").user)

    client.post(NEW, fill(network=network.pk))
    row = Organisation.objects.get()

    assert (row.state, row.network) == ("draft", network)


@pytest.mark.requirement("CO22", "P2")
@pytest.mark.parametrize("who", ["child", "youth", "paused"])
def test_nobody_else_adds_one(client, network, who):
    member = (
        make_child()
        if who == "child"
        else make_member(age=17 if who == "youth" else 30)
    )
    if who == "paused":
        pause_account(member=member, now=timezone.now())
    client.force_login(member.user)

    codes = [client.get(NEW).status_code, client.post(NEW, fill()).status_code]

    assert (codes, Organisation.objects.count()) == ([404, 404], 0)


@pytest.mark.requirement("CO22")
def test_similar_ones_are_shown_first(signed_in):
    make_organisation("Musterschule-am-See", town="Musterstadt")
    make_organisation("Muster-Gießerei")

    shown = signed_in.post(NEW, fill(name="Musterschule am Seé"))
    added = signed_in.post(NEW, fill(name="Musterschule am See 2", is_another="on"))

    assert list_names(shown) == ["Musterschule-am-See"]
    assert (added.status_code, Organisation.objects.count()) == (302, 3)


@pytest.mark.requirement("CO22")
def test_second_of_a_name_in_a_town_needs_a_reason(signed_in):
    make_organisation("Musterschule am See")

    refused = signed_in.post(NEW, fill(is_another="on"))
    added = signed_in.post(
        NEW, fill(is_another="on", namesake_reason="A second building")
    )

    assert refused.text.count("There is one of this name in this town already") == 2
    assert added.headers["Location"] == "/en/organisations/musterschule-am-see-2/"


@pytest.mark.requirement("CO21")
@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": "ab"}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"name": "🦉🦉🦉"}, "name"),
        ({"town": ""}, "town"),
        ({"town": "🦉"}, "town"),
        ({"types": []}, "types"),
        ({"postcode": "1234"}, "postcode"),
        ({"about": "x" * 2001}, "about"),
        ({"phone": "<b>"}, "phone"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"linkedin": "https://evil.example/linkedin.com"}, "linkedin"),
        ({"linkedin": "https://linkedin.com.evil.example/company/x"}, "linkedin"),
        ({"instagram": "https://www.instagram.com/"}, "instagram"),
        ({"mastodon": "https://muster.example/seite"}, "mastodon"),
    ],
)
def test_wrong_values_are_refused_in_words(signed_in, values, field):
    answer = signed_in.post(NEW, fill(**values))

    assert list(answer.context["form"].errors) == [field]
    assert Organisation.objects.count() == 0


@pytest.mark.requirement("CO21")
@pytest.mark.parametrize("text", ["Null", "🦉 Muster", "a\x00bc", "x" * 10_000])
def test_bad_text_never_breaks_the_form(signed_in, text):
    fields = (
        "name",
        "town",
        "street",
        "about",
        "supported_by",
        "is_another",
        "network",
    )

    answer = signed_in.post(NEW, fill(**dict.fromkeys(fields, text)))

    assert answer.status_code in (200, 302, 400)


# --- editing --------------------------------------------------------------------------------


@pytest.mark.requirement("CO23")
def test_team_edits_texts_and_admins_names_too(client, network, member):
    row = make_organisation(admin=member)
    mate = make_member("bo")
    join(row, mate)
    url = f"{get_page(row)}edit/"
    for user, supported_by in ((mate.user, "Muster-Fonds"), (member.user, "")):
        client.force_login(user)
        client.post(url, fill(name="Beispiel-Werke", supported_by=supported_by))
        row.refresh_from_db()
        if user == mate.user:
            by_mate = (row.name, row.supported_by)

    assert by_mate == ("Muster-Werke", "Muster-Fonds")
    assert (row.name, row.slug) == ("Beispiel-Werke", "beispiel-werke")


@pytest.mark.requirement("CO23", "S25")
def test_coordinator_of_the_network_edits_and_others_do_not(client, network, member):
    row = make_organisation(admin=member, network=network)
    foreign = make_user("egon")
    give(foreign, make_network("Ost"), Role.COORDINATOR)
    editor, own = make_user("emil"), make_user("clara")
    give(editor, network, Role.EDITOR)
    give(own, network, Role.COORDINATOR)
    url, codes = f"{get_page(row)}edit/", []
    for user in (foreign, editor, make_member("bo", network=network).user, own):
        client.force_login(user)
        codes.append(client.get(url).status_code)

    assert codes == [404, 404, 404, 200]


@pytest.mark.requirement("CO21")
def test_form_shows_what_stands_and_saving_it_changes_nothing(signed_in, member):
    signed_in.post(NEW, fill(about="- eins\n- zwei", supported_by="Muster-Fonds"))
    row = Organisation.objects.get()
    url = f"{get_page(row)}edit/"
    form = signed_in.get(url).context["form"]
    sent = {
        name: form[name].value()
        for name in form.fields
        if form[name].value() is not None
    }

    signed_in.post(url, sent)
    again = Organisation.objects.get()

    assert sent["about"] == "- eins\n- zwei"
    assert (again.about, again.supported_by, again.slug) == (
        row.about,
        "Muster-Fonds",
        row.slug,
    )


@pytest.mark.requirement("CO21")
def test_every_page_answers_privately_to_members(signed_in, member):
    row = make_organisation(admin=member)
    base = get_page(row)
    answers = [
        signed_in.get(NEW),
        *(signed_in.get(base + n) for n in ("edit/", "team/")),
    ]

    assert [a.headers["Cache-Control"] for a in answers] == ["private, no-store"] * 3


def test_network_of_the_portal_is_named_nowhere(client, portal):
    row = make_organisation()

    assert row.network == Network.objects.get_site()
    assert ">Network<" not in client.get(get_page(row)).text


@pytest.mark.requirement("CO23")
def test_role_of_the_first_admin_is_kept_by_the_database(network, member):
    make_organisation(admin=member)

    assert TeamMembership.objects.admins().get().role == TeamRole.ADMIN
