"""Whatever goes wrong with Elasticsearch is one error for those who ask (F18)."""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus

from elasticsearch import ApiError, TransportError, UnsupportedProductError

from search.backends.breaker import QuestionRefusedError
from search.questions import BackendUnavailableError

LONGEST = 300


@contextmanager
def unavailable() -> Iterator[None]:
    """Turn errors of the library, and answers that nobody can read, into ours.

    Raises:
        QuestionRefusedError: the node is well and does not take this request.
        BackendUnavailableError: everything else.
    """
    try:
        yield
    except ApiError as error:
        text = f"{error.status_code} {error}"[:LONGEST]
        if error.status_code == HTTPStatus.BAD_REQUEST:
            raise QuestionRefusedError(text) from error
        raise BackendUnavailableError(text) from error
    except (TransportError, UnsupportedProductError) as error:
        raise BackendUnavailableError(f"{error}"[:LONGEST]) from error
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise BackendUnavailableError(f"unreadable: {error!r}"[:LONGEST]) from error
