"""A small honest backend for the page's own tests: substrings in the rows of a viewer."""

from collections import Counter

from search.enums import FACETS
from search.models import Entry
from search.questions import Answer, Hit, Part, Suggestion


def mark(text, words):
    """Cut a text where the first word stands in it."""
    for word in words:
        start = text.casefold().find(word)
        if start >= 0:
            end = start + len(word)
            parts = (text[:start], False), (text[start:end], True), (text[end:], False)
            return tuple(Part(piece, is_match) for piece, is_match in parts if piece)
    return (Part(text),) if text else ()


def read_values(row, name):
    if name == "kind":
        return {row.kind}
    return {value.value for value in row.values.all() if value.name == name}


class PlainBackend:
    def search(self, question):
        words = [term.text.casefold() for term in question.words.wanted]
        banned = [term.text.casefold() for term in question.words.unwanted]
        rows = Entry.objects.visible_to(question.viewer).filter(
            language=question.language
        )
        if question.since:
            rows = rows.filter(appeared_at__gt=question.since)
        found = []
        for row in rows.prefetch_related("values").order_by("pk"):
            text = f"{row.title} {row.summary} {row.body}".casefold()
            if all(word in text for word in words) and not any(
                word in text for word in banned
            ):
                found.append(row)
        chosen = [row for row in found if self.fits(row, question.choices)]
        chosen.sort(key=lambda row: row.thing not in question.pinned)
        start = (question.number - 1) * question.page_size
        return Answer(
            hits=tuple(
                Hit(
                    row.thing,
                    row.pk,
                    mark(row.title, words),
                    mark(row.summary, words),
                    is_pinned=row.thing in question.pinned,
                )
                for row in chosen[start : start + question.page_size]
            ),
            total=len(chosen),
            counts={
                name: Counter(
                    value
                    for row in found
                    if self.fits(row, question.choices, without=name)
                    for value in read_values(row, name)
                )
                for name in map(str, FACETS)
            },
            did_you_mean="roboter" if words == ["robotter"] else "",
        )

    def fits(self, row, choices, without=""):
        return all(
            read_values(row, name) & set(values)
            for name, values in choices.items()
            if name != without
        )

    def suggest(self, text, *, language, viewer, limit):
        rows = Entry.objects.visible_to(viewer).filter(
            language=language, title__istartswith=text
        )
        return tuple(
            Suggestion(row.title, row.kind, row.url) for row in rows.order_by("pk")
        )[:limit]
