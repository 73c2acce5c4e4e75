"""Joining, taking part and leaving, with the keyboard alone and without scripts (W20, W21)."""

import datetime as dt
import re
import zipfile

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from cms.models import Network
from cms.outbox import deliver_due_mails
from community.activity import list_follows
from community.consent import find_standing
from community.enums import AccountState, MembershipState
from community.models import Member
from community.operations.data_exports import build_due_exports
from community.operations.erasing import erase_user
from community.operations.memberships import decide_membership
from community.operations.notifications import save_choices, send_letter
from community.operations.posts import write_comment
from tests.a11y.site import PLACES
from tests.a11y.test_editing_journeys import write
from tests.a11y.test_journeys import follow, tab_to
from tests.a11y.test_offer_journey import choose
from tests.community.groups import make_group
from tests.mailserver import MailServer

pytestmark = pytest.mark.browser
PASSWORD = "sternenstaub-7"
MAIL, PARENTS = "lena@example.org", "eltern.lena@example.org"
SUBMIT = "main form button:not([name]):not([value])"
HONEST_MILLISECONDS = 3500
"""Nobody writes a post faster; programs do."""
PARTS = ("multipart/alternative", "text/plain", "text/html")
HOST = re.compile(r"https?://[^/\s]+(/\S+)")


@pytest.fixture
def post(settings):
    """Return a post office: what the portal writes goes to a real server and is read here."""
    server = MailServer()
    server.start()
    settings.EMAIL_BACKEND = "cms.outbox.OutboxBackend"
    settings.VERBUND_MAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    yield server
    server.stop()


@pytest.fixture
def gone(site):
    """Leave nothing of the person behind; the portal is shared."""
    yield
    for user in get_user_model().objects.filter(email=MAIL):
        erase_user(user_id=user.pk, now=timezone.now())


def read_mails(server, recipient):
    """Deliver what is due and return the texts that somebody has got, oldest first."""
    deliver_due_mails()
    mails = [message for message in server.taken if message["To"] == recipient]
    assert {tuple(part.get_content_type() for part in mail.walk()) for mail in mails} == {PARTS}  # fmt: skip
    return [mail.get_payload(0).get_payload(decode=True).decode() for mail in mails]


def find_path(text, part):
    """Return the first address in a mail that has this part, without its host."""
    return next(path for path in HOST.findall(text) if part in path)


def tick(page, selector):
    tab_to(page, selector)
    page.keyboard.press("Space")


def join(page, language, birth_year, role):
    page.goto(f"/{language}/")
    page.goto("/accounts/signup/")
    write(page, "#id_email", MAIL)
    write(page, "#id_password1", PASSWORD)
    write(page, "#id_display_name", "Lena Beispiel")
    tick(page, "#id_role_0")
    for _step in range(role):
        page.keyboard.press("ArrowDown")
    choose(page, "#id_birth_month", "3")
    write(page, "#id_birth_year", str(birth_year))
    choose(page, "#id_network", str(get_network()))
    follow(page, SUBMIT)


def get_network():
    return Network.objects.get(name=PLACES[0][0]).pk


def confirm(page, post):
    path = find_path(read_mails(post, MAIL)[0], "confirm")
    page.goto(path)
    follow(page, SUBMIT)
    write(page, "#id_login", MAIL)
    write(page, "#id_password", PASSWORD)
    follow(page, SUBMIT)


@pytest.fixture
def circle(site):
    """Return a group that anybody joins, for the length of the journey."""
    network = Network.objects.get(name=PLACES[0][0])
    owner = Member.objects.get(user__username="greta")
    group = make_group(owner, network, "Reisekreis")
    yield group
    group.delete()


def take_part(page, language, group):
    """Follow the network, join the group, write a post there and a message to its owner."""
    network = group.network
    page.goto(
        f"/{language}/regions/{network.slug}/"
        if language == "en"
        else f"/de/regionen/{network.slug}/"
    )
    follow(page, "a[href*='/follow/network/']")
    follow(page, "main form button[value='follow']")
    assert list_follows(get_member().user)

    page.goto(f"/{language}/groups/{group.slug}/")
    follow(page, f"form[action$='/groups/{group.slug}/join/'] button")
    follow(page, f"a[href$='/groups/{group.slug}/posts/new/']")
    page.wait_for_timeout(HONEST_MILLISECONDS)
    write(page, "#id_text", "Wer baut mit?")
    follow(page, SUBMIT)
    assert get_member().posts.get().group == group

    confirm_membership()
    page.goto(f"/{language}/messages/new/")
    slug = group.memberships.get(role="owner").member.slug
    tick(page, f"input[name='people'][value='{slug}']")
    write(page, "#id_text", "Hallo Greta")
    follow(page, SUBMIT)
    assert page.locator("main").inner_text().count("Hallo Greta") == 1


def read_letter(page, server, group):
    """Let somebody answer; the person asks for no mail at once and reads of it in one letter."""
    now = timezone.now()
    owner = group.memberships.get(role="owner").member
    write_comment(author=owner, parent=get_member().posts.get(), text="Ich", now=now)
    # The journey is made at any hour of the day, and reads its mail at once.
    save_choices(member=get_member(), choices={}, quiet_hours=(0, 0))
    assert send_letter(member_id=get_member().pk, now=now + dt.timedelta(days=8))
    letter = read_mails(server, MAIL)[-1]
    page.goto(find_path(letter, "/posts/"))
    assert "Wer baut mit?" in page.locator("main").inner_text()


def confirm_membership():
    """Let the coordination confirm what the person has said: who is new writes to nobody."""
    decide_membership(
        membership=get_member().memberships.get(),
        decision=MembershipState.CONFIRMED,
        words="",
        actor=None,
        now=timezone.now(),
    )


def get_member():
    return Member.objects.get(user__email=MAIL)


def show_credential(page):
    """Give the password again where the page asks for it, as it does before what is final."""
    if "/reauthenticate/" in page.url:
        write(page, "#id_password", PASSWORD)
        follow(page, SUBMIT)


@pytest.mark.requirement("W4", "W20", "W29", "W40", "CO1", "P2", "CO61", "CO63")
@pytest.mark.parametrize("language", ["de", "en"])
def test_child_joins_and_the_parents_agree(new_page, post, gone, language):
    page = new_page(width=320, language=language, java_script_enabled=False)
    join(page, language, timezone.localdate().year - 14, 0)
    confirm(page, post)
    page.goto(f"/{language}/notifications/")
    shut = page.url
    page.goto(f"/{language}/me/")
    write(page, "#id_email", PARENTS)
    follow(page, "form[action$='/me/guardian/'] button")

    parent = new_page(width=320, language=language, java_script_enabled=False)
    parent.goto(find_path(read_mails(post, PARENTS)[0], "/l/"))
    tick(parent, "#id_answer_0")
    tick(parent, "#id_scopes_1")
    follow(parent, SUBMIT)

    member = Member.objects.get(user__email=MAIL)
    given = member.consents.filter(by_guardian=True).order_by("scope")
    assert shut.endswith(f"/{language}/me/")
    assert list(given.values_list("scope", flat=True)) == ["account", "mentoring"]
    assert find_standing(member, timezone.now()).takes_part is True
    assert len(read_mails(post, PARENTS)) == 2
    page.goto(f"/{language}/notifications/")
    assert page.url.endswith(f"/{language}/notifications/")


@pytest.mark.requirement(
    "W4",
    "W21",
    "W29",
    "W40",
    "CO2",
    "CO9",
    "CO25",
    "CO28",
    "CO29",
    "CO33",
    "CO43",
    "P9",
    "P10",
)
@pytest.mark.parametrize("language", ["de", "en"])
def test_graduate_joins_takes_part_and_leaves(new_page, post, gone, circle, language):
    page = new_page(width=320, language=language, java_script_enabled=False)
    join(page, language, timezone.localdate().year - 24, 2)
    confirm(page, post)
    page.goto(f"/{language}/me/profile/")
    write(page, "#id_about", "Ich baue Brücken aus Papier.")
    follow(page, SUBMIT)

    take_part(page, language, circle)
    read_letter(page, post, circle)

    page.goto(f"/{language}/me/data/")
    show_credential(page)
    follow(page, SUBMIT)
    build_due_exports(timezone.now())
    assert any("/me/data/" in mail for mail in read_mails(post, MAIL))
    page.goto(f"/{language}/me/data/")
    tab_to(page, "a[href$='/me/data/download/']")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    with zipfile.ZipFile(download.value.path()) as archive:
        held = "".join(
            archive.read(name).decode(errors="replace") for name in archive.namelist()
        )
    assert "Ich baue Brücken aus Papier." in held

    page.goto(f"/{language}/me/close/")
    show_credential(page)
    follow(page, SUBMIT)
    assert page.url.endswith(f"/{language}/me/")
    member = Member.objects.get(user__email=MAIL)
    assert member.state == AccountState.CLOSED
    # As the dated work does when the days are over, for this account alone.
    erase_user(user_id=member.user_id, now=timezone.now() + dt.timedelta(days=8))
    page.goto(f"/{language}/me/")
    assert "/accounts/login/" in page.url
    assert get_user_model().objects.filter(email=MAIL).count() == 0
