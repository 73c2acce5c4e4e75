"""What one can be invited to; apps add `community_invite_targets.py` (CO47)."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from cms.registry import Label, Registry


@dataclass(frozen=True, kw_only=True)
class InviteTarget:
    """One kind of invitation.

    ``list_things`` returns the rows of ``model`` to which the person may invite at all,
    and whose invitations that person sees; ``can_invite`` decides on one row and option,
    and is asked again at the acceptance, so that a right that ended ends the invitation.
    ``list_options`` returns as what one can be invited, as value and label; one entry with
    an empty value where there is no choice.
    ``describe`` says in a few words what one is invited to, in the language of the moment.
    ``accept`` does what the acceptance means, in its transaction, and gets the thing, the
    option, the user who accepts, the user who invited and now; what it raises as
    ``CannotAcceptError`` is said to the person.
    ``find_inviter_path`` returns, for a thing in the language of the moment, the page on
    which whoever invites finds the invitation; None where that is the admin.
    ``is_for_adults`` says which options nobody under 18 can take.
    """

    name: str
    label: Label
    model: type[models.Model]
    list_things: Callable[[Any], models.QuerySet[Any]]
    can_invite: Callable[[Any, Any, str], bool]
    list_options: Callable[[], Sequence[tuple[str, Label]]]
    describe: Callable[[Any, str], str]
    accept: Callable[[Any, str, Any, Any, dt.datetime], None]
    is_for_adults: Callable[[str], bool]
    find_inviter_path: Callable[[Any], str] | None = None
    order: int = 100


invite_targets: Registry[InviteTarget] = Registry("what can one be invited to?")
