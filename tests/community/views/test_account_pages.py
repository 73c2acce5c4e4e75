"""The library's pages, mails and messages speak in our voice, in both languages (CO4, W54)."""

import re
import types
from functools import cache
from pathlib import Path

import allauth
import polib
import pytest
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.webauthn.internal import auth as webauthn
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.template.loader import get_template, render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests.architecture.layers import ROOT
from tests.cms.html import find_all, find_heading_gaps, get_text, parse
from tests.community.people import PASSWORD, make_login, make_member

pytestmark = pytest.mark.django_db
LANGUAGES = ("de", "en")
FORMAL = re.compile(r"\b(Sie|Ihr|Ihre|Ihrem|Ihren|Ihrer|Ihnen)\b")
LIBRARY = Path(allauth.__file__).parent
PROVIDERS = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": "schule",
                "name": "Schulportal",
                "client_id": "verbund",
                "secret": "geheim",
                "settings": {"server_url": "http://127.0.0.1:9"},
            }
        ]
    }
}


@cache
def get_library_sentences(language: str) -> frozenset[str]:
    """Return what the library itself would say, as far as one knows it by its words."""
    catalogue = polib.pofile(str(LIBRARY / "locale/de/LC_MESSAGES/django.po"))
    texts = {entry.msgstr if language == "de" else entry.msgid for entry in catalogue}
    words = {" ".join(text.split()) for text in texts if "%" not in text}
    return frozenset(text for text in words if len(text.split()) > 2)


def find_foreign_words(text: str, language: str) -> list[str]:
    formal = FORMAL.findall(text) if language == "de" else []
    return formal + [
        words for words in get_library_sentences(language) if words in text
    ]


def speak(client: Client, language: str) -> Client:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return client


def log_in(client: Client, name: str = "ada") -> Client:
    """Log in and show the password once more, as what is secured asks for."""
    client.post(reverse("account_login"), {"login": name, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def add_passkey(user) -> Authenticator:
    return Authenticator.objects.create(
        user=user,
        type=Authenticator.Type.WEBAUTHN,
        data={"name": "Mein Telefon", "credential": {"clientExtensionResults": {}}},
    )


# --- pages ------------------------------------------------------------------------------------

VISITOR = {
    "login": "account_login",
    "signup": "account_signup",
    "reset": "account_reset_password",
    "reset_done": "account_reset_password_done",
    "reset_from_key_done": "account_reset_password_from_key_done",
    "inactive": "account_inactive",
    "verification_sent": "account_email_verification_sent",
    "request_login_code": "account_request_login_code",
    "login_cancelled": "socialaccount_login_cancelled",
}
MEMBER = {
    "logout": "account_logout",
    "email": "account_email",
    "password": "account_change_password",
    "reauthenticate": "account_reauthenticate",
    "second_factor": "mfa_index",
    "totp_activate": "mfa_activate_totp",
    "passkeys": "mfa_list_webauthn",
    "passkey_add": "mfa_add_webauthn",
    "sessions": "usersessions_list",
    "connections": "socialaccount_connections",
}
SECURED = {
    "second_factor": "mfa_index",
    "totp_deactivate": "mfa_deactivate_totp",
    "codes": "mfa_view_recovery_codes",
    "codes_new": "mfa_generate_recovery_codes",
    "passkeys": "mfa_list_webauthn",
    "code_again": "mfa_reauthenticate",
    "email": "account_email",
}


def summarise(answer, language: str) -> tuple:
    """Return what has to be the same for each page."""
    tree = parse(answer)
    main = find_all(tree, "main")[0]
    for element in [*find_all(main, "script"), *find_all(main, "noscript")]:
        element.text = ""
    html = answer.content.decode()
    return (
        answer.headers.get("Location", answer.status_code),
        tree.get("lang"),
        len(find_all(tree, "h1")),
        find_heading_gaps(tree),
        find_foreign_words(get_text(main), language),
        " style=" in html,
        find_all(main, "div")[0].get("class"),
    )


def expected(language: str, status: int = 200) -> tuple:
    return (status, language, 1, [], [], False, "wrap stack")


@pytest.mark.requirement("CO4", "W54")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", VISITOR)
def test_pages_of_visitors(client, portal, name, language):
    answer = speak(client, language).get(reverse(VISITOR[name]))

    assert summarise(answer, language) == expected(language)


@pytest.mark.requirement("CO4", "W54")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", MEMBER)
def test_pages_of_members(client, portal, name, language):
    make_member()

    answer = log_in(speak(client, language)).get(reverse(MEMBER[name]))

    assert summarise(answer, language) == expected(language)


@pytest.fixture
def secured(client, portal):
    """Return a member who has switched on all that there is."""
    member = make_member()
    log_in(client)
    totp.TOTP.activate(member.user, totp.generate_totp_secret())
    RecoveryCodes.activate(member.user)
    add_passkey(member.user)
    EmailAddress.objects.create(user=member.user, email="neu@example.org")
    return client


@pytest.mark.requirement("CO4", "W54")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SECURED)
def test_pages_of_members_with_a_second_factor(secured, name, language):
    answer = speak(secured, language).get(reverse(SECURED[name]))

    assert summarise(answer, language) == expected(language)


@pytest.mark.requirement("CO4", "W54")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("route", ["mfa_edit_webauthn", "mfa_remove_webauthn"])
def test_pages_of_a_passkey(secured, route, language):
    passkey = Authenticator.objects.get(type=Authenticator.Type.WEBAUTHN)

    answer = speak(secured, language).get(reverse(route, args=[passkey.pk]))

    assert summarise(answer, language) == expected(language)


@pytest.mark.requirement("CO4", "W54")
@pytest.mark.parametrize("language", LANGUAGES)
def test_page_that_asks_for_the_passkey(secured, monkeypatch, language):
    # Only an authenticator could make what the library reads here.
    monkeypatch.setattr(webauthn, "get_credentials", lambda _user: [])

    answer = speak(secured, language).get(reverse("mfa_reauthenticate_webauthn"))

    assert summarise(answer, language) == expected(language)


@pytest.mark.requirement("CO4", "W54")
@pytest.mark.parametrize("language", LANGUAGES)
def test_page_of_a_first_password(client, portal, language):
    user = make_member().user
    user.set_unusable_password()
    user.save()
    client.force_login(user)

    answer = speak(client, language).get(reverse("account_set_password"))

    assert summarise(answer, language) == expected(language)


@pytest.mark.requirement("CO4", "W54")
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_behind_a_link(client, portal, language):
    user = make_login("ada")
    address = EmailAddress.objects.get()
    EmailAddress.objects.update(verified=False)
    key = EmailConfirmationHMAC(address).key
    speak(client, language)
    client.post(reverse("account_reset_password"), {"email": user.email})
    link = re.search(r"https?://[^/\s]+(/\S+)", mail.outbox[-1].body)[1]

    answers = [
        client.get(reverse("account_confirm_email", args=[key])),
        client.get(reverse("account_confirm_email", args=["falsch"])),
        client.get(link, follow=True),
        client.get(reverse("account_reset_password_from_key", args=["1", "falsch"])),
    ]

    assert [summarise(answer, language) for answer in answers] == [
        expected(language)
    ] * 4


@pytest.mark.requirement("CO4", "W54")
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_on_the_way_in(client, portal, language):
    user = make_login("ada")
    speak(client, language)
    client.post(reverse("account_request_login_code"), {"email": user.email})
    code = client.get(reverse("account_confirm_login_code"))
    client.post(reverse("account_logout"))
    totp.TOTP.activate(user, totp.generate_totp_secret())
    second = client.post(
        reverse("account_login"), {"login": "ada", "password": PASSWORD}, follow=True
    )

    assert [summarise(answer, language) for answer in (code, second)] == [
        expected(language)
    ] * 2


@pytest.mark.requirement("CO5", "W54")
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_another_provider(client, portal, settings, language):
    settings.SOCIALACCOUNT_PROVIDERS = PROVIDERS
    speak(client, language)

    answers = [
        client.get(reverse("openid_connect_login", args=["schule"])),
        client.get(reverse("account_login")),
        client.get(reverse("socialaccount_login_error")),
    ]

    assert [summarise(answer, language) for answer in answers] == [
        expected(language),
        expected(language),
        expected(language, 401),
    ]


@pytest.mark.requirement("CO5", "W54")
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_a_connected_provider(client, portal, settings, language):
    settings.SOCIALACCOUNT_PROVIDERS = PROVIDERS
    user = make_member().user
    SocialAccount.objects.create(user=user, provider="schule", uid="7")
    log_in(speak(client, language))

    shown = client.get(reverse("socialaccount_connections"))
    refused = client.post(reverse("socialaccount_connections"), {})

    assert [summarise(answer, language) for answer in (shown, refused)] == [
        expected(language)
    ] * 2
    assert [
        get_text(label).partition(":")[0] for label in find_all(parse(shown), "label")
    ] == ["Schulportal"]


@pytest.mark.requirement("CO5", "P1", "W54")
@pytest.mark.parametrize("language", LANGUAGES)
def test_page_that_asks_what_the_provider_does_not_know(
    client, portal, rf, settings, language
):
    settings.SOCIALACCOUNT_PROVIDERS = PROVIDERS
    pending = SocialLogin(
        user=get_user_model()(),
        account=SocialAccount(provider="schule", uid="7"),
        provider=get_adapter().get_provider(rf.get("/"), "schule"),
    )
    session = client.session
    session["socialaccount_sociallogin"] = pending.serialize()
    session.save()

    answer = speak(client, language).get(reverse("socialaccount_signup"))

    assert summarise(answer, language) == expected(language)


@pytest.mark.requirement("CO4", "W54")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "name", ["account/signup_closed", "account/verified_email_required"]
)
def test_pages_that_only_a_setting_shows(rf, portal, name, language):
    request = rf.get("/")
    request.user = AnonymousUser()
    request.session = {}
    with translation.override(language):
        html = render_to_string(f"{name}.html", {}, request)

    answer = types.SimpleNamespace(status_code=200, headers={}, content=html.encode())
    assert summarise(answer, language) == expected(language)


@pytest.mark.requirement("W54")
def test_no_cache_mixes_up_the_languages(portal, settings):
    settings.VERBUND_PAGE_CACHE_SECONDS = 60

    spoken = [
        parse(speak(Client(), language).get(reverse(VISITOR[name]))).get("lang")
        for name in VISITOR
        for language in LANGUAGES
    ]

    assert spoken == list(LANGUAGES) * len(VISITOR)


NOT_REACHED = {
    "account/base_confirm_code.html",
    "account/base_entrance.html",
    "account/base_manage.html",
    "account/base_manage_email.html",
    "account/base_manage_password.html",
    "account/base_manage_phone.html",
    "account/base_reauthenticate.html",
    "account/confirm_email_verification_code.html",
    "account/confirm_password_reset_code.html",
    "account/confirm_phone_verification_code.html",
    "account/email.html",
    "account/email/email_confirm_message.txt",
    "account/email/email_confirm_subject.txt",
    "account/email/password_reset_code_message.txt",
    "account/email/password_reset_code_subject.txt",
    "account/email/base_message.txt",
    "account/messages/phone_verification_sent.txt",
    "account/messages/phone_verified.txt",
    "account/phone_change.html",
    "account/signup_by_passkey.html",
    "account/snippets/already_logged_in.html",
    "account/snippets/warn_no_email.html",
    "mfa/base_entrance.html",
    "mfa/base_manage.html",
    "mfa/recovery_codes/base.html",
    "mfa/recovery_codes/download.txt",
    "mfa/totp/base.html",
    "mfa/trust.html",
    "mfa/webauthn/base.html",
    "mfa/webauthn/signup_form.html",
    "socialaccount/base_entrance.html",
    "socialaccount/base_manage.html",
    "socialaccount/login_redirect.html",
    "socialaccount/snippets/login_extra.html",
    "usersessions/base_manage.html",
}
"""Parts of pages that we have replaced, and what our settings switch off."""


@pytest.mark.requirement("CO4", "W54")
def test_every_template_of_the_library_is_replaced_or_named():
    theirs = LIBRARY / "templates"
    names = {
        path.relative_to(theirs).as_posix()
        for folder in ("account", "mfa", "socialaccount", "usersessions")
        for path in (theirs / folder).rglob("*.*")
    }

    own = {
        name
        for name in names
        if Path(get_template(name).origin.name).is_relative_to(ROOT / "templates")
    }

    assert names - own == NOT_REACHED


# --- forms -------------------------------------------------------------------------------------


@pytest.mark.requirement("CO4", "W54")
@pytest.mark.parametrize(
    ("language", "error"),
    [
        (
            "de",
            (
                "Adresse und Passwort passen nicht zusammen. Prüf beide oder lass dir "
                "einen Code schicken."
            ),
        ),
        (
            "en",
            "Address and password do not fit. Check both, or let us send you a code.",
        ),
    ],
)
def test_wrong_password_is_told_in_our_words(client, portal, language, error):
    answer = speak(client, language).post(
        reverse("account_login"), {"login": "ada@example.org", "password": "falsch"}
    )

    assert answer.context["form"].non_field_errors() == [error]


@pytest.mark.requirement("CO4", "W54")
@pytest.mark.parametrize(
    ("language", "labels"),
    [
        ("de", ["E-Mail-Adresse oder Benutzername", "Passwort"]),
        ("en", ["Email address or user name", "Password"]),
    ],
)
def test_labels_are_ours(client, portal, language, labels):
    form = speak(client, language).get(reverse("account_login")).context["form"]

    assert [str(field.label) for field in form] == labels


@pytest.mark.requirement("CO4")
def test_no_field_says_its_label_twice(client, portal):
    make_member()
    log_in(client)

    fields = [
        field.get("placeholder")
        for name in (
            "account_email",
            "account_change_password",
            "account_reauthenticate",
        )
        for field in find_all(parse(client.get(reverse(name))), "input")
        if field.get("type") in {"email", "password", "text"}
    ]

    assert fields == [None] * 5


@pytest.mark.requirement("CO55")
def test_trap_is_neither_seen_nor_reached_nor_heard(client, portal):
    tree = parse(client.get(reverse("account_signup")))

    trap = find_all(tree, "div", class_="field-trap")[0]
    field = find_all(trap, "input")[0]
    assert {"hidden", "aria-hidden"} <= set(trap.keys())
    assert dict(field.items()) == {
        "type": "text",
        "name": "company_fax",
        "tabindex": "-1",
        "autocomplete": "off",
    }
    assert [
        found.get("name") for found in find_all(tree, "input") if found.get("tabindex")
    ] == ["company_fax"]


# --- devices ------------------------------------------------------------------------------------


@pytest.mark.requirement("CO4")
@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Firefox, Linux",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36 Edg/140",
            "Edge, Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604",
            "Safari, iPhone",
        ),
        ("", "unbekannter Browser"),
    ],
)
def test_device_is_named_as_people_call_it(client, portal, user_agent, name):
    make_member()
    log_in(client)
    UserSession.objects.update(user_agent=user_agent)

    tree = parse(client.get(reverse("usersessions_list")))

    headings = [get_text(h2) for h2 in find_all(find_all(tree, "main")[0], "h2")]
    assert headings == [f"{name} dieses Gerät"]


# --- mails and messages ----------------------------------------------------------------------------

MAILS = {
    "account/email/account_already_exists": "Du kannst dich anmelden: Zu dieser Adresse "
    "gibt es schon ein Konto. Wenn du das Passwort nicht weißt, wähl ein neues:",
    "account/email/email_changed": "Wenn du es warst, brauchst du nichts zu tun: Wir "
    "schreiben ab jetzt an neu@example.org und nicht mehr an alt@example.org.",
    "account/email/email_confirmation": "Du kannst dich mit dieser Adresse anmelden, "
    "sobald du sie bestätigt hast:",
    "account/email/email_confirmation_signup": "Du kannst dein Konto nutzen, sobald du "
    "diese Adresse bestätigt hast:",
    "account/email/email_deleted": "Wenn du es warst, brauchst du nichts zu tun: "
    "weg@example.org gehört nicht mehr zu deinem Konto.",
    "account/email/login_code": "Du kannst dich mit diesem Code anmelden; gib ihn auf der "
    "Seite ein, die du offen hast:",
    "account/email/password_changed": "Wenn du es warst, brauchst du nichts zu tun: Dein "
    "Konto hat ein neues Passwort.",
    "account/email/password_reset": "Wenn du es warst, brauchst du nichts zu tun: Dein "
    "Konto hat ein neues Passwort.",
    "account/email/password_reset_key": "Du kannst hier ein neues Passwort wählen:",
    "account/email/password_set": "Wenn du es warst, brauchst du nichts zu tun: Dein Konto "
    "hat jetzt ein Passwort.",
    "account/email/unknown_account": "Du kannst mitmachen oder die Adresse versuchen, mit "
    "der du dein Konto angelegt hast: Zu dieser hier gibt es keins.",
    "mfa/email/recovery_codes_generated": "Wenn du es warst, brauchst du nichts zu tun: "
    "Dein Konto hat neue Ersatzcodes, und die alten gelten nicht mehr.",
    "mfa/email/totp_activated": "Wenn du es warst, brauchst du nichts zu tun: Dein Konto "
    "fragt jetzt nach einem Code aus deiner App.",
    "mfa/email/totp_deactivated": "Wenn du es warst, brauchst du nichts zu tun: Dein Konto "
    "fragt nicht mehr nach einem Code aus deiner App.",
    "mfa/email/webauthn_added": "Wenn du es warst, brauchst du nichts zu tun: Dein Konto "
    "hat einen Passkey mehr.",
    "mfa/email/webauthn_removed": "Wenn du es warst, brauchst du nichts zu tun: Dein Konto "
    "hat einen Passkey weniger.",
    "socialaccount/email/account_connected": "Wenn du es warst, brauchst du nichts zu tun: "
    "Dein Konto ist mit Schule & Co verbunden.",
    "socialaccount/email/account_disconnected": "Wenn du es warst, brauchst du nichts zu "
    "tun: Dein Konto ist nicht mehr mit Schule & Co verbunden.",
}
VALUES = {
    "from_email": "alt@example.org",
    "to_email": "neu@example.org",
    "deleted_email": "weg@example.org",
    "provider": "Schule & Co",
    "ip": "192.0.2.1",
    "user_agent": "Firefox Linux",
    "code": "ABC-DEF",
}


def render(name: str, rf, language: str) -> str:
    with translation.override(language):
        text: str = render_to_string(name, VALUES | {"request": rf.get("/")})
    return text.strip()


@pytest.mark.requirement("CO4", "W54")
@pytest.mark.parametrize("name", MAILS)
def test_mail_begins_with_what_one_can_do(rf, name):
    lines = render(f"{name}_message.txt", rf, "de").splitlines()

    assert lines[0] == MAILS[name]
    assert [line for line in lines if FORMAL.search(line)] == []
    assert lines[-1].startswith("Du bekommst diese Mail, weil ")


@pytest.mark.requirement("CO4", "W54")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", MAILS)
def test_mail_says_nothing_of_the_library(rf, name, language):
    texts = [
        render(f"{name}_{part}.txt", rf, language) for part in ("subject", "message")
    ]

    assert [find_foreign_words(text, language) for text in texts] == [[], []]
    assert len(texts[0].splitlines()) == 1


@pytest.mark.requirement("CO4")
def test_mail_about_a_change_leads_to_the_way_out(rf):
    text = render("account/email/password_changed_message.txt", rf, "de")

    assert re.findall(r"https?://\S+", text) == [
        "http://testserver/accounts/password/reset/",
        "http://testserver/accounts/sessions/",
    ]


MESSAGES = sorted(
    path.relative_to(ROOT / "templates").as_posix()
    for path in (ROOT / "templates").glob("*/messages/*.txt")
)


@pytest.mark.requirement("CO4", "W54")
@pytest.mark.parametrize("language", LANGUAGES)
def test_messages_say_nothing_of_the_library(rf, language):
    texts = {name: render(name, rf, language) for name in MESSAGES}

    assert len(texts) == 22
    assert {
        name: words
        for name, text in texts.items()
        if (words := find_foreign_words(text, language))
    } == {}
