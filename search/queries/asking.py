"""What is found: asked of Elasticsearch where there is one, else of the database (F18)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import structlog

from cms.audiences import Viewer
from search.backends.breaker import (
    PROBE_SECONDS,
    Circuit,
    QuestionRefusedError,
    get_circuit,
    note_failure,
    note_success,
)
from search.backends.loading import has_server, load_database, load_server
from search.conf import get_setting
from search.models import Entry
from search.questions import Answer, BackendUnavailableError, Question, Suggestion

SUGGEST_SECONDS = 0.5

AnswerT = TypeVar("AnswerT")

log = structlog.get_logger("verbund.search")


@dataclass(frozen=True)
class Answered:
    """An answer, and whether the database gave it because Elasticsearch did not."""

    answer: Answer
    is_fallback: bool = False

    @property
    def backend(self) -> str:
        """Name of who answered, as the API tells it."""
        return "elasticsearch" if has_server() and not self.is_fallback else "database"


def ask(question: Question) -> Answered:
    """Return what is found; the database answers where Elasticsearch does not in time.

    The entry table has the last word: what became hidden a moment ago is left out although
    the search server has not heard of it yet (F15).
    """
    answer = _ask_server(
        lambda server: server.search(question), get_setting("SEARCH_SECONDS")
    )
    if answer is None:
        return Answered(load_database().search(question), is_fallback=has_server())
    return Answered(_leave_out_hidden(answer, question.viewer))


def suggest(
    text: str, *, language: str, viewer: Viewer, limit: int = 8
) -> tuple[Suggestion, ...]:
    """Return titles and names that begin as what was typed."""
    options: dict[str, Any] = {"language": language, "viewer": viewer, "limit": limit}
    found = _ask_server(lambda server: server.suggest(text, **options), SUGGEST_SECONDS)
    if found is None:
        return load_database().suggest(text, **options)
    return found


def _ask_server(put: Callable[[Any], AnswerT], seconds: float) -> AnswerT | None:
    """Return the answer of the search server; None if it has none or is left alone."""
    if not has_server():
        return None
    circuit = get_circuit()
    if circuit is Circuit.OPEN:
        return None
    is_probe = circuit is Circuit.PROBE
    try:
        answer = put(load_server(seconds=PROBE_SECONDS if is_probe else seconds))
    except QuestionRefusedError as error:
        log.warning("search_question_refused", error=str(error))
        return None
    except BackendUnavailableError as error:
        note_failure(error)
        return None
    if is_probe:
        note_success()
    return answer


def _leave_out_hidden(answer: Answer, viewer: Viewer) -> Answer:
    if not answer.hits:
        return answer
    keys = [hit.entry for hit in answer.hits]
    visible = set(
        Entry.objects.visible_to(viewer)
        .filter(pk__in=keys)
        .values_list("pk", flat=True)
    )
    kept = tuple(hit for hit in answer.hits if hit.entry in visible)
    hidden = len(answer.hits) - len(kept)
    return replace(answer, hits=kept, total=answer.total - hidden) if hidden else answer
