"""Editing a network's facts by its staff."""

import datetime as dt
from typing import Any

from django.db import transaction
from wagtail.models import Locale

from cms.models import Branch, Network, StateChange
from cms.operations.branches import open_branch
from cms.validators.slugs import make_slug


def prepare_network(*, network: Network) -> Network:
    """Give a new network what no form asks: its source key and first language."""
    base = network.slug or make_slug(network.name)
    key, number = base, 2
    while Network.objects.filter(source_key=key).exists():
        key, number = f"{base}-{number}", number + 1
    network.source_key = key
    network.slug = network.slug or key
    network.source_locale = Locale.get_default()
    return network


@transaction.atomic
def record_network_change(
    *, network: Network, before: Network, actor: Any, now: dt.datetime
) -> None:
    """Log a change of the parent (ED72), and carry a new name to groups and collection."""
    if before.parent_id != network.parent_id:
        change = make_parent_change(
            network, before.parent_id, network.parent_id, actor=actor, now=now
        )
        change.save()
    if before.name != network.name and Branch.objects.filter(network=network).exists():
        open_branch(network=network)


def make_parent_change(
    network: Network,
    old: int | None,
    new: int | None,
    *,
    now: dt.datetime,
    actor: Any = None,
) -> StateChange:
    """Return the log row of a move below another state programme; both are keys or None."""
    return StateChange(
        thing=network,
        field="parent",
        from_state=str(old or ""),
        to_state=str(new or ""),
        actor=actor,
        changed_at=now,
    )
