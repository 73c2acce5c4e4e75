"""The person of the canaries as a coordinator: a list taken out, a file brought in."""

import datetime as dt

from cms.enums import LeaseState
from community.models import MemberExport, MemberImport

NOW = dt.datetime(2027, 3, 3, 12, tzinfo=dt.UTC)


def seed_export_of_members(world):
    MemberExport.objects.create(
        network=world.network,
        made_by=world.user,
        made_at=NOW,
        purpose=f"Einladung von {world.word}",
        columns=["name"],
        row_count=1,
        format="csv",
        content=f"Name\r\n{world.word}\r\n".encode(),
        expires_at=NOW + dt.timedelta(days=1),
    )


def seed_import_of_members(world):
    MemberImport.objects.create(
        key=f"import-{world.user.pk}",
        state=LeaseState.DONE,
        network=world.network,
        made_by=world.user,
        language="de",
        basis="asked",
        basis_words=f"Gefragt von {world.word}",
        started_at=NOW,
        finished_at=NOW,
    )


ADMINISTRATION_SEEDS = (seed_export_of_members, seed_import_of_members)
