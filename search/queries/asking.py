"""The one door to a backend: what is asked, and what answers it."""

from dataclasses import dataclass

from django.utils.module_loading import import_string

from cms.audiences import Viewer
from search.conf import get_setting
from search.questions import Answer, Backend, Question, Suggestion


@dataclass(frozen=True)
class Answered:
    """``is_fallback``: the search server was away and the database has answered (F18)."""

    answer: Answer
    is_fallback: bool = False


def get_backend() -> Backend:
    """Return the backend that the site has chosen by its dotted path."""
    backend: Backend = import_string(get_setting("SEARCH_BACKEND"))()
    return backend


def ask(question: Question) -> Answered:
    """Return what the backend answers."""
    return Answered(get_backend().search(question))


def suggest(
    text: str, *, language: str, viewer: Viewer, limit: int
) -> tuple[Suggestion, ...]:
    """Return what begins as this text, as far as the viewer may find it."""
    return get_backend().suggest(text, language=language, viewer=viewer, limit=limit)
