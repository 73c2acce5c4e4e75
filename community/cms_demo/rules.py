"""Rules of the demo: a start for a network, which a lawyer must read."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from cms.demo import DemoPart, demo_parts
from community.enums import RulesKind
from community.models import (
    RulesText,
    RulesVersion,
)


@dataclass(frozen=True)
class DemoRules:
    """Rules of the demo: a start for a network's own, which a lawyer must read."""

    kind: RulesKind
    texts: dict[str, str]


RULES = (
    DemoRules(
        RulesKind.TERMS,
        {
            "de": "Dein Konto ist kostenlos. Du kannst es jederzeit schließen.\n\n"
            "Nimm einen Namen, den du magst. Gib dein Passwort nicht weiter.\n\n"
            "Was du schreibst, bleibt deins. Andere dürfen es hier lesen, so lange du es "
            "stehen lässt.\n\n"
            "Wir zeigen keine Werbung und geben nichts über dich weiter. Wer unter 16 "
            "ist, braucht das Ja der Eltern.",
            "en": "Your account is free. You can close it at any time.\n\n"
            "Take a name that you like. Do not pass on your password.\n\n"
            "What you write stays yours. Others may read it here as long as you leave it "
            "there.\n\n"
            "We show no adverts and pass on nothing about you. If you are under 16, you "
            "need the yes of your parents.",
        },
    ),
    DemoRules(
        RulesKind.HOUSE_RULES,
        {
            "de": "Sei freundlich. Frag nach, wenn du etwas nicht verstehst.\n\n"
            "Schreib nichts, was andere verletzt oder ihnen Angst macht.\n\n"
            "Zeig keine Bilder von anderen, wenn sie nicht Ja gesagt haben.\n\n"
            "Gib nie deine Adresse oder Telefonnummer an Leute, die du nur von hier "
            "kennst.\n\n"
            "Ist dir etwas unheimlich? Dann melde es uns. Wir helfen dir.",
            "en": "Be kind. Ask when you do not understand something.\n\n"
            "Write nothing that hurts others or scares them.\n\n"
            "Show no pictures of others if they have not said yes.\n\n"
            "Never give your address or phone number to people whom you only know from "
            "here.\n\n"
            "Does something feel wrong? Then report it to us. We help you.",
        },
    ),
)
FIRST_VERSION = "1"
IN_FORCE_FOR = dt.timedelta(days=200)
"""Longer than anybody of the demo has been there, so that joining accepted them."""


def load_rules(now: dt.datetime) -> int:
    """Put the first version of the rules into force; one that stands is left alone."""
    return sum(load_version(rules, now) for rules in RULES)


def load_version(rules: DemoRules, now: dt.datetime) -> int:
    version, is_new = RulesVersion.objects.get_or_create(
        kind=rules.kind,
        version=FIRST_VERSION,
        defaults={"valid_from": timezone.localdate(now - IN_FORCE_FOR)},
    )
    if is_new:
        RulesText.objects.bulk_create(
            RulesText(version=version, language=language, text=text)
            for language, text in rules.texts.items()
        )
    return int(is_new)


# Before the members, so that joining accepts them.
demo_parts.register(DemoPart(name="community.rules", load=load_rules, order=99))
