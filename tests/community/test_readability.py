"""Consents, the guardians' words and the rules are plain enough for children (P18)."""

import re

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from community.cms_demo.rules import RULES
from community.cms_links import THANKS
from community.forms.ages import OWN_SCOPES, AdultStepForm, OwnConsentsForm
from community.forms.guardians import (
    ACCOUNT_SCOPE,
    CHOICES,
    FURTHER_SCOPES,
    AskGuardianForm,
    GuardianForm,
    GuardianPageForm,
)
from tests.community.readability import count_syllables, measure

HARDEST_LIX = {"de": 35, "en": 30}
"""Books for children lie below 30, for young people below 40; German words are longer."""

LOWEST_FLESCH_AMSTAD = 70
"""60 to 70 is “average”, for 13 to 15 years; from 70 on a text is “fairly easy”."""

MAILS = (
    "guardian_ask",
    "guardian_reminder",
    "guardian_page",
    "age_guardian",
    "age_youth",
)
FORMS = (
    GuardianForm,
    GuardianPageForm,
    AskGuardianForm,
    OwnConsentsForm,
    AdultStepForm,
)
CONTEXT = {"name": "Kim", "url": "", "day": "1.", "words": ""}


def join(sentences):
    ended = (text if text[-1] in ".?" else f"{text}." for text in sentences if text)
    return "\n\n".join(ended)


def get_consents():
    scopes = (*CHOICES, ACCOUNT_SCOPE, *FURTHER_SCOPES, *OWN_SCOPES)
    helps = [field.help_text for form in FORMS for field in form.base_fields.values()]
    return join([*(str(label) for _scope, label in scopes), *map(str, helps)])


def get_guardians_words():
    mails = [render_to_string(f"community/mail/{name}.txt", CONTEXT) for name in MAILS]
    return join([*(str(words) for words in THANKS.values()), *mails])


def get_rules(language):
    return "\n\n".join(rules.texts[language] for rules in RULES)


@pytest.mark.requirement("P18")
@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("part", ["consents", "guardians", "rules"])
def test_words_for_children_and_parents_are_plain(language, part):
    with override(language):
        texts = {
            "consents": get_consents,
            "guardians": get_guardians_words,
            "rules": lambda: get_rules(language),
        }
        found = measure(texts[part]())

    hard = found.lix > HARDEST_LIX[language]
    unplain = language == "de" and found.flesch_amstad < LOWEST_FLESCH_AMSTAD
    assert (hard, unplain) == (False, False), found


@pytest.mark.requirement("P18")
def test_measure_follows_its_formulas():
    found = measure("Der Hund bellt. Die Katze schläft heute draußen.")

    # 8 words in 2 sentences, 2 of them long (schläft, draußen), 11 syllables.
    assert (found.lix, found.flesch_amstad) == (29.0, 95.6)


@pytest.mark.requirement("P18")
def test_officialese_is_found_hard():
    text = (
        "Die Einwilligungserklärung der Erziehungsberechtigten ist unter Berücksichtigung "
        "datenschutzrechtlicher Bestimmungen unverzüglich einzureichen."
    )

    found = measure(text)

    assert found.lix > HARDEST_LIX["de"]
    assert found.flesch_amstad < LOWEST_FLESCH_AMSTAD


@pytest.mark.parametrize(
    ("word", "count"), [("Haus", 1), ("Katze", 2), ("Mentorin", 3), ("pst", 1)]
)
def test_syllables_are_groups_of_vowels(word, count):
    assert count_syllables(word) == count


def test_both_languages_say_the_same_rules():
    for rules in RULES:
        counts = {len(re.split(r"\n\s*\n", text)) for text in rules.texts.values()}
        assert len(counts) == 1
