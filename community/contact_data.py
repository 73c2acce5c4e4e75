"""Finds in a text how to reach somebody elsewhere: mail, phone, link, platform, street (CO35).

Rules of thumb in German and English that would rather find too much: what they find waits
for a person to look at it. All patterns are bounded, so a hostile text costs no time.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

LEFT_OUT = "[…]"
FEWEST_DIGITS, FEWEST_NAMED_DIGITS, FEWEST_SPOKEN_DIGITS = 7, 5, 6


class ContactDataKind(TextChoices):
    MAIL = "mail", _("mail address")
    PHONE = "phone", _("phone number")
    LINK = "link", _("link")
    PLATFORM = "platform", _("another platform")
    STREET = "street", _("street address")


@dataclass(frozen=True, order=True)
class Hit:
    """A part of a text, from one place up to another."""

    start: int
    end: int
    kind: ContactDataKind


@dataclass(frozen=True)
class Part:
    """A piece of a text as the coordination sees it: left as it is, or found."""

    text: str
    kind: ContactDataKind | None = None


TLD = r"(?:de|com|org|net|eu|info|io|edu|app|dev|xyz|online|gg|tv)"
SHORT_TLD = r"(?:me|ly|at|ch|be|co|uk|li)"
OPEN, CLOSE = r"[(\[{<*_\-]{0,3}", r"[)\]}>*_\-]{0,3}"
GAP = r"[ \t]{0,3}"
AT = rf"{GAP}{OPEN}{GAP}(?:@|\bat\b|\bät\b|\baet\b|klammeraffe|affenschwanz){GAP}{CLOSE}{GAP}"
DOT = rf"{GAP}{OPEN}{GAP}(?:punkt|pkt|dot|point){GAP}{CLOSE}{GAP}"
NAME = r"[\w+-]{1,40}"
DAY = (
    r"(?:0?[1-9]|[12]\d|3[01])\.{GAP}(?:0?[1-9]|1[0-2])\.{GAP}(?:(?:19|20)\d\d|\d\d(?!\d))?"
).replace("{GAP}", " ?")
CLOCK = r"(?:,? ?(?:um|ab|at|from)? ?(?:[01]?\d|2[0-4])(?:[:.]\d\d)?(?: ?(?:uhr|h|am|pm)\b)?)?"
WORDS = [
    "null",
    "eins",
    "zwei",
    "zwo",
    "drei",
    "vier",
    "fünf",
    "fuenf",
    "sechs",
    "sieben",
    "acht",
    "neun",
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "oh",
]
SPOKEN = rf"(?:{'|'.join(WORDS)})"
DIGIT_OR_WORD = rf"(?:\d{{1,6}}|{SPOKEN})"
ROAD = r"(?:straße|strasse|str\.?|weg|platz|allee|gasse|ring|ufer|damm|chaussee|steig|berg|hof)"
NO_PLACE = (
    "montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|januar|februar|märz|april|"
    "mai|juni|juli|august|september|oktober|november|dezember|kapitel|aufgabe|übung|klasse|"
    "seite|raum|jahr|jahre|band|teil|level|schritt|durchschnitt|wochenende|abend|morgen|"
    "schuljahr|sommer|winter|frühjahr|herbst|test|spiel|team|umkreis|abstand|alter|nachmittag"
)
HOUSE = r"\d{1,3} ?[a-h]?\b(?![.:,]\d|[°%€]| ?(?:uhr|euro|cm|km|grad|prozent|jahre?)\b)"


def _compile(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


PATTERNS: dict[ContactDataKind, tuple[re.Pattern[str], ...]] = {
    ContactDataKind.MAIL: _compile(
        # At least one letter of an address on each side of a real @, with an end.
        rf"(?<![\w.+-])[\w+-]{{1,40}}(?:\.{NAME}){{0,4}}{GAP}@{GAP}{NAME}(?:\.{NAME}){{1,4}}",
        rf"(?<![\w.+-]){NAME}(?:(?:\.|{DOT}){NAME}){{0,3}}{AT}{NAME}(?:(?:\.|{DOT}){NAME}){{0,2}}(?:\.{TLD}|{DOT}(?:{TLD}|{SHORT_TLD}))\b",
        rf"(?<![\w.+-]){NAME}{AT}(?:gmx|web|gmail|googlemail|hotmail|outlook|yahoo|icloud|posteo|t-online|mailbox|proton)\b",
        r"\b(?:gmail|googlemail|hotmail|protonmail|gmx|posteo|icloud)\b(?:\.(?:de|com|net))?",
    ),
    ContactDataKind.LINK: _compile(
        r"\b(?:https?|hxxps?|ftp) ?: ?/ ?/ ?\S{1,200}",
        r"\bwww ?\. ?\S{2,200}",
        rf"(?<![\w@.-])[\w-]{{2,40}}(?:\.[\w-]{{2,40}}){{0,3}}\.(?:{TLD}\b(?:/\S{{0,200}})?|{SHORT_TLD}/\S{{1,200}})",
        rf"(?<![\w@.-])[\w-]{{2,40}}{DOT}{TLD}\b(?: ?(?:/|slash) ?\S{{1,100}})?",
    ),
    ContactDataKind.PLATFORM: _compile(
        r"\bwhat'?s ?-?app\w{0,3}\b",
        r"\b(?:insta|instagram|instagramm)\b",
        r"\bsnap(?:chat\w{0,3}|pe|s)?\b",
        r"\btik ?-?tok\w{0,2}\b",
        r"\b(?:telegram|threema|discord|skype|viber|wechat|facebook|facetime|twitter|bereal|"
        r"roblox|twitch|reddit|kik|omegle|messenger|mastodon|bluesky)\b",
        r"\b(?:auf|über|ueber|per|via|on|bei|zu|with|mit)[ -](?:dem |der )?(?:signal|steam|zoom|fb|ig|dc)\b(?! ?-?\w)",
        r"(?<![\w@.])@[a-z][\w.]{2,30}\b",
    ),
    ContactDataKind.STREET: _compile(
        rf"\b[\w-]{{2,40}}{ROAD} {{0,2}}(?:nr\.? ?|nummer )?{HOUSE}",
        rf"\b[\w-]{{2,40}}[ -](?:straße|strasse|str\.|weg|platz|allee|gasse|ring) {{0,2}}(?:nr\.? ?)?{HOUSE}",
        rf"\b(?:am|an der|an den|auf dem|auf der|im|in der|zum|zur|unter den) (?!(?:{NO_PLACE})\b)[a-zäöüß-]{{3,30}}(?: (?!(?:{NO_PLACE})\b)[a-zäöüß-]{{3,30}})? {HOUSE}(?! ?[a-zäöüß])",
        r"\b\d{1,4}[a-h]?,? (?:[a-z]{2,20} ){1,2}(?:street|road|avenue|lane|drive|square|close)\b",
        r"(?<![\d.])(?:d-)?\d{3}(?!00)\d\d [a-zäöüß]{3,30}(?:stadt|dorf|burg|berg|hausen|heim|ingen|furt|bach|au|feld|kirchen|stein)\b",
    ),
}
NAMED_NUMBER = re.compile(
    r"\b(?:nummer|nr\.?|handy|mobil|tel\.?|telefon|phone|number|call me|text me|"
    r"ruf mich an|anrufen|unter)\b[^\d\n]{0,25}(\+?\d(?:[ ./()–-]{0,3}\d){4,20})",
    re.IGNORECASE,
)
NUMBER = re.compile(r"(?<![\w.,])\+?\(?\d(?:[ \t\n./()*_|–-]{0,3}\d){6,40}(?![,\d])")
SPOKEN_NUMBER = re.compile(
    rf"(?<![\w]){DIGIT_OR_WORD}(?:[ \t\n,;./-]{{0,3}}{DIGIT_OR_WORD}){{4,40}}(?![\w])",
    re.IGNORECASE,
)
SPOKEN_WORD = re.compile(SPOKEN, re.IGNORECASE)
HARMLESS_NUMBER = re.compile(
    rf"(?<![\d+])(?:{DAY}(?: ?(?:-|–|bis|to) ?{DAY})?{CLOCK}"
    rf"|(?:19|20)\d\d-\d\d-\d\d(?:[ t]\d\d:\d\d)?"
    r"|(?:19|20)\d\d ?[-–/] ?(?:19|20)\d\d"
    r"|[1-9]\d{0,2}(?:[.,]\d{3})+(?:[.,]\d{1,2})?|[1-9]\d{0,2},\d+|\d\.\d{3,}"
    r")(?![\d/]|[ .-]\d)",
    re.IGNORECASE,
)


def find_contact_data(text: str) -> list[Hit]:
    """Return what is found, in the order of the text and without overlap."""
    plain, places = _flatten(text)
    found = sorted(
        Hit(places[start], places[end - 1] + 1, kind)
        for start, end, kind in _search(plain)
    )
    return _merge(found)


def mark_contact_data(text: str) -> list[Part]:
    """Return the text in pieces, those that are found with their kind."""
    parts, place = [], 0
    for hit in find_contact_data(text):
        parts += [
            Part(text[place : hit.start]),
            Part(text[hit.start : hit.end], hit.kind),
        ]
        place = hit.end
    return [part for part in [*parts, Part(text[place:])] if part.text]


def leave_out_contact_data(text: str) -> str:
    """Return the text without what is found in it."""
    return "".join(
        LEFT_OUT if part.kind else part.text for part in mark_contact_data(text)
    )


def _flatten(text: str) -> tuple[str, list[int]]:
    """Return the text in plain signs, and where each of them stood: no invisible ones."""
    signs, places = [], []
    for place, sign in enumerate(text):
        for plain in unicodedata.normalize("NFKC", sign):
            if unicodedata.category(plain) != "Cf":
                signs.append(plain)
                places.append(place)
    return "".join(signs), places


def _search(text: str) -> Iterator[tuple[int, int, ContactDataKind]]:
    for kind, patterns in PATTERNS.items():
        for pattern in patterns:
            for match in pattern.finditer(text):
                yield match.start(), match.end(), kind
    for start, end in _search_numbers(text):
        yield start, end, ContactDataKind.PHONE


def _search_numbers(text: str) -> Iterator[tuple[int, int]]:
    # Dates, years and amounts are blanked, so that they start no number.
    rest = HARMLESS_NUMBER.sub(lambda match: "#" * len(match.group()), text)
    for match in NUMBER.finditer(rest):
        if _count_digits(match.group()) >= FEWEST_DIGITS:
            yield match.span()
    for match in NAMED_NUMBER.finditer(rest):
        if _count_digits(match.group(1)) >= FEWEST_NAMED_DIGITS:
            yield match.span(1)
    for match in SPOKEN_NUMBER.finditer(rest):
        words = len(SPOKEN_WORD.findall(match.group()))
        if words and words + _count_digits(match.group()) >= FEWEST_SPOKEN_DIGITS:
            yield match.span()


def _count_digits(text: str) -> int:
    return sum(sign.isdigit() for sign in text)


def _merge(hits: list[Hit]) -> list[Hit]:
    merged: list[Hit] = []
    for hit in hits:
        if merged and hit.start < merged[-1].end:
            last = merged.pop()
            hit = Hit(last.start, max(last.end, hit.end), last.kind)  # noqa: PLW2901 -- the longer of both
        merged.append(hit)
    return merged
