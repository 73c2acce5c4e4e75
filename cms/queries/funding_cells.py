"""Funding entries as the cells of a file, in the words of the import (ED42, ED65)."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import F

from cms.enums import Taxonomy
from cms.models import FundingPage
from cms.validators.times import BERLIN

FUNDING_COLUMNS = (
    "source",
    "external_key",
    "title",
    "summary",
    "funder",
    "url",
    "sum",
    "deadline",
    "in_force",
    "states",
    "types",
    "areas",
    "eligible",
)
PLAIN_FIELDS = ("title", "summary", "funder", "url", "amount", "is_in_force", "states")
TERM_FIELDS = {
    "types": Taxonomy.FUNDING_TYPE,
    "areas": Taxonomy.FUNDING_AREA,
    "eligible": Taxonomy.ELIGIBLE_BODY,
}
OWN_SOURCE = "verbund"
"""Source of entries that were written here; their key is that of all their languages."""


def get_funding_facts(page: FundingPage) -> dict[str, Any]:
    """Return what a page says, in the words of an import: moments as text, terms by slug."""
    facts: dict[str, Any] = {name: getattr(page, name) for name in PLAIN_FIELDS}
    at = page.deadline_at
    facts["deadline_at"] = at.astimezone(dt.UTC).isoformat() if at else ""
    facts["states"] = sorted(page.states)
    terms = [row.term for row in page.cms_page_terms.all()]
    for name, taxonomy in TERM_FIELDS.items():
        facts[name] = sorted(term.slug for term in terms if term.taxonomy == taxonomy)
    return facts


def list_funding_cells() -> Iterator[dict[str, str]]:
    """Yield the published entries in the language in which each was written."""
    pages = FundingPage.objects.filter(
        live=True, alias_of__isnull=True, locale=F("entry__source_locale")
    )
    pages = pages.select_related("entry").prefetch_related("cms_page_terms__term")
    for page in pages.order_by("title", "pk"):
        entry, facts = page.entry, get_funding_facts(page)
        at = page.deadline_at
        has_key = bool(entry.external_key)
        yield {
            "source": entry.source if has_key else OWN_SOURCE,
            "external_key": entry.external_key or str(entry.translation_key),
            "title": page.title,
            "summary": page.summary,
            "funder": page.funder,
            "url": page.url,
            "sum": page.amount,
            "deadline": f"{at.astimezone(BERLIN):%Y-%m-%d %H:%M}" if at else "",
            "in_force": "yes" if page.is_in_force else "no",
            **{
                name: ";".join(facts[name])
                for name in ("states", "types", "areas", "eligible")
            },
        }
