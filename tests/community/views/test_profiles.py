"""Pages of members over HTTP: what is shown, changed, looked at before, refused."""

import datetime as dt
import io

import pytest
import time_machine
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from cms.enums import Taxonomy
from cms.queries.cards import Fact
from community.enums import Audience, ContactState
from community.forms.profiles import SECTIONS
from community.models import Block, Contact, Member, Notification, Profile, ProfileLink
from community.models.profile import PARTS
from community.operations.accounts import pause_account
from community.operations.contacts import ask_for_contact
from community.operations.profiles import ProfileDetails, change_profile
from tests.community.people import make_child, make_member
from tests.community.profiles import make_adult, make_contact, make_term

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("portal")]
CANARY = "Kanarienvogel 77"


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


def log_in(client, member):
    client.force_login(member.user)
    return client


def make_values(**values):
    audiences = {f"{part}_audience": str(Audience.MEMBERS.value) for part in PARTS}
    return {"display_name": "Ada", **audiences, **values}


def make_picture(size=(900, 600), name="ich.png"):
    buffer = io.BytesIO()
    Image.new("RGB", size, "teal").save(buffer, "PNG")
    return SimpleUploadedFile(name, buffer.getvalue(), "image/png")


@pytest.mark.requirement("CO9", "CO11")
def test_profile_is_saved_with_an_audience_for_each_part(client):
    ada = make_member("ada")
    talk = make_term(Taxonomy.OFFER_OR_NEED, "talks-x")

    answer = log_in(client, ada).post(
        "/de/me/profile/",
        make_values(
            title="Dr.",
            position="Ingenieurin",
            website="example.org",
            place="55116",
            offer=[talk.pk],
            language=["de", "pl"],
            area=["DE-RP"],
            phone="0 61 31 / 12 34",
            phone_audience="2",
        ),
    )
    profile = Profile.objects.get(member=ada)

    assert (answer.status_code, answer["Location"]) == (302, "/de/me/profile/")
    assert (profile.title, profile.website, profile.phone_audience) == (
        "Dr.",
        "https://example.org",
        Audience.CONTACTS,
    )
    assert sorted(profile.terms.values_list("kind", "term__slug")) == [
        ("offer", "talks-x")
    ]
    assert sorted(profile.values_chosen.values_list("kind", "value")) == [
        ("area", "DE-RP"),
        ("language", "de"),
        ("language", "pl"),
    ]
    assert round(float(profile.latitude), 1) == 50.0


@pytest.mark.requirement("CO12")
def test_form_shows_each_part_once():
    shown = [part for _name, _title, parts in SECTIONS for part in parts]

    assert sorted(shown) == sorted(PARTS)


@pytest.mark.requirement("CO9")
@pytest.mark.parametrize(
    ("values", "field", "code"),
    [
        ({"display_name": ""}, "display_name", "required"),
        ({"display_name": "A\0da"}, "display_name", "null_characters_not_allowed"),
        ({"about": "x" * 501}, "about", "max_length"),
        ({"website": "javascript:alert(1)"}, "website", "invalid"),
        ({"email": "nobody"}, "email", "invalid"),
        ({"offer": ["0"]}, "offer", "invalid_choice"),
        ({"language": ["xx"]}, "language", "invalid_choice"),
        ({"phone_audience": "9"}, "phone_audience", "invalid_choice"),
        ({"offers_until": "morgen"}, "offers_until", "invalid"),
        ({"linkedin": "https://example.org/ada"}, "linkedin", "social"),
        ({"mastodon": "https://example.org/ada"}, "mastodon", "social"),
        ({"xing": "https://xing.com/" + "x" * 300}, "xing", "max_length"),
        ({"tiktok": "https://tiktok.com/\0"}, "tiktok", "null_characters_not_allowed"),
        ({"bluesky": "Null"}, "bluesky", "invalid"),
        ({"youtube": "🦉"}, "youtube", "invalid"),
    ],
)
def test_wrong_value_is_refused_beside_its_field(client, values, field, code):
    ada = make_member("ada")

    answer = log_in(client, ada).post("/de/me/profile/", make_values(**values))

    errors = answer.context["form"].errors.as_data()
    assert {name: [e.code for e in found] for name, found in errors.items()} == {
        field: [code]
    }
    assert Profile.objects.get(member=ada).position == ""


@pytest.mark.requirement("CO9", "CO11")
def test_profiles_elsewhere_are_saved_changed_and_shown_to_whom_they_are_open(client):
    ada, bea = make_member("ada"), make_member("bea")
    values = {
        "linkedin": "https://www.linkedin.com/in/ada-muster",
        "mastodon": "https://example.social/@ada",
        "name_audience": "4",
    }
    path = f"/de/members/{ada.slug}/"
    log_in(client, ada).post("/de/me/profile/", make_values(**values, xing=""))
    values["mastodon"] = "https://example.social/@adamuster"
    del values["linkedin"]
    client.post("/de/me/profile/", make_values(**values))
    shown = client.get("/de/me/profile/").context["form"]["mastodon"].value()
    seen = log_in(client, bea).get(path)
    client.logout()
    closed = client.get(path)

    assert list(ProfileLink.objects.values_list("service", "address")) == [
        ("mastodon", "https://example.social/@adamuster")
    ]
    assert shown == values["mastodon"]
    assert seen.context["sheet"].contact == (
        Fact(
            "Mastodon",
            "example.social/@adamuster",
            "link",
            values["mastodon"],
            rel="nofollow ugc",
        ),
    )
    link = f'<a href="{values["mastodon"]}" rel="nofollow ugc">'
    assert [link in page.content.decode() for page in (seen, closed)] == [True, False]
    assert closed.context["sheet"].contact == ()


@pytest.mark.requirement("CO9")
def test_place_that_nobody_knows_is_said(client):
    answer = log_in(client, make_member("ada")).post(
        "/de/me/profile/", make_values(place="Hinterdupfing")
    )

    assert list(answer.context["form"].errors) == ["place"]


@pytest.mark.requirement("S3", "P31")
def test_form_changes_nothing_that_it_does_not_show(client):
    ada = make_member("ada")

    log_in(client, ada).post(
        "/de/me/profile/",
        make_values(
            birth_year="1950", role="teacher", state="blocked", slug="x", member="1"
        ),
    )
    same = Member.objects.get(pk=ada.pk)

    assert (same.birth_year, same.role, same.state, same.slug) == (
        ada.birth_year,
        ada.role,
        ada.state,
        ada.slug,
    )


@pytest.mark.requirement("P1", "P4")
def test_minor_changes_the_name_and_nothing_else(client):
    kim = make_child("kim")
    client = log_in(client, kim)

    shown = client.get("/de/me/profile/")
    answer = client.post("/de/me/profile/", make_values(position=CANARY))
    profile = Profile.objects.get(member=kim)

    assert list(shown.context["form"].fields) == ["display_name"]
    assert (answer.status_code, profile.position) == (302, "")
    assert Member.objects.get(pk=kim.pk).display_name == "Ada"


@pytest.mark.requirement("P2")
def test_child_without_consent_reaches_no_page_of_members_but_the_public(client):
    kim = make_child("kim", has_consent=False)
    client = log_in(client, kim)

    answers = {
        path: (answer.status_code, answer.headers.get("Location"))
        for path in ("/de/me/profile/", "/de/me/contacts/", "/de/members/")
        for answer in [client.get(path)]
    }

    assert answers == {
        "/de/me/profile/": (302, "/de/me/"),
        "/de/me/contacts/": (302, "/de/me/"),
        "/de/members/": (200, None),
    }


@pytest.mark.requirement("CO11", "CO69", "P4")
def test_each_reads_only_what_is_open(client):
    ada = make_adult("ada", opened=Audience.OWNER, name_audience=Audience.PUBLIC)
    Profile.objects.filter(member=ada).update(
        phone=CANARY, phone_audience=Audience.CONTACTS
    )
    bea, cem = make_member("bea"), make_member("cem")
    make_contact(ada, bea)
    path = f"/de/members/{ada.slug}/"

    def reads(member):
        client.logout()
        if member:
            log_in(client, member)
        answer = client.get(path)
        return answer.status_code, CANARY in answer.content.decode()

    before = [reads(member) for member in (None, cem, bea, ada)]
    Profile.objects.filter(member=ada).update(phone_audience=Audience.OWNER)
    after = [reads(member) for member in (bea, ada)]

    assert before == [(200, False), (200, False), (200, True), (200, True)]
    assert after == [(200, False), (200, True)]


@pytest.mark.requirement("A2", "CO13")
def test_closed_profile_answers_like_one_that_does_not_exist(client):
    ada = make_adult("ada", opened=Audience.CONTACTS)
    kim = make_child("kim")
    log_in(client, make_member("bea"))

    answers = []
    for slug in (ada.slug, kim.slug, "nobody-1234"):
        for rest in ("", "picture/", "contact/", "block/"):
            answer = client.get(f"/de/members/{slug}/{rest}")
            body = answer.content.decode().replace(f"{slug}/{rest}", "")
            answers.append((answer.status_code, body))

    assert {status for status, _body in answers} == {404}
    assert len(set(answers)) == 1


@pytest.mark.requirement("CO8", "A2")
def test_old_address_leads_to_the_profile_whoever_may_see_it(client):
    ada = make_adult("ada", opened=Audience.CONTACTS)
    bea, cem = make_member("bea"), make_member("cem")
    make_contact(ada, bea)
    old_slug = ada.slug
    old = f"/de/members/{old_slug}/"
    details = ProfileDetails(display_name="Ada Muster")
    change_profile(member=ada, details=details, now=timezone.now())

    log_in(client, cem)
    closed, unknown = client.get(old), client.get("/de/members/nobody-1234/")
    log_in(client, bea)
    led = client.get(old)
    with time_machine.travel(timezone.now() + dt.timedelta(days=365)):
        late = log_in(client, bea).get(old)

    assert (led.status_code, led["Location"]) == (301, f"/de/members/{ada.slug}/")
    assert led["Cache-Control"] == "private, no-store"
    assert (closed.status_code, unknown.status_code, late.status_code) == (404,) * 3
    assert closed.content.decode().replace(old_slug, "") == (
        unknown.content.decode().replace("nobody-1234", "")
    )
    assert client.get(f"{old}picture/").status_code == 404


@pytest.mark.requirement("CO14")
@pytest.mark.parametrize(
    ("view_as", "sees"),
    [("visitor", False), ("member", False), ("contact", True), ("staff", True)],
)
def test_profile_is_looked_at_as_somebody_else_before_it_is_saved(
    client, view_as, sees
):
    ada = make_member("ada")
    values = make_values(
        about=CANARY, about_audience="2", name_audience="4", view_as=view_as
    )

    answer = log_in(client, ada).post("/de/me/profile/", values)

    assert (answer.status_code, answer.context["sheet"].about == CANARY) == (200, sees)
    assert Profile.objects.get(member=ada).about == ""
    assert answer.context["form"]["about"].value() == CANARY


@pytest.mark.requirement("P15", "S31")
def test_picture_is_cut_cleaned_shown_to_whom_it_is_open_and_taken_away(client):
    ada = make_member("ada")
    path = f"/de/members/{ada.slug}/picture/"
    log_in(client, ada).post(
        "/de/me/profile/",
        make_values(picture=make_picture(), picture_audience="2"),
    )
    name = Profile.objects.get(member=ada).picture.name
    own = client.get(path)
    picture = Image.open(io.BytesIO(b"".join(own.streaming_content)))
    log_in(client, make_member("bea"))
    other = client.get(path)
    log_in(client, ada)
    client.post("/de/me/profile/", make_values(picture_gone="on"))

    assert (picture.format, picture.size, dict(picture.getexif())) == (
        "JPEG",
        (480, 480),
        {},
    )
    assert (own["Cache-Control"], other.status_code) == ("private, no-store", 404)
    assert "ich" not in name
    assert Profile.objects.get(member=ada).picture.name == ""


@pytest.mark.requirement("A13", "S30")
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("x.png", b"<html></html>"),
        ("x.html.png", b""),
    ],
)
def test_what_is_no_picture_is_refused(client, name, content):
    ada = make_member("ada")
    upload = SimpleUploadedFile(name, content, "image/png")

    answer = log_in(client, ada).post("/de/me/profile/", make_values(picture=upload))

    assert list(answer.context["form"].errors) == ["picture"]
    assert default_storage.exists("community/pictures/x.svg") is False


@pytest.mark.requirement("CO19")
def test_contact_is_asked_for_answered_and_ended_by_pages(client):
    ada, bea = make_adult("ada"), make_adult("bea")
    log_in(client, ada)
    asked = client.post(f"/de/members/{bea.slug}/contact/", {"words": "Hallo"})
    contact = Contact.objects.get()
    foreign = client.post(f"/de/me/contacts/{contact.pk}/accept/")
    log_in(client, bea)
    page = client.get("/de/me/contacts/")
    accepted = client.post(f"/de/me/contacts/{contact.pk}/accept/")
    again = client.post(f"/de/me/contacts/{contact.pk}/decline/")
    contact.refresh_from_db()
    state = contact.state
    client.post(f"/de/me/contacts/{contact.pk}/end/")
    contact.refresh_from_db()

    assert (asked.status_code, foreign.status_code) == (302, 404)
    assert [entry.other for entry in page.context["contacts"].received] == [ada]
    assert (accepted.status_code, again.status_code) == (302, 302)
    assert (state, contact.state) == (ContactState.ACCEPTED, ContactState.ENDED)


@pytest.mark.requirement("CO42", "CO19")
def test_reading_the_contacts_clears_what_was_told_about_them(client):
    ada, bea = make_adult("ada"), make_adult("bea")
    for asker in (ada, make_adult("cem")):
        ask_for_contact(asker=asker, asked=bea, words="", now=timezone.now())
    ask_for_contact(asker=bea, asked=make_adult("dan"), words="", now=timezone.now())

    log_in(client, bea).get("/de/me/contacts/")

    unread = Notification.objects.unread().values_list("recipient__display_name")
    assert list(unread) == [("Dan",)]


@pytest.mark.requirement("A2")
def test_contacts_of_others_are_not_found(client):
    contact = make_contact(make_adult("ada"), make_adult("bea"))
    block = Block.objects.create(
        blocker=contact.asker, blocked=contact.asked, since=timezone.now()
    )
    log_in(client, make_member("cem"))

    statuses = [
        client.post(f"/de/me/{path}").status_code
        for path in (
            f"contacts/{contact.pk}/accept/",
            f"contacts/{contact.pk}/decline/",
            f"contacts/{contact.pk}/end/",
            f"blocks/{block.pk}/end/",
        )
    ]

    assert statuses == [404] * 4


@pytest.mark.requirement("CO53")
def test_block_and_unblock_by_pages(client):
    ada, bea = make_adult("ada"), make_adult("bea")
    log_in(client, ada)

    client.post(f"/de/members/{bea.slug}/block/")
    gone = client.get(f"/de/members/{bea.slug}/").status_code
    page = client.get("/de/me/contacts/")
    client.post(f"/de/me/blocks/{Block.objects.get().pk}/end/")
    back = client.get(f"/de/members/{bea.slug}/").status_code

    assert (gone, back) == (404, 200)
    assert [block.blocked for block in page.context["contacts"].blocks] == [bea]


@pytest.mark.requirement("S54")
def test_contact_requests_are_limited(client, settings):
    settings.VERBUND_LIMITS = {"contact": {"person": (1, 3600), "address": (9, 3600)}}
    bea = make_adult("bea")
    log_in(client, make_adult("ada"))
    path = f"/de/members/{bea.slug}/contact/"

    statuses = [client.post(path).status_code for _time in range(2)]

    assert statuses == [302, 429]


@pytest.mark.requirement("CO11")
def test_account_that_rests_changes_no_profile(client):
    ada = make_member("ada")
    pause_account(member=ada, now=timezone.now())

    answer = log_in(client, ada).get("/de/me/profile/")

    assert answer["Location"] == "/de/me/"


@pytest.mark.requirement("CO18")
@pytest.mark.parametrize("number", [1, 3])
def test_profile_page_takes_the_same_queries(client, number, django_assert_num_queries):
    ada = make_adult("ada")
    for name in ("x", "y", "z")[:number]:
        term = make_term(Taxonomy.OFFER_OR_NEED, f"offer-{name}")
        ada.profile.terms.create(kind="offer", term=term)
    for service in ("xing", "tiktok", "bluesky")[:number]:
        ada.profile.links.create(service=service, address="https://example.org/@ada")
    log_in(client, make_member("bea"))
    client.get(f"/de/members/{ada.slug}/")

    with django_assert_num_queries(15):
        client.get(f"/de/members/{ada.slug}/")


@pytest.mark.requirement("CO18")
@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("q=%00", 400),
        ("q=" + "x" * 10000, 200),
        ("q=Null+😀", 200),
        ("offer=%00", 400),
        ("offer=x", 200),
        ("page=0", 404),
        ("page=2", 404),
        ("sort=x", 200),
        ("near=%F0&radius=x", 200),
    ],
)
def test_directory_answers_whatever_is_asked(client, query, status):
    make_adult("ada")

    assert client.get(f"/de/members/?{query}").status_code == status
