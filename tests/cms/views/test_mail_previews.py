"""Staff look at every mail: in each language, as text and as HTML, with invented values."""

import pytest
from django.conf import settings
from django.template.loader import get_template
from django.test import Client

from cms.enums import Role
from cms.mail_samples import mail_samples
from cms.models import OutboxMail
from cms.views.mail_previews import render_sample
from tests.architecture.layers import ROOT
from tests.cms.html import find_all, get_texts, parse
from tests.cms.staff import give, make_network, make_user
from tests.community.people import make_member

pytestmark = pytest.mark.django_db
MAILS = "/admin/mails/"
NAMES = [sample.name for sample in mail_samples.entries()]
LANGUAGES = [code for code, _name in settings.LANGUAGES]


@pytest.fixture
def editor(portal):
    user = make_user("erna")
    give(user, make_network("Nord"), Role.EDITOR)
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.requirement("R6", "W54")
def test_every_mail_can_be_looked_at():
    ending = ".subject.txt"
    written = [
        str(path.relative_to(ROOT / "templates")).removesuffix(ending)
        for label in ("cms", "community", "verbund_search")
        for path in (ROOT / "templates" / label / "mail").glob(f"*{ending}")
    ]

    assert sorted(NAMES) == sorted(written)


@pytest.mark.requirement("R6", "W54")
@pytest.mark.parametrize("name", NAMES)
def test_mail_is_whole_in_each_language(name, settings):
    sample = mail_samples.get(name)
    mails = [render_sample(sample, language) for language in LANGUAGES]

    assert len({mail.subject for mail in mails}) == len(LANGUAGES)
    assert len({mail.text for mail in mails}) == len(LANGUAGES)
    for mail, language in zip(mails, LANGUAGES, strict=True):
        assert get_texts(parse(mail.html), "title") == [mail.subject]
        assert parse(mail.html).get("lang") == language
    assert OutboxMail.objects.count() == 0


@pytest.mark.requirement("R6")
@pytest.mark.parametrize("name", NAMES)
def test_mail_names_no_value_that_the_sample_lacks(name, monkeypatch):
    engine = get_template(f"{name}.txt").template.engine
    monkeypatch.setattr(engine, "string_if_invalid", "⟦missing %s⟧")
    mail = render_sample(mail_samples.get(name), "de")

    assert "⟦missing" not in mail.subject + mail.text


@pytest.mark.requirement("R6")
def test_staff_see_the_list_and_each_mail(editor):
    answer = editor.get(MAILS)
    links = [
        link.get("href")
        for link in find_all(parse(answer), "a")
        if link.get("href", "").startswith(f"{MAILS}community-told/")
    ]
    shown = editor.get(links[1])
    frame = find_all(parse(shown), "iframe")[0]
    html = editor.get(frame.get("src"))

    assert links == [f"{MAILS}community-told/{code}/" for code in LANGUAGES]
    assert shown.context["page_title"] == (
        "Somebody would like to be in contact with you."
    )
    assert (frame.get("sandbox"), html.headers["X-Frame-Options"]) == ("", "SAMEORIGIN")
    assert get_texts(parse(html), "title") == [shown.context["page_title"]]


@pytest.mark.parametrize("path", ["nothing/de/", "community-told/fr/"])
def test_unknown_mails_and_languages_are_not_found(editor, path):
    assert editor.get(MAILS + path).status_code == 404


def test_members_do_not_get_in(portal):
    client = Client()
    client.force_login(make_member().user)

    answers = [client.get(path) for path in (MAILS, f"{MAILS}community-told/de/html/")]

    assert [answer.status_code for answer in answers] == [302, 302]
