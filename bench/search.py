"""The database's own search: pages with facets and highlights, and suggestions.

SQLite with 10,000 entries; `DATABASE_URL` of an empty PostgreSQL database measures that
instead, with 100,000. Smaller: `python bench/search.py 1000`.
"""

import datetime as dt
import itertools
import random
import sys
import time

from measure import WORK, Result, p95, report, start_django

SIZES = {"sqlite": 10_000, "postgresql": 100_000}
LIMITS_MS = {"sqlite": 150, "postgresql": 300}
NOW = dt.datetime(2027, 3, 3, 12, tzinfo=dt.UTC)
KINDS = ("news", "event", "offer", "call", "practice", "member")
STATES = ("DE-RP", "DE-HE", "DE-NW", "DE-BY", "DE-BE", "DE-SN")
TOPICS = ("physics", "chemistry", "biology", "maths", "robotics", "computing", "making")
GLUE = [
    "der",
    "die",
    "das",
    "und",
    "in",
    "mit",
    "für",
    "ein",
    "eine",
    "wir",
    "du",
    "ist",
    "sind",
    "auf",
    "zu",
    "von",
    "bei",
    "wie",
    "was",
]
VERBS = [
    "bauen",
    "forschen",
    "lernen",
    "messen",
    "zeigen",
    "fragen",
    "finden",
    "öffnet",
    "entdecken",
    "rechnen",
]
QUERIES = (
    "Labor", "Schülerlabor", "Robotik Wettbewerb", "Wettbewerb", "KI", "Mathematik Schüler",
    "Praktikum", "Müller", "Förderung Schule -Berlin", '"Labor für"', "Technik Natur Kinder",
    "Schülerinnen", "künstliche Intelligenz", "Mathmatik", "Wetterkofer", "Xylophonie",
)  # fmt: skip
FIELDS = (
    "Labor",
    "Wettbewerb",
    "Schule",
    "Projekt",
    "Kurs",
    "Programm",
    "Preis",
    "Woche",
)


def make_writer(seed: int = 1):
    """Return a function that writes so many words of German: few words often, many seldom."""
    from search.words.compounds import read_dictionary

    chance = random.Random(seed)  # noqa: S311 -- the same text in each run
    nouns = [word for word, meant in read_dictionary() if word == meant]
    chance.shuffle(nouns)
    compounds = [f"{a}{b.lower()}" for a in nouns[:400] for b in FIELDS]
    vocabulary = nouns + compounds
    weights = list(
        itertools.accumulate(1 / (rank + 80) for rank in range(len(vocabulary)))
    )

    def write(count: int) -> str:
        said = chance.choices(vocabulary, cum_weights=weights, k=count)
        for place in range(1, count, 2):
            said[place] = chance.choice(GLUE if place % 4 else VERBS)
        return " ".join(said)

    return write, chance


def add_entries(count: int) -> None:
    from search.backends.database import index_entries
    from search.models import Entry, EntryValue

    write, chance = make_writer()
    for first in range(0, count, 1000):
        entries = Entry.objects.bulk_create(
            [
                Entry(
                    kind=KINDS[n % len(KINDS)],
                    thing=f"{KINDS[n % len(KINDS)]}:{n}",
                    language="de" if n % 5 else "en",
                    level="public" if n % 7 else "members",
                    title=write(5)[:255],
                    summary=write(20),
                    body=write(90),
                    names="Nora Müller" if n % 97 == 0 else "",
                    url=f"/de/{n}/",
                    version=1,
                    published_at=NOW - dt.timedelta(days=n % 900),
                    latitude=47.5 + n % 700 / 100,
                    longitude=6.5 + n % 800 / 100,
                )
                for n in range(first, min(first + 1000, count))
            ]
        )
        EntryValue.objects.bulk_create(
            [
                EntryValue(entry=entry, name=name, value=value)
                for entry in entries
                for name, value in (
                    ("audience", "public" if entry.level == "public" else "member"),
                    ("state", chance.choice(STATES)),
                    ("topic", chance.choice(TOPICS)),
                )
            ],
            batch_size=2000,
        )
        index_entries(entries)


def measure_ms(calls, rounds: int) -> list[float]:
    figures = []
    for call in calls:
        call()
    for _ in range(rounds):
        for call in calls:
            start = time.perf_counter()
            call()
            figures.append((time.perf_counter() - start) * 1000)
    return sorted(figures)


def main(sizes: list[int]) -> None:
    for suffix in ("", "-wal", "-shm"):
        (WORK / f"search.sqlite3{suffix}").unlink(missing_ok=True)
    start_django("search")
    from django.db import connection

    from cms.audiences import Viewer
    from search.backends.database import DatabaseBackend
    from search.questions import Question
    from search.words import parse

    vendor = connection.vendor
    size = sizes[0] if sizes else SIZES[vendor]
    start = time.perf_counter()
    add_entries(size)
    rate = size / (time.perf_counter() - start)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if vendor == "sqlite" else "VACUUM ANALYZE")
    backend = DatabaseBackend()
    viewer = Viewer(frozenset({"public", "member"}))

    def search(text: str, **choices: tuple[str, ...]) -> None:
        backend.search(
            Question(
                words=parse(text),
                language="de",
                now=NOW,
                viewer=viewer,
                choices=choices,
            )
        )

    pages = [lambda text=text: search(text) for text in QUERIES]
    pages += [lambda text=text: search(text, state=STATES[:2]) for text in QUERIES[:6]]
    if "--each" in sys.argv:
        for text, page in zip(QUERIES, pages, strict=False):
            print(text, round(measure_ms([page], 3)[1], 1), file=sys.stderr)
    prefixes = ("lab", "schü", "ro", "wett", "nora m", "kais")
    typed = [
        lambda text=text: backend.suggest(text, language="de", viewer=viewer, limit=8)
        for text in prefixes
    ]
    name = f"{vendor}, {size:,} entries"
    report(
        Result(
            f"search in the database, p95 ({name})",
            p95(measure_ms(pages, 4)),
            "ms",
            LIMITS_MS[vendor],
        ),
        Result(f"suggestions, p95 ({name})", p95(measure_ms(typed, 4)), "ms"),
        Result(f"entries indexed ({name})", rate, "a second"),
    )


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:] if argument.isdigit()])
