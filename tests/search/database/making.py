"""Entries as the projection writes them, and questions to the database."""

import datetime as dt

from cms.audiences import VISITOR, Viewer
from search.backends.database import DatabaseBackend, index_entries
from search.models import Entry, EntryValue
from search.questions import Question
from search.words import parse

NOW = dt.datetime(2027, 3, 3, 12, tzinfo=dt.UTC)
MEMBER = Viewer(tokens=frozenset({"public", "member"}))
BACKEND = DatabaseBackend()


def add_entry(thing, title, *, audience=("public",), values=(), **fields):
    fields = {"language": "de", "level": "public", "url": "/x/", "version": 1, **fields}
    kind = thing.partition(":")[0]
    entry = Entry.objects.create(kind=kind, thing=thing, title=title, **fields)
    pairs = [("audience", token) for token in audience] + list(values)
    EntryValue.objects.bulk_create(
        [EntryValue(entry=entry, name=name, value=value) for name, value in pairs]
    )
    index_entries([entry])
    return entry


def ask(text, *, language="de", viewer=VISITOR, **more):
    question = Question(
        words=parse(text), language=language, now=NOW, viewer=viewer, **more
    )
    return BACKEND.search(question)


def find(text, **more):
    return [hit.thing for hit in ask(text, **more).hits]


def write(parts):
    """Write what is marked between brackets: ``Ein [Labor]``."""
    return "".join(f"[{part.text}]" if part.is_match else part.text for part in parts)
