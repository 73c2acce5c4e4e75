"""The job behind an import of people: batch after batch, from where it stopped (CO57, R5)."""

import datetime as dt
from dataclasses import asdict
from itertools import islice
from typing import Any

from django.utils.translation import override

from cms.importers.tables import UnreadableTableError
from cms.jobs import rows as jobs
from community.importers.members import ImportPlan, plan_import, read_file
from community.models import MemberImport
from community.operations.member_imports import KIND, invite_batch
from community.permissions.invitations import can_invite
from community.queries.addresses import list_own_addresses

BATCH_SIZE = 500
SECONDS_A_RUN = 25.0


def read_plan(row: MemberImport) -> ImportPlan:
    """Return what an import would do, from the file that it holds.

    Raises:
        UnreadableTableError: the file cannot be read.
    """
    actor: Any = row.made_by
    own = list_own_addresses(actor) if actor is not None else ()
    return plan_import(
        read_file(bytes(row.content or b"")),
        columns=row.columns,
        role=row.role,
        own_addresses=own,
    )


def run_due_imports(now: dt.datetime) -> int:
    """Work off what was started, for half a minute; return how many imports were touched."""
    return jobs.work_off(
        MemberImport, lambda row: run_import(row, now), seconds=SECONDS_A_RUN
    )


def run_import(row: MemberImport, now: dt.datetime) -> bool:
    """Invite the people of one file; after a kill go on behind the last whole batch.

    Raises:
        LeaseLostError: another worker has it.
    """
    with override(row.language):
        try:
            plan = read_plan(row)
        except UnreadableTableError as error:
            jobs.fail(row, str(error), is_final=True)
            return True
    roles = {person.role for person in plan.people}
    if not all(_may_invite(row, role) for role in roles):
        jobs.fail(row, "The right to invite has ended.", is_final=True)
        return True
    # Fixed before the first batch, which moves the line.
    left = iter([person for person in plan.people if person.line > row.last_line])
    while batch := list(islice(left, BATCH_SIZE)):
        if jobs.stopping.is_set():
            jobs.give_back(row)
            return False
        jobs.extend_lease(row)
        invite_batch(row=row, people=batch, now=now)
    jobs.finish(row, content=None, errors=[asdict(error) for error in plan.errors])
    return True


def _may_invite(row: MemberImport, role: str) -> bool:
    return can_invite(row.made_by, kind=KIND, thing=row.network, option=role)
