"""Profiles of the demo accounts, and contacts between them."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cms.demo import DemoPart, demo_parts
from cms.models import Term
from community.enums import Audience, ProfileTermKind, ProfileValueKind
from community.models import Contact, Member
from community.models.profile import PARTS
from community.operations.contacts import accept_contact, ask_for_contact
from community.operations.profiles import ProfileDetails, change_profile
from community.queries.directory import TAXONOMIES

PUBLIC_PARTS = ("name", "role", "position", "offers", "disciplines", "languages")


@dataclass(frozen=True)
class DemoProfile:
    """What a demo account says; ``is_public`` opens its main parts to everybody."""

    columns: Mapping[str, Any]
    terms: Mapping[ProfileTermKind, tuple[str, ...]] = field(default_factory=dict)
    languages: tuple[str, ...] = ("de",)
    is_public: bool = False


OFFER, SEEK = ProfileTermKind.OFFER, ProfileTermKind.SEEK
DISCIPLINE, STAGE = ProfileTermKind.DISCIPLINE, ProfileTermKind.STAGE

PROFILES = {
    "mentor": DemoProfile(
        {
            "title": "Dr.",
            "position": "Entwickelt Messgeräte für Wetterballons",
            "workplace": "Muster-Wetterwerk (erfunden)",
            "about": "Mit zwölf habe ich meinen ersten Ballon verloren, mit dreißig suche "
            "ich immer noch welche. Frag mich nach Sensoren, Physik im Studium oder "
            "danach, wie man in einer Prüfung ruhig bleibt.",
            "gives_talks": True,
            "place": "67655",
            "offers_text": "Besuche in der Werkstatt, Fragen zum Studium",
        },
        {
            OFFER: ("networking", "lecturing", "contact-with-companies"),
            DISCIPLINE: ("physics", "technology"),
            STAGE: ("upper-secondary", "university"),
        },
        ("de", "en", "tr"),
        is_public=True,
    ),
    "alumna": DemoProfile(
        {
            "position": "Studiert Materialwissenschaft im dritten Semester",
            "workplace": "Hochschule Beispielstadt (erfunden)",
            "about": "Im Schülerforschungszentrum habe ich gelernt, dass ein Versuch, der "
            "misslingt, auch ein Ergebnis ist. Das sage ich gern weiter.",
            "seeks_text": "Ein Praktikum in der Region für den Sommer",
        },
        {
            OFFER: ("volunteering",),
            SEEK: ("contact-with-companies",),
            DISCIPLINE: ("chemistry",),
        },
        ("de", "en"),
    ),
    "teacher": DemoProfile(
        {
            "position": "Unterrichtet Physik und Informatik",
            "workplace": "Beispielgymnasium (erfunden)",
            "about": "Meine Klassen löten, bevor sie rechnen. Ich suche Betriebe, die uns "
            "die Tür aufmachen, und teile meine Arbeitsblätter.",
            "place": "67655",
        },
        {
            OFFER: ("contact-with-schools",),
            SEEK: ("contact-with-companies", "lecturing"),
            DISCIPLINE: ("physics", "computer-science"),
            STAGE: ("lower-secondary", "upper-secondary"),
        },
        is_public=True,
    ),
    "sponsor": DemoProfile(
        {
            "position": "Leitet die Ausbildung",
            "workplace": "Muster-Maschinen (erfunden)",
            "gives_talks": True,
        },
        {
            OFFER: ("contact-with-companies", "lecturing"),
            SEEK: ("contact-with-schools",),
            STAGE: ("vocational-training",),
        },
        is_public=True,
    ),
    "coordinator": DemoProfile(
        {
            "position": "Koordiniert das Netzwerk",
            "about": "Ich weiß, wo der Schlüssel zum Labor liegt.",
            "email": "coordinator@example.org",
        },
        {OFFER: ("networking", "contact-with-schools")},
        is_public=True,
    ),
}

CONTACTS = (("alumna", "mentor"), ("teacher", "sponsor"), ("teacher", "coordinator"))
A_MONTH = dt.timedelta(days=30)
LATELY = dt.timedelta(days=2)
OPEN_REQUEST = (
    "sponsor",
    "alumna",
    "Wir suchen jemanden für den Sommer. Magst du reden?",
)


def load_profiles(now: dt.datetime) -> int:
    """Fill in profiles that nobody has touched, and the contacts that are missing."""
    members = {
        name: Member.objects.select_related("user", "profile").get(
            user__username=f"{name}@example.org"
        )
        for name in PROFILES
    }
    fresh = [name for name, member in members.items() if not member.profile.position]
    for name in fresh:
        change_profile(
            member=members[name],
            details=make_details(members[name].display_name, PROFILES[name]),
            now=now,
        )
    load_contacts(members, now - LATELY)
    return len(fresh)


def make_details(display_name: str, profile: DemoProfile) -> ProfileDetails:
    audiences = {f"{part}_audience": Audience.MEMBERS for part in PARTS}
    audiences |= {f"{part}_audience": Audience.CONTACTS for part in ("email", "phone")}
    if profile.is_public:
        audiences |= {f"{part}_audience": Audience.PUBLIC for part in PUBLIC_PARTS}
    return ProfileDetails(
        display_name=display_name,
        columns={**audiences, **profile.columns},
        terms={
            kind: Term.objects.of(TAXONOMIES[kind]).filter(slug__in=slugs)
            for kind, slugs in profile.terms.items()
        },
        values={ProfileValueKind.LANGUAGE: profile.languages},
    )


def load_contacts(members: Mapping[str, Member], now: dt.datetime) -> None:
    for one, other in CONTACTS:
        asker, asked = members[one], members[other]
        if not Contact.objects.between(asker.pk, asked.pk).exists():
            then = now - A_MONTH
            contact = ask_for_contact(asker=asker, asked=asked, words="", now=then)
            accept_contact(contact=contact, now=then)
    one, other, words = OPEN_REQUEST
    asker, asked = members[one], members[other]
    if not Contact.objects.between(asker.pk, asked.pk).exists():
        ask_for_contact(asker=asker, asked=asked, words=words, now=now)


demo_parts.register(DemoPart(name="community.profiles", load=load_profiles, order=105))
