"""Facts that cms sends upwards."""

from django.dispatch import Signal

role_offered = Signal()
"""Somebody was offered a role in a network by address, whether or not it has an account.

Sender: `NetworkRole`. Arguments: ``email``, ``network``, ``role``, ``start_date``,
``end_date`` (both may be None), ``language``, ``actor``, ``now``. Sent inside the
transaction: the listener writes the invitation, and raises what `offer_network_role` names.
"""
