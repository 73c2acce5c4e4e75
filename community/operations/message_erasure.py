"""What conversations lose when a person is erased (P10, P37)."""

import datetime as dt

from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from cms.models import StateChange
from community.enums import MessageState
from community.models import Message, Thread, ThreadMember
from community.personal_data import Person

UNSEEN = (MessageState.HELD, MessageState.RETURNED)


@transaction.atomic
def forget_in_messages(person: Person, _now: dt.datetime) -> None:
    """Delete what nobody else has read, and conversations in which nobody else is left.

    What others have read stays in their conversation, without name and address.
    """
    own = Message.objects.filter(author__user_id=person.user_id)
    own.filter(state__in=UNSEEN).delete()
    StateChange.objects.filter(
        content_type=ContentType.objects.get_for_model(Message),
        object_id__in=list(own.values_list("pk", flat=True)),
    ).update(reason="")
    mine = ThreadMember.objects.filter(member__user_id=person.user_id)
    keys = list(mine.values_list("thread_id", flat=True))
    others = ThreadMember.objects.filter(thread__in=keys)
    shared = others.exclude(member__user_id=person.user_id).values("thread")
    Thread.objects.filter(pk__in=keys).exclude(pk__in=shared).delete()
