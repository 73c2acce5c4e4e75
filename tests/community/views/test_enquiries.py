"""Contact forms of profiles and organisations (CO38, P5)."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.models import Network, OutboxMail
from community.enums import (
    AccountState,
    Audience,
    CaseState,
    EnquiryState,
    Outcome,
)
from community.models import (
    BannedAddress,
    Block,
    Enquiry,
    Freeze,
    Member,
    ModerationCase,
    Notification,
    Organisation,
)
from community.operations.enquiries import (
    EnquiryRefusedError,
    forget_enquiries,
    hide_enquiry,
)
from community.operations.erasing import erase_user
from community.operations.moderation import decide_case
from community.queries.moderation import make_address_key
from tests.cms.staff import make_network
from tests.community.enquiries import GUEST, find_link_path, get_form_url, say, write
from tests.community.moderating import judge
from tests.community.organisations import join, make_organisation
from tests.community.people import make_child, make_member
from tests.community.profiles import make_adult
from tests.community.safeguarding import tell

pytestmark = [
    pytest.mark.requirement("CO38"),
    pytest.mark.django_db,
    pytest.mark.usefixtures("english_interface"),
]
LIST = "community_me:enquiry_list"


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


@pytest.fixture
def network(portal):
    return make_network("Nord")


@pytest.fixture
def ada(network):
    return make_adult("ada")


@pytest.fixture
def bea(network):
    """An adult whom a network has confirmed: the limits of new members do not hold."""
    return make_member("bea", network=network)


def read(client, member):
    """Return the words that stand on the own page."""
    client.force_login(member.user)
    page = client.get(reverse(LIST))
    return [entry.text for entry in page.context["page"].entries]


def count_told(member):
    return Notification.objects.filter(recipient=member, kind="enquiry").count()


def get_state(enquiry):
    return Enquiry.objects.get(pk=enquiry.pk).state


def test_guest_confirms_by_link_and_only_then_the_member_reads_it(client, ada):
    profile = client.get(reverse("community:member_detail", args=[ada.slug]))
    assert get_form_url(ada) in profile.content.decode()

    answer = client.post(get_form_url(ada), say())
    enquiry = Enquiry.objects.get()
    mail = OutboxMail.objects.get()

    assert answer["Location"] == f"{get_form_url(ada)}sent/"
    assert client.get(answer["Location"]).status_code == 200
    assert (mail.recipient, mail.template) == (GUEST, "community/mail/enquiry_confirm")
    assert mail.context["to"] == ada.display_name
    assert "AG" not in str(mail.context)
    assert (enquiry.state, count_told(ada)) == (EnquiryState.UNCONFIRMED, 0)

    shown = client.get(find_link_path(enquiry))
    assert get_state(enquiry) == EnquiryState.UNCONFIRMED
    client.post(find_link_path(enquiry))
    again = client.post(find_link_path(enquiry))

    assert "Kommst du in unsere AG?" in shown.content.decode()
    assert (again.status_code, get_state(enquiry)) == (410, EnquiryState.DELIVERED)
    assert count_told(ada) == 1
    assert read(client, ada) == ["Kommst du in unsere AG?"]
    page = client.get(reverse(LIST))
    assert f'href="mailto:{GUEST}"' in page.content.decode()
    assert page["Cache-Control"] == "private, no-store"
    assert Notification.objects.filter(kind="enquiry", read_at=None).count() == 0


def test_form_names_no_address(client, ada):
    type(ada.profile).objects.update(
        email="geheim@ada.example", email_audience=Audience.OWNER
    )

    page = client.get(get_form_url(ada)).content.decode()

    assert ("geheim@ada.example" in page, ada.user.email in page) == (False, False)


def test_notification_and_mail_hold_neither_name_nor_words(ada, bea):
    write(ada, sender=bea, text="Vertraulich")

    row = Notification.objects.get(kind="enquiry")
    mail = OutboxMail.objects.get(recipient=ada.user.email)

    assert (row.words, row.payload, row.actor) == ("", {}, None)
    assert "Vertraulich" not in str(mail.context) + mail.text


def test_member_needs_no_confirmation_and_is_told_that_the_address_goes_along(
    client, ada, bea
):
    client.force_login(bea.user)
    form = client.get(get_form_url(ada)).content.decode()
    sent = say(name="Fälschung", email="fremd@example.org", text="Guten Tag")

    answer = client.post(get_form_url(ada), sent)
    enquiry = Enquiry.objects.get()

    assert f"({bea.user.email})" in form
    assert answer["Location"] == reverse("community:member_detail", args=[ada.slug])
    assert (enquiry.state, enquiry.sender) == (EnquiryState.DELIVERED, bea)
    assert (enquiry.name, enquiry.email) == (bea.display_name, bea.user.email)
    assert OutboxMail.objects.filter(template__contains="enquiry_confirm").count() == 0


def test_form_sent_twice_counts_once(client, ada):
    sent = say()

    for _time in range(2):
        assert client.post(get_form_url(ada), sent).status_code == 302

    assert (Enquiry.objects.count(), OutboxMail.objects.count()) == (1, 1)


def take_in(ada, **columns):
    Member.objects.filter(pk=ada.pk).update(**columns)


CLOSED = {
    "only members read the name": lambda ada: type(ada.profile).objects.update(
        name_audience=Audience.MEMBERS
    ),
    "a minor": lambda ada: take_in(ada, birth_year=timezone.localdate().year - 16),
    "grew up here, not asked yet": lambda ada: take_in(
        ada,
        birth_year=timezone.localdate().year - 19,
        joined_at=timezone.now() - dt.timedelta(days=900),
    ),
    "rests": lambda ada: take_in(ada, state=AccountState.PAUSED),
    "blocked by staff": lambda ada: take_in(ada, state=AccountState.BLOCKED),
    "closes": lambda ada: take_in(
        ada, state=AccountState.CLOSED, closed_at=timezone.now()
    ),
    "erased": lambda ada: erase_user(user_id=ada.user_id, now=timezone.now()),
    "closed the form": lambda ada: take_in(ada, takes_enquiries=False),
    "frozen": lambda ada: Freeze.objects.create(
        case=tell(Network.objects.get_site(), now=timezone.now()),
        member=ada,
        frozen_at=timezone.now(),
    ),
}


@pytest.mark.requirement("P5")
@pytest.mark.parametrize("close", CLOSED.values(), ids=CLOSED)
def test_nobody_writes_to_who_cannot_be_written_to(client, ada, bea, close):
    """By the form, as a member, and by a link that was good when it was sent."""
    before = write(ada)
    link = find_link_path(before)
    close(ada)

    guest = client.post(get_form_url(ada), say()).status_code
    sent = client.get(f"{get_form_url(ada)}sent/").status_code
    late = client.post(link).status_code
    client.force_login(bea.user)
    member = client.post(get_form_url(ada), say()).status_code

    # The link of somebody who is erased leads nowhere.
    assert (guest, sent, member) == (404, 404, 404)
    assert late == (410 if Enquiry.objects.exists() else 404)
    assert not Enquiry.objects.exclude(state=EnquiryState.UNCONFIRMED).exists()
    assert count_told(ada) == 0


def make_waiting_child():
    return make_child("kim", has_consent=False)


SENDERS = {
    "a child": lambda: make_child("kim"),
    "a child without consent": make_waiting_child,
    "17": lambda: make_member("kim", age=17),
    "rests": lambda: make_member("kim"),
    "closes": lambda: make_member("kim"),
}


@pytest.mark.requirement("P5")
@pytest.mark.parametrize("who", SENDERS)
def test_who_may_not_write_does_so_neither_logged_in_nor_as_a_guest(client, ada, who):
    kim = SENDERS[who]()
    if who == "rests":
        take_in(kim, state=AccountState.PAUSED)
    if who == "closes":
        take_in(kim, state=AccountState.CLOSED, closed_at=timezone.now())
    as_guest = write(ada, email=kim.user.email)
    late = client.post(find_link_path(as_guest)).status_code
    client.force_login(kim.user)
    profile = client.get(reverse("community:member_detail", args=[ada.slug]))

    answer = client.post(get_form_url(ada), say())

    assert (answer.status_code, late) == (404, 410)
    assert get_form_url(ada) not in profile.content.decode()
    assert get_state(as_guest) == EnquiryState.UNCONFIRMED


@pytest.mark.requirement("P17")
@pytest.mark.parametrize("turned", [False, True])
def test_who_is_blocked_writes_neither_logged_in_nor_as_a_guest(
    client, ada, bea, turned
):
    one, other = (bea, ada) if turned else (ada, bea)
    earlier = write(ada, sender=bea, text="Davor")
    as_guest = write(ada, email=bea.user.email.upper())
    Block.objects.create(blocker=one, blocked=other, since=timezone.now())

    late = client.post(find_link_path(as_guest)).status_code
    client.force_login(bea.user)
    answer = client.post(get_form_url(ada), say())

    assert (answer.status_code, late) == (404, 410)
    assert get_state(as_guest) == EnquiryState.UNCONFIRMED
    with pytest.raises(EnquiryRefusedError):
        write(ada, sender=bea)
    assert read(client, ada) == []
    assert get_state(earlier) == EnquiryState.DELIVERED


def test_frozen_pair_does_not_write(client, ada, bea):
    case = tell(Network.objects.get_site(), now=timezone.now())
    Freeze.objects.create(case=case, member=bea, other=ada, frozen_at=timezone.now())
    client.force_login(bea.user)

    assert client.get(get_form_url(ada)).status_code == 404


@pytest.mark.requirement("CO54")
def test_who_is_new_is_led_to_the_coordination(client, ada):
    client.force_login(make_member("neu").user)

    page = client.post(get_form_url(ada), say())

    assert page.status_code == 200
    assert reverse("community_messages:new") in page.content.decode()
    assert Enquiry.objects.count() == 0


@pytest.mark.requirement("CO50")
def test_address_that_is_shut_out_gets_no_mail_and_nobody_learns_it(client, ada):
    BannedAddress.objects.create(key=make_address_key(GUEST), banned_at=timezone.now())

    answer = client.post(get_form_url(ada), say())

    assert answer["Location"] == f"{get_form_url(ada)}sent/"
    assert OutboxMail.objects.count() == 0


def test_organisation_is_read_by_its_admins_only(client, network, bea):
    vera, otto = make_member("vera", network=network), make_member("otto")
    firm = make_organisation(admin=vera, network=network)
    join(firm, otto)
    page = client.get(
        reverse("community_organisations:organisation_detail", args=[firm.slug])
    )
    assert get_form_url(firm) in page.content.decode()

    client.post(get_form_url(firm), say())
    client.post(find_link_path(Enquiry.objects.get()))

    assert (count_told(vera), count_told(otto), count_told(bea)) == (1, 0, 0)
    assert read(client, vera) == ["Kommst du in unsere AG?"]
    assert (read(client, otto), read(client, bea)) == ([], [])


@pytest.mark.parametrize(
    "close",
    [
        lambda firm, vera: take_in(vera, state=AccountState.PAUSED),
        lambda firm, vera: Organisation.objects.update(state="hidden"),
        lambda firm, vera: firm.team.all().delete(),
    ],
    ids=["admin rests", "hidden", "nobody looks after it"],
)
def test_organisation_without_a_reader_has_no_form(client, network, close):
    vera = make_member("vera", network=network)
    firm = make_organisation(admin=vera, network=network)
    close(firm, vera)

    assert client.get(get_form_url(firm)).status_code == 404


@pytest.mark.requirement("CO55")
@pytest.mark.parametrize("is_guest", [True, False])
def test_words_of_the_site_hold_a_message_until_it_is_decided(
    client, ada, bea, settings, is_guest
):
    settings.VERBUND_HELD_WORDS = ["kredit"]
    text = "Willst du einen Kredit?"
    if is_guest:
        enquiry = write(ada, text=text)
        page = client.post(find_link_path(enquiry)).content.decode()
        assert "is being checked" in page
    else:
        enquiry = write(ada, sender=bea, text=text)
    case = ModerationCase.objects.get()
    assert (get_state(enquiry), count_told(ada)) == (EnquiryState.HELD, 0)
    assert (case.kind, case.text, case.author) == (
        "enquiry",
        text,
        None if is_guest else bea,
    )

    decide_case(
        case=case, verdict=judge(Outcome.NOTHING), actor=None, now=timezone.now()
    )

    assert (get_state(enquiry), count_told(ada)) == (EnquiryState.DELIVERED, 1)


@pytest.mark.requirement("CO55")
def test_host_and_the_same_words_to_many_are_held(client, ada, bea, settings):
    settings.VERBUND_HELD_HOSTS = ["boese.example"]
    eva, now = make_adult("eva"), timezone.now()

    linked = write(ada, sender=bea, text="https://www.boese.example/x")
    first = write(ada, sender=bea, text="Hallo", now=now)
    second = write(eva, sender=bea, text="Hallo", now=now)

    assert [get_state(row) for row in (linked, first, second)] == [
        EnquiryState.HELD,
        EnquiryState.DELIVERED,
        EnquiryState.HELD,
    ]


@pytest.mark.requirement("CO49")
@pytest.mark.parametrize("is_guest", [True, False])
def test_receiver_reports_it_and_a_decision_takes_it_away(client, ada, bea, is_guest):
    enquiry = write(ada, sender=None if is_guest else bea)
    if is_guest:
        client.post(find_link_path(enquiry))
    client.force_login(ada.user)
    url = reverse("community_moderation:report", args=["enquiry", enquiry.key])
    assert url in client.get(reverse(LIST)).content.decode()

    form = say(reason="dignity", words="Das ist Belästigung.", is_honest="on", place="")
    assert client.post(url, form).status_code == 302
    case = ModerationCase.objects.get()
    decide_case(case=case, verdict=judge(), actor=None, now=timezone.now())

    assert (case.text, case.state) == ("Kommst du in unsere AG?", CaseState.RECEIVED)
    assert get_state(enquiry) == EnquiryState.HIDDEN
    assert read(client, ada) == []


def test_what_nobody_has_confirmed_cannot_be_reported(client, ada):
    enquiry = write(ada)
    url = reverse("community_moderation:report", args=["enquiry", enquiry.key])

    assert client.get(url).status_code == 404


def test_hidden_message_is_not_told_any_more(ada, bea):
    enquiry = write(ada, sender=bea)

    hide_enquiry(enquiry, None, timezone.now())

    assert count_told(ada) == 0


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({"homepage": "http://x.example"}, {"homepage": ["program"]}),
        ({"opened": ""}, {"__all__": ["quick"]}),
        ({"text": ""}, {"text": ["required"]}),
        ({"text": "a\0b"}, {"text": ["null_characters_not_allowed"]}),
        ({"text": "x" * 10_000}, {"text": ["max_length"]}),
        ({"name": "x" * 10_000}, {"name": ["max_length"]}),
        ({"email": "nein"}, {"email": ["invalid"]}),
        ({"is_of_age": ""}, {"is_of_age": ["required"]}),
        ({"text": "Null", "name": "😀"}, {}),
    ],
)
def test_form_takes_bad_text(client, ada, values, errors):
    answer = client.post(get_form_url(ada), say(**values))

    if not errors:
        assert (answer.status_code, Enquiry.objects.get().name) == (302, "😀")
        return
    found = answer.context["form"].errors.as_data()
    codes = {name: [error.code for error in rows] for name, rows in found.items()}
    assert (codes, Enquiry.objects.count()) == (errors, 0)


@pytest.mark.requirement("S54")
def test_address_and_person_have_a_limit(client, ada, settings):
    for _time in range(10):
        assert client.post(get_form_url(ada), say()).status_code == 302

    assert client.post(get_form_url(ada), say()).status_code == 429


def test_form_of_the_own_profile_is_closed_and_opened(client, ada):
    client.force_login(ada.user)
    allow = reverse("community_me:enquiry_allow")

    for value, is_open in (("no", False), ("yes", True)):
        assert client.post(allow, {"is_allowed": value})["Location"] == reverse(LIST)
        assert Member.objects.get(pk=ada.pk).takes_enquiries is is_open

    client.force_login(make_child("kim").user)
    codes = (client.post(allow).status_code, client.get(reverse(LIST)).status_code)
    assert codes == (404, 404)


@pytest.mark.requirement("P9", "P10")
def test_erasing_sender_or_receiver_leaves_nothing(ada, bea):
    write(ada, sender=bea)
    write(ada, email=bea.user.email.upper())
    others = write(ada)

    erase_user(user_id=bea.user_id, now=timezone.now())
    assert list(Enquiry.objects.all()) == [others]
    erase_user(user_id=ada.user_id, now=timezone.now())

    assert Enquiry.objects.count() == 0


@pytest.mark.requirement("P40", "P65")
def test_old_and_unconfirmed_ones_are_forgotten(ada, bea):
    now = timezone.now()
    unconfirmed, delivered = write(ada, now=now), write(ada, sender=bea, now=now)

    assert forget_enquiries(now + dt.timedelta(days=13)) == 0
    assert forget_enquiries(now + dt.timedelta(days=14)) == 1
    assert list(Enquiry.objects.all()) == [delivered]
    assert forget_enquiries(now + dt.timedelta(days=183)) == 1
    assert unconfirmed.pk != delivered.pk


def test_list_takes_the_same_queries(client, ada, bea):
    counts = []
    client.force_login(ada.user)
    client.get(reverse(LIST))
    for wanted in (1, 3):
        while Enquiry.objects.count() < wanted:
            write(ada, sender=bea, text=f"Nummer {Enquiry.objects.count()}")
        Notification.objects.update(read_at=timezone.now())
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(reverse(LIST))
        counts.append(len(queries))

    assert counts[0] == counts[1]
