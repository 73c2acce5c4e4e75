"""What is read for a page of results; whoever asks a backend asks `ask` and `suggest`."""

from search.queries.asking import Answered, ask, suggest

__all__ = ["Answered", "ask", "suggest"]
