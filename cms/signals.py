"""What has happened to things, for the apps above (conventions, section 4)."""

from typing import Any

from django.dispatch import Signal

thing_changed = Signal()
"""A thing was published for the first time in any language, or changed in what its readers
rely on.

Sender: the model of the row. ``thing``: the row; ``change``: a `ThingChange`; ``key``: what
was and what is, so that one change is told from the next. Sent in the transaction of the
change: whoever listens writes rows that must agree with it, and nothing else.
"""


def announce_change(thing: Any, change: str, key: str = "") -> None:
    """State a fact to whoever listens, in the transaction that makes it true."""
    thing_changed.send(sender=type(thing), thing=thing, change=change, key=key)
