"""Facts that cms states, for the apps above (conventions, section 4)."""

from typing import Any

from django.dispatch import Signal

role_offered = Signal()
"""Somebody was offered a role in a network by address, whether or not it has an account.

Sender: `NetworkRole`. Arguments: ``email``, ``network``, ``role``, ``start_date``,
``end_date`` (both may be None), ``language``, ``actor``, ``now``. Sent inside the
transaction: the listener writes the invitation, and raises what `offer_network_role` names.
"""

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
