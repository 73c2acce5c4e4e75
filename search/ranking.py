"""What counts how much, with reasons; both backends weigh by this (F9)."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from search.enums import Period

FIELD_WEIGHTS = {"title": 8.0, "names": 3.0, "summary": 3.0, "body": 1.0}
"""A title says what a thing is, a person's or an organisation's title is the name itself; beside
it names say who has made it or where it is, as the house that an event takes place in; a summary
was written to be read, a body mentions many things in passing."""

NEARNESS_WEIGHTS = {
    "exact": 4.0,
    "stem": 2.0,
    "synonym": 1.6,
    "compound": 1.0,
    "half": 0.5,
    "typo": 0.35,
}
"""How near a word is to what was typed. Each step is below half of the one before last, so that
a word that is nearer wins within a field; a field further up wins against one step, not two."""

MORE_PLACES = 0.05
"""The share of each further place that matches: what says a word in title, summary and text is
more about it than what says it in one of them, though never more than what is nearer."""

FEW = 5
"""With fewer results than these the halves of a compound are looked for, too: whoever types
“Leihkoffer” where nobody lends one is glad of a box to borrow."""

KIND_WEIGHTS = {"member": 0.3, "organisation": 0.6, "region": 0.6}
"""People are found by their name, which is their title; for a subject what one can do, read or
visit comes first. Organisations and regions have names that hold words of the field, as “KiTa” or
“MINT”: such a name says less than the same word in the title of a page."""

PHRASE_WEIGHT = 1.5
"""Words that stand beside each other as they were typed belong together more often than not."""

OWN_LANGUAGE = 3.0
"""What is written in the language of the page comes first; the rest is found all the same."""

OVER = 0.25
"""A call past its deadline, an event that is over: below all that is still on and says the word
as plainly, and below a summary that does; not below what mentions it once in a long text."""

PINNED = 1_000_000.0
"""Editors have the last word: above every score that words can reach."""

BOOST_STEP = 0.1
"""One step of an entry's own weight: a tenth more or less."""


@dataclass(frozen=True)
class Decay:
    """Half of ``share`` is gone after ``scale`` days beyond the first ``offset`` days."""

    kinds: tuple[str, ...]
    field: str
    scale_days: int
    offset_days: int
    share: float


DECAYS = (
    # News of the week are all new; after half a year their age has cost a fifth.
    Decay(("news",), "published", scale_days=180, offset_days=7, share=0.4),
    # What takes place within a fortnight is near; what is half a year off can wait.
    Decay(("event", "webinar"), "first", scale_days=120, offset_days=14, share=0.4),
)
"""The share that time can take from a score; words keep the greater part."""


def get_period(period: str, now: dt.datetime) -> tuple[dt.datetime, dt.datetime]:
    """Return begin and end of a period; a thing lies in it if its own time overlaps it.

    A thing's own time is from its beginning to its end; a deadline or the day of its
    publication stand for what is missing.

    Raises:
        ValueError: no such period.
    """
    today = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    match Period(period):
        case Period.TODAY:
            return today, today + dt.timedelta(days=1)
        case Period.WEEK:
            return now, now + dt.timedelta(days=7)
        case Period.MONTH:
            return now, now + dt.timedelta(days=30)
        case Period.YEAR:
            return now - dt.timedelta(days=365), now
