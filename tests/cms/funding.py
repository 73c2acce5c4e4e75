"""Entries and advice that the tests of the funding directory are made of."""

import datetime as dt

from cms.models import AdvicePage, FundingIndexPage, FundingPage
from tests.cms.pages import NOW, add_terms, make_body, publish


def get_directory(language="de"):
    return FundingIndexPage.objects.get(locale__language_code=language)


def make_funding(
    title="MINT-Topf", *, days=30, types=(), areas=(), bodies=(), **kwargs
):
    """Publish an entry whose deadline lies so many days from NOW; None: at any time."""
    deadline = None if days is None else NOW + dt.timedelta(days=days)
    fields = {
        "title": title,
        "summary": "Geld für Brücken.",
        "funder": "Muster-Stiftung",
        "amount": "bis zu 5.000 Euro",
        "url": "https://example.org/topf",
        "deadline_at": deadline,
    }
    page = publish(get_directory().add_child(instance=FundingPage(**fields | kwargs)))
    for taxonomy, slugs in (
        ("funding-type", types),
        ("funding-area", areas),
        ("eligible-body", bodies),
    ):
        add_terms(page, taxonomy, slugs)
    return page


def make_phase(title="Vorbereiten", *checks):
    items = [
        {"type": "item", "value": {"text": text, "note": ""}, "id": f"{title}-{text}"}
        for text in checks
    ]
    value = {"title": title, "duration": "", "text": "", "checks": items}
    return {"type": "phase", "value": value}


def make_advice(title="Hilfe beim Antrag", **kwargs):
    fields = {
        "title": title,
        "summary": "So geht ein Antrag.",
        "requirements": "<p>Ein Ziel.</p>",
        "phases": make_body(make_phase("Vorbereiten", "Ziel", "Partner")),
        "budget": make_body(
            {
                "type": "line",
                "value": {"text": "Material", "amount": "120.50", "note": ""},
            },
            {
                "type": "line",
                "value": {"text": "Fahrten", "amount": "1200", "note": "Bus"},
            },
        ),
        "advice_hours": "<p>Dienstags.</p>",
        "contact_name": "Emil Beispiel",
        "contact_email": "emil@example.org",
    }
    return publish(get_directory().add_child(instance=AdvicePage(**fields | kwargs)))
