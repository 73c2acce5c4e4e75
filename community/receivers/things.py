"""cms says that a thing was published, has changed, or is gone: for who follows (CO71)."""

from typing import Any

from django.utils import timezone
from wagtail.signals import page_unpublished

from cms.models.base import ThingPage
from cms.signals import thing_changed
from community.operations.feed import note_change, withdraw_hidden


def note_thing_change(*, thing: Any, change: str, key: str, **_facts: Any) -> None:
    """Write the activity down, in the transaction of the change."""
    note_change(thing=thing, change=change, key=key, now=timezone.now())


def withdraw_unpublished(*, instance: Any, **_facts: Any) -> None:
    """Take back what nobody has read yet, once no page of the thing is public."""
    if isinstance(instance, ThingPage):
        withdraw_hidden(thing=instance.thing)


def connect() -> None:
    """Listen; called once, when the apps are ready."""
    thing_changed.connect(note_thing_change, dispatch_uid="community.note_thing_change")
    page_unpublished.connect(
        withdraw_unpublished, dispatch_uid="community.withdraw_unpublished"
    )
