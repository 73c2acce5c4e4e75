"""The logo of an organisation: drawn anew, shown to whoever sees it, taken away (CO21)."""

import io

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from community.enums import OrganisationState, RefusalAnswer
from community.models import Organisation
from community.operations.organisation_logos import change_logo
from community.operations.organisation_refusals import refuse_entry
from tests.cms.html import find_all, parse
from tests.cms.staff import make_network
from tests.community.operations.test_organisation_refusals import NOW
from tests.community.organisations import (
    get_page,
    join,
    make_organisation,
    make_pre_made,
)
from tests.community.people import make_member
from tests.community.views.test_organisation_team import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("CO21")]


@pytest.fixture
def network(portal, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_network("Nord")


@pytest.fixture
def admin(network):
    return make_member(network=network)


@pytest.fixture
def organisation(admin, network):
    return make_organisation(admin=admin, network=network)


@pytest.fixture
def url(organisation):
    return f"{get_page(organisation)}logo/edit/"


def make_file(name="wir-in-berlin.png"):
    buffer = io.BytesIO()
    picture = Image.new("RGBA", (100, 100), (0, 128, 128, 0))
    exif = Image.Exif()
    exif[0x010E] = "Kanarienvogel"
    picture.save(buffer, "PNG", exif=exif)
    return SimpleUploadedFile(name, buffer.getvalue(), "image/png")


def list_pictures(client, organisation):
    main = find_all(parse(client.get(get_page(organisation))), "main")[0]
    return [
        (found.get("src").partition("?")[0], found.get("alt"))
        for found in find_all(main, "img")
    ]


@pytest.mark.requirement("P15", "S31")
def test_logo_is_drawn_anew_shown_and_taken_away(
    admin, organisation, url, django_capture_on_commit_callbacks
):
    boss, visitor = sign_in(admin), Client()
    boss.post(url, {"logo": make_file()})
    name = Organisation.objects.get().logo.name
    shown = list_pictures(visitor, organisation)
    served = visitor.get(f"{get_page(organisation)}logo/")
    content = b"".join(served.streaming_content)
    picture = Image.open(io.BytesIO(content))
    with django_capture_on_commit_callbacks(execute=True):
        boss.post(url, {"remove": "1"})

    assert shown == [(f"{get_page(organisation)}logo/", "Logo of Muster-Werke")]
    assert (picture.format, picture.size, picture.getpixel((240, 120))) == (
        "PNG",
        (480, 240),
        (255, 255, 255),
    )
    assert (b"Kanarienvogel" in content, "berlin" in name) == (False, False)
    assert list_pictures(visitor, organisation) == []
    assert (default_storage.exists(name), Organisation.objects.get().logo.name) == (
        False,
        "",
    )


@pytest.mark.requirement("A13", "S30")
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("x.png", b"<html></html>"),
        ("x.html.png", b""),
    ],
)
def test_what_is_no_picture_is_refused(admin, url, name, content):
    upload = SimpleUploadedFile(name, content, "image/png")

    answer = sign_in(admin).post(url, {"logo": upload})

    assert list(answer.context["form"].errors) == ["logo"]
    assert Organisation.objects.get().logo.name == ""


def test_only_the_team_changes_it_and_nobody_sees_that_of_a_hidden_one(
    admin, organisation, url
):
    mate, other = join(organisation, make_member("mate")).member, make_member("otto")

    answers = [
        sign_in(person).post(url, {"logo": make_file()}).status_code
        for person in (other, mate)
    ]
    Organisation.objects.update(state=OrganisationState.HIDDEN)
    seen = [
        browser.get(f"{get_page(organisation)}logo/")
        for browser in (Client(), sign_in(other), sign_in(admin))
    ]
    b"".join(seen[-1].streaming_content)

    assert answers == [404, 302]
    assert [answer.status_code for answer in seen] == [404, 404, 200]


def test_refused_entry_loses_its_logo(network, django_capture_on_commit_callbacks):
    entry = make_pre_made(network=network)
    change_logo(organisation=entry, logo=make_file())
    name = Organisation.objects.get().logo.name

    with django_capture_on_commit_callbacks(execute=True):
        refuse_entry(organisation=entry, answer=RefusalAnswer.UNWANTED, now=NOW)

    assert (default_storage.exists(name), Organisation.objects.get().logo.name) == (
        False,
        "",
    )
