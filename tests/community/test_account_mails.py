"""The mails of the account's life say in both languages who writes and why (W54)."""

import pytest
from django.utils import timezone

from cms.models import OutboxMail
from cms.outbox import render_mail

CONTEXT = {
    "name": "Kim",
    "url": "https://portal.example.org/x/",
    "login_url": "https://portal.example.org/",
    "reset_url": "https://portal.example.org/reset/",
    "new_address": "ne…@example.org",
    "day": "15. Juni 2028",
    "words": "Bis bald.",
}
SUBJECTS = {
    "age_youth": "Du bist 16: Jetzt entscheidest du",
    "age_adult": "Du bist 18: Wie geht es weiter?",
    "age_guardian": "Kim entscheidet ab jetzt allein",
    "birth_granted": "Dein Geburtsmonat ist berichtigt",
    "birth_refused": "Dein Geburtsmonat bleibt, wie er ist",
    "inactivity_member": "Dein Konto wird am 15. Juni 2028 gelöscht",
    "inactivity_guardian": "Das Konto von Kim wird am 15. Juni 2028 gelöscht",
    "address_changed": "Deine E-Mail-Adresse ist geändert",
}
REASONS = {"de": "Du bekommst diese Mail", "en": "You get this mail"}


def render(name, language):
    return render_mail(
        OutboxMail(
            template=f"community/mail/{name}",
            language=language,
            context=CONTEXT,
            due_at=timezone.now(),
        )
    )


@pytest.mark.parametrize("name", list(SUBJECTS))
def test_mail_says_what_it_is_about(name):
    assert render(name, "de").subject == SUBJECTS[name]


@pytest.mark.parametrize("name", list(SUBJECTS))
def test_last_line_says_why_in_either_language(name):
    lines = {
        language: render(name, language).text.strip().splitlines()[-1]
        for language in REASONS
    }

    assert {
        language: line.startswith(REASONS[language]) for language, line in lines.items()
    } == {"de": True, "en": True}
