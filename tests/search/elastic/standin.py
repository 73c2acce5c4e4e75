"""Stands in for the database's own search: here it matters who answers, not how well."""

from search.models import Entry
from search.questions import Answer, Hit, Part


class TableBackend:
    def search(self, question):
        rows = Entry.objects.visible_to(question.viewer).order_by("pk")
        for term in question.words.wanted:
            rows = rows.filter(title__icontains=term.text)
        hits = tuple(Hit(row.thing, row.pk, (Part(row.title),)) for row in rows)
        return Answer(hits=hits, total=len(hits))

    def suggest(self, text, *, language, viewer, limit):
        return ()
