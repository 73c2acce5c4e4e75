"""How Lucene takes texts apart, by language; all of it is in a plain 8.x node (F4 to F6, F20)."""

from search.analysis.english import ENGLISH
from search.analysis.german import GERMAN
from search.analysis.shared import Analysis


def get_analysis(language: str) -> Analysis:
    """Return the analysis for a language; easy language is German."""
    return ENGLISH if language.startswith("en") else GERMAN


__all__ = ["Analysis", "get_analysis"]
