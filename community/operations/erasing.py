"""Erasing a person from every table, and doing it again after a restore (P10, P36–P38)."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.files.storage import Storage
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from wagtail.models import (
    ModelLogEntry,
    Page,
    PageLogEntry,
    ReferenceIndex,
    Revision,
)

from cms.models import LinkToken, OutboxMail, Proposal, StateChange
from cms.operations.proposals import withdraw_proposal
from cms.page_cache import bump_site_version
from cms.queries.proposals import find_page
from community.conf import get_days
from community.models import ErasureRecord, Guardian
from community.notifications.guardians import KIND as GUARDIAN_MAIL
from community.operations.sweeping import note_changed, sweep_addresses, sweep_names
from community.personal_data import Erasure, Person, PersonalData, personal_data
from community.queries.mentions import find_mentions, list_spellings
from community.queries.personal_data import get_person, get_rows

SALT = "community.erasures"
ERASED = "erased member"
"""What the log of Wagtail calls a row of somebody who is gone."""

REFUSED = "community/mail/consent_refused"
"""The one mail of its kind that goes to the child."""


@transaction.atomic
def erase_user(*, user_id: int, now: dt.datetime) -> bool:
    """Delete a login with all that we hold on the person (P10); False if there is none.

    What others need stays without the person: pages, versions that are live, and who
    moved what when, without a name and without reasons (P37).
    """
    user = get_user_model().objects.select_for_update().filter(pk=user_id).first()
    if user is None:
        return False
    person = get_person(user)
    ErasureRecord.objects.update_or_create(
        key=get_erasure_key(user), defaults={"erased_on": timezone.localdate(now)}
    )
    entries = personal_data.entries()
    for entry in entries:
        if entry.erase_by is not None:
            entry.erase_by(person, now)
    for entry in entries:
        _forget_what_points_to(entry, person)
        _erase_rows(entry, person)
    sweep_addresses(person)
    user.delete()
    bump_site_version()
    return True


def repeat_erasures(now: dt.datetime, keys: Iterable[str] = ()) -> int:
    """Erase again whom a restore has brought back; return how many (P38).

    ``keys`` come from a copy of the ledger that is newer than the backup.
    """
    day = timezone.localdate(now)
    ErasureRecord.objects.bulk_create(
        (ErasureRecord(key=key, erased_on=day) for key in keys), ignore_conflicts=True
    )
    known = set(ErasureRecord.objects.values_list("key", flat=True))
    if not known:
        return 0
    users = get_user_model().objects.only("pk", "date_joined").iterator()
    again = [user.pk for user in users if get_erasure_key(user) in known]
    return sum(erase_user(user_id=key, now=now) for key in again)


def forget_erasures(now: dt.datetime) -> int:
    """Delete lines of the ledger that no backup can need any more."""
    last = timezone.localdate(now - get_days("ERASURE_LEDGER_DAYS"))
    return ErasureRecord.objects.filter(erased_on__lt=last).delete()[0]


def get_erasure_key(user: Any) -> str:
    """Return the keyed hash of a login: of this one, not of its address.

    Who comes back with the same address is somebody new and must not be erased again.
    """
    joined = user.date_joined.astimezone(dt.UTC).isoformat()
    return salted_hmac(SALT, f"{user.pk}:{joined}", algorithm="sha256").hexdigest()


# --- what single tables need; `community_personal_data.py` names it ------------------------------


def withdraw_proposals(person: Person, now: dt.datetime) -> None:
    """Take back what was never live, with its drafts and pictures."""
    proposals = Proposal.objects.open().filter(proposer_id=person.user_id)
    for proposal in proposals:
        # Without an actor: who has lost the right to a page is erased all the same.
        page = find_page(proposal)
        withdraw_proposal(proposal=proposal, actor=None, now=now)
        if page is not None and not Page.objects.filter(pk=page.pk).exists():
            PageLogEntry.objects.filter(page_id=page.pk).update(label=ERASED, data={})


def delete_mails(person: Person, _now: dt.datetime) -> None:
    """Delete mails to the person, to the guardian about the person, and that name an address.

    Mails that ask the person as guardian of somebody else are the child's.
    """
    addressed = Q(recipient__in=person.addresses) | Q(
        recipient__in=person.claimed, created_at__gte=person.joined_at
    )
    for guardian in Guardian.objects.filter(member__user_id=person.user_id):
        about = Q(event_key__startswith=f"{GUARDIAN_MAIL}:{guardian.pk}:")
        mails = OutboxMail.objects.filter(about, kind=GUARDIAN_MAIL)
        mails.exclude(template=REFUSED).delete()
    others = Guardian.objects.exclude(member__user_id=person.user_id)
    kept = Q(kind=GUARDIAN_MAIL, recipient__in=others.values("email"))
    kept &= ~Q(template=REFUSED)
    OutboxMail.objects.filter(addressed).exclude(kept).delete()
    columns = ("context", "headers", "subject", "text", "html", "last_error")
    names = find_mentions(columns, list_spellings(person))
    OutboxMail.objects.filter(names).exclude(kept).delete()


def end_sessions(person: Person, _now: dt.datetime) -> None:
    """Delete every login of the person; who it is stands inside, signed."""
    keys = [
        session.session_key
        for session in Session.objects.iterator()
        if session.get_decoded().get("_auth_user_id") == str(person.user_id)
    ]
    Session.objects.filter(session_key__in=keys).delete()


def unlock_pages(person: Person, _now: dt.datetime) -> None:
    """Open pages that only the person could open again."""
    Page.objects.filter(locked_by_id=person.user_id).update(
        locked=False, locked_at=None
    )


def delete_versions(person: Person, _now: dt.datetime) -> None:
    """Delete the person's old versions; those that are live, newest or planned stay."""
    own = Revision.objects.filter(
        user_id=person.user_id, approved_go_live_at__isnull=True
    )
    needed: set[int] = set()
    for model in apps.get_models():
        for column in model._meta.local_fields:
            if column.is_relation and column.related_model is Revision:
                needed |= _list_needed_versions(model, column.name, own)
    own.exclude(pk__in=needed).delete()


def clear_log(person: Person, _now: dt.datetime) -> None:
    """Take the person and her or his comments out of Wagtail's log."""
    for model in (PageLogEntry, ModelLogEntry):
        rows = model.objects.filter(user_id=person.user_id)
        for row in rows.filter(find_mentions(("data",), ["comment", "reply"])):
            kept = {
                name: value
                for name, value in row.data.items()
                if name not in ("comment", "reply")
            }
            model.objects.filter(pk=row.pk).update(data=kept)


# --- the same for every table -------------------------------------------------------------------


def _erase_rows(entry: PersonalData, person: Person) -> None:
    if entry.has_names:
        sweep_names(entry, person)
    rows = get_rows(entry, person)
    if entry.erasure in (Erasure.CASCADE, Erasure.DELETE):
        _delete_files(entry, rows)
    if entry.erasure == Erasure.DELETE:
        rows.delete()
    elif entry.erasure == Erasure.EMPTY:
        keys = list(rows.values_list("pk", flat=True))
        rows.update(**entry.emptied)
        note_changed(apps.get_model(entry.name), keys)


def _forget_what_points_to(entry: PersonalData, person: Person) -> None:
    """Clear the log, links, versions and names of rows that go with the person."""
    if entry.erasure not in (Erasure.CASCADE, Erasure.DELETE):
        return
    keys = list(get_rows(entry, person).values_list("pk", flat=True))
    if not keys:
        return
    kind = ContentType.objects.get_for_model(apps.get_model(entry.name))
    numbers = [key for key in keys if isinstance(key, int)]
    texts = [str(key) for key in keys]
    StateChange.objects.filter(content_type=kind, object_id__in=numbers).update(
        reason=""
    )
    LinkToken.objects.filter(content_type=kind, object_id__in=numbers).delete()
    ModelLogEntry.objects.filter(content_type=kind, object_id__in=texts).update(
        label=ERASED, data={}
    )
    Revision.objects.filter(base_content_type=kind, object_id__in=texts).delete()
    ReferenceIndex.objects.filter(base_content_type=kind, object_id__in=texts).delete()


def _delete_files(entry: PersonalData, rows: models.QuerySet[Any]) -> None:
    for column in apps.get_model(entry.name)._meta.local_fields:
        if isinstance(column, models.FileField):
            for name in rows.exclude(**{column.name: ""}).values_list(
                column.name, flat=True
            ):
                if name:
                    _delete_after_commit(column.storage, name)


def _delete_after_commit(storage: Storage, name: str) -> None:
    transaction.on_commit(lambda: storage.delete(name), robust=True)


def _list_needed_versions(
    model: type[models.Model], column: str, own: models.QuerySet[Any]
) -> set[int]:
    # Only what holds a version up: a line of the log or a workflow's step does not.
    if column not in ("latest_revision", "live_revision"):
        return set()
    rows = model._base_manager.filter(**{f"{column}__in": own})  # noqa: SLF001 -- drafts too
    return set(rows.values_list(f"{column}_id", flat=True))
