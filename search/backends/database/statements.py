"""The one statement that both databases run: what is found, how well, under which filters.

Lookups in the index of words come first, one select for each weight. They are joined with the
entries that `Entry.visible_to` leaves and collapsed to one row a thing; then each choice
becomes a column, so that a count can leave out its own choice.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When

from search.backends.database.dialects import Sql, get_dialect
from search.backends.database.tokens import NAMES, Lookup, list_lookups
from search.enums import FACETS, Period, ValueName
from search.models import Entry, EntryValue
from search.questions import Question
from search.ranking import (
    BOOST_STEP,
    DECAYS,
    FIELD_WEIGHTS,
    KIND_WEIGHTS,
    MORE_PLACES,
    NEARNESS_WEIGHTS,
    OVER,
    OWN_LANGUAGE,
    get_period,
)
from search.words.expanding import Alternative, Strength, Wanted
from search.words.folding import list_words

FIELD_NAMES = {"t": "title", "n": "names", "s": "summary", "b": "body"}
VALUE_FACETS = tuple(name for name in FACETS if name in ValueName.values)


@dataclass(frozen=True)
class Statement:
    """``WITH`` clauses that end in ``flagged``: a row for each thing that words find."""

    sql: str
    params: list[Any]
    rows: Sql
    """The entries that the viewer may see."""
    flags: tuple[str, ...]
    """Facets with a choice; each has a column ``ok_<facet>``."""

    def where(self, *, without: str = "") -> str:
        """Return the condition that all choices hold, but that of one facet."""
        kept = (f"ok_{name} = 1" for name in self.flags if name != without)
        return " AND ".join(("1 = 1", *kept))


def get_visible(question: Question) -> QuerySet[Any, Any]:
    """Return the entries the viewer may see, marked whether they are of the language.

    ``is_own`` says that the thing is read in this entry: it is in the language asked for,
    or the thing has no entry in it, and this is the first of the other languages.
    """
    own = Q(language=question.language)
    better = Entry.objects.visible_to(question.viewer).filter(
        Q(language=question.language) | Q(language__lt=OuterRef("language")),
        thing=OuterRef("thing"),
    )
    return Entry.objects.visible_to(question.viewer).annotate(
        is_own=Case(When(own | ~Exists(better), then=Value(1)), default=Value(0))
    )


def adapt(moment: dt.datetime) -> Any:
    """Return a moment as the database in use compares it."""
    return connection.ops.adapt_datetimefield_value(moment)


def compile_rows(rows: QuerySet[Any, Any]) -> Sql:
    sql, params = rows.query.sql_with_params()
    return sql, list(params)


def make_matches(wanted: Sequence[Wanted], pinned: Sequence[str] = ()) -> Sql:
    """Return ``entry_id, place, weight, is_name``, a row for each way an entry matches.

    ``place`` is that of the term in the query.
    """
    selects: list[str] = []
    params: list[Any] = []
    for place, term in enumerate(wanted):
        for (weight, is_name), sqls in _weigh(term.alternatives).items():
            for sql, own in sqls:
                selects.append(
                    f"SELECT entry_id, {place} AS place,"  # nosec B608
                    f" CAST({weight:.4f} AS double precision) AS weight,"
                    f" {is_name} AS is_name FROM ({sql}) AS found_{len(selects)}"
                )
                params += own
        if pinned:
            marks = ", ".join(["%s"] * len(pinned))
            selects.append(
                f"SELECT id, {place}, 0.0, 0 FROM verbund_search_entry"  # nosec B608
                f" WHERE thing IN ({marks})"
            )
            params += pinned
    return " UNION ALL ".join(selects), params


def _weigh(alternatives: Iterable[Alternative]) -> dict[tuple[float, int], list[Sql]]:
    """Return the lookups by weight; those of single words with one weight become one."""
    found: dict[tuple[float, int], list[Sql]] = defaultdict(list)
    simple: dict[tuple[float, int], list[str]] = defaultdict(list)
    for alternative in alternatives:
        for lookup in list_lookups(alternative):
            key = (get_weight(lookup), int(lookup.field == NAMES))
            if len(lookup.groups) == 1:
                simple[key] += lookup.groups[0]
            elif lookup.groups:
                found[key].append(_look_up(lookup))
    for key, tokens in simple.items():
        found[key].append(get_dialect().match((tuple(tokens),)))
    return found


def get_weight(lookup: Lookup) -> float:
    field = FIELD_WEIGHTS[FIELD_NAMES[lookup.field]]
    return field * NEARNESS_WEIGHTS[lookup.strength]


def _look_up(lookup: Lookup) -> Sql:
    sql, params = get_dialect().match(lookup.groups)
    if not lookup.phrase:
        return sql, params
    # A query of its own for each row: never all texts are read for one phrase.
    phrase = (
        f"SELECT matched.entry_id FROM ({sql}) AS matched"  # nosec B608
        f" WHERE (SELECT said.{lookup.column} FROM verbund_search_entrytext AS said"
        " WHERE said.entry_id = matched.entry_id) LIKE %s"
    )
    return phrase, [*params, f"% {lookup.phrase} %"]


def make_statement(
    question: Question, wanted: Sequence[Wanted], nearby: Sequence[int] | None = None
) -> Statement:
    """Return what finds things for a question; without words everything is found.

    ``nearby`` holds the keys of entries that lie near enough; None asks for no place.
    """
    rows, row_params = compile_rows(
        get_visible(question).values(
            "id", "thing", "language", "kind", "published_at", "starts_at", "ends_at",
            "boost", "appeared_at", "is_own",
        )
    )  # fmt: skip
    clauses: list[str] = []
    params: list[Any] = []
    source, condition = f"({rows}) AS e", "e.is_own = 1"
    if wanted:
        matches, match_params = make_matches(wanted, question.pinned)
        # One row for an entry and a term: who may see it is asked once for each.
        clauses.append(
            "m AS (SELECT entry_id, place, MAX(weight) AS weight,"  # nosec B608
            " MAX(is_name) AS is_name, SUM(weight) AS weights"
            f" FROM ({matches}) AS looked_up GROUP BY entry_id, place)"
        )
        params += match_params
        # CROSS: SQLite then keeps to this order, from the few that match to their rows.
        source = f"m CROSS JOIN {source}"
        condition = "e.id = m.entry_id AND (e.is_own = 1 OR m.is_name = 1)"
    hidden, hidden_params = _make_exclusions(question, rows, row_params, nearby)
    score, score_params = _make_score(question, len(wanted))
    having, having_params = _make_having(question, len(wanted))
    clauses.append(
        f"found AS (SELECT e.thing, MAX(e.kind) AS kind, {score} AS score,"  # nosec B608
        " MAX(e.published_at) AS published_at, MAX(e.starts_at) AS starts_at,"
        f" MAX(e.ends_at) AS ends_at FROM {source} WHERE {condition}{hidden}"
        f" GROUP BY e.thing{having})"
    )
    params += [*score_params, *row_params, *hidden_params, *having_params]
    flags, flag_params = _make_flags(question, rows, row_params)
    columns = "".join(f", {sql} AS ok_{name}" for name, sql in flags.items())
    clauses.append(f"flagged AS (SELECT found.*{columns} FROM found)")  # nosec B608
    params += flag_params
    sql = f"WITH {', '.join(clauses)}"
    return Statement(sql, params, (rows, row_params), tuple(flags))


def _make_exclusions(
    question: Question, rows: str, row_params: list[Any], nearby: Sequence[int] | None
) -> Sql:
    sql, params = "", []
    unwanted = _make_unwanted(question)
    if unwanted:
        matches, match_params = make_matches(unwanted)
        sql += (
            f" AND e.thing NOT IN (SELECT u.thing FROM ({matches}) AS bad"  # nosec B608
            f" JOIN ({rows}) AS u ON u.id = bad.entry_id)"
        )
        params += [*match_params, *row_params]
    if nearby is not None:
        keys = ", ".join(str(int(key)) for key in nearby) or "NULL"
        sql += (
            " AND e.thing IN (SELECT thing FROM verbund_search_entry"  # nosec B608
            f" WHERE id IN ({keys}))"
        )
    return sql, params


def _make_unwanted(question: Question) -> list[Wanted]:
    """Any form of a minus word keeps a thing out, but no compound and no synonym."""
    unwanted = []
    for term in question.words.unwanted:
        words = tuple(list_words(term.text))
        if not words:
            continue
        strength = Strength.EXACT if term.is_phrase else Strength.STEM
        alternative = Alternative(strength, words, is_phrase=term.is_phrase)
        exact = Alternative(Strength.EXACT, words, is_phrase=term.is_phrase)
        unwanted.append(Wanted(term, (alternative, exact)))
    return unwanted


def _make_score(question: Question, count: int) -> Sql:
    """Words first, then how old it is, whether it is over, whose language, its boost."""
    best = " + ".join(
        f"MAX(CASE WHEN m.place = {place} THEN m.weight END)" for place in range(count)
    )
    every = f"{1 - MORE_PLACES} * ({best}) + {MORE_PLACES} * SUM(m.weights)"
    score = f"({every})" if count else "1.0"
    factors: list[str] = []
    params: list[Any] = []
    now = adapt(question.now)
    for decay in DECAYS:
        column = "published_at" if decay.field == "published" else "starts_at"
        kinds = ", ".join(f"'{kind}'" for kind in decay.kinds)
        age = get_dialect().age_in_days(f"MAX(e.{column})")
        late = f"ABS({age}) - {decay.offset_days}.0"
        factors.append(
            f"CASE WHEN MAX(e.kind) IN ({kinds}) AND {late} > 0 THEN"
            f" {1 - decay.share} + {decay.share} * {decay.scale_days}.0"
            f" / ({decay.scale_days}.0 + {late}) ELSE 1.0 END"
        )
        params += [now, now]
    kinds = " ".join(f"WHEN '{k}' THEN {weight}" for k, weight in KIND_WEIGHTS.items())
    factors.append(f"CASE MAX(e.kind) {kinds} ELSE 1.0 END")
    factors.append(f"CASE WHEN MAX(e.ends_at) < %s THEN {OVER} ELSE 1.0 END")
    factors.append(
        f"CASE WHEN MAX(CASE WHEN e.language = %s THEN 1 ELSE 0 END) = 1"
        f" THEN {OWN_LANGUAGE} ELSE 1.0 END"
    )
    factors.append(f"(1.0 + {BOOST_STEP} * MAX(e.boost))")
    return " * ".join((score, *factors)), [*params, now, question.language]


def _make_having(question: Question, count: int) -> Sql:
    conditions = [
        f"MAX(CASE WHEN m.place = {place} THEN 1 ELSE 0 END) = 1"
        for place in range(count)
    ]
    params: list[Any] = []
    if question.since is not None:
        conditions.append("MIN(e.appeared_at) > %s")
        params.append(adapt(question.since))
    return (f" HAVING {' AND '.join(conditions)}" if conditions else ""), params


def _make_flags(
    question: Question, rows: str, row_params: list[Any]
) -> tuple[dict[str, str], list[Any]]:
    """Return a column for each facet with a choice: 1 where the thing has a value of it."""
    flags: dict[str, str] = {}
    params: list[Any] = []
    for name in FACETS:
        chosen = question.choices.get(name, ())
        if not chosen:
            continue
        marks = ", ".join(["%s"] * len(chosen))
        if name == "kind":
            sql, own = f"found.kind IN ({marks})", list(chosen)
        elif name == "period":
            sql, own = make_period_test(question, chosen, "found")
        else:
            values, value_params = compile_rows(
                EntryValue.objects.filter(name=name, value__in=chosen).values(
                    "entry_id"
                )
            )
            sql = (
                f"found.thing IN (SELECT r.thing FROM ({rows}) AS r"  # nosec B608
                f" WHERE r.id IN ({values}))"
            )
            own = [*row_params, *value_params]
        flags[str(name)] = f"CASE WHEN {sql} THEN 1 ELSE 0 END"
        params += own
    return flags, params


def make_period_test(question: Question, chosen: Iterable[str], row: str) -> Sql:
    """Return the condition that a thing's own time meets one of the periods."""
    tests: list[str] = []
    params: list[Any] = []
    for name in chosen:
        if name not in Period.values:
            continue
        begin, end = get_period(name, question.now)
        first = f"COALESCE({row}.starts_at, {row}.ends_at, {row}.published_at)"
        last = f"COALESCE({row}.ends_at, {row}.starts_at, {row}.published_at)"
        tests.append(f"({first} < %s AND {last} >= %s)")
        params += [adapt(end), adapt(begin)]
    return f"({' OR '.join(tests) or '1 = 0'})", params
