"""All that we hold on a person as one archive: JSON, CSV and files (P9)."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.files.storage import Storage
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone, translation

from cms.exports.things import BOM, neutralise
from community.personal_data import Person, PersonalData, personal_data
from community.queries.personal_data import get_rows

READ_ME = "community/data_export.txt"


FOR_GUARDIANS = frozenset(
    {
        "auth.User",
        "account.EmailAddress",
        "community.Member",
        "community.Membership",
        "community.Guardian",
        "community.Consent",
        "community.RulesAcceptance",
        "community.AgeNotice",
        "community.BirthCorrection",
        "community.Profile",
        "community.ProfileTerm",
        "community.ProfileValue",
        "community.ProfileLink",
        "community.GroupMembership",
        "community.GroupFile",
        "community.Post",
        "community.Invitation",
        "community.NotificationSettings",
        "actstream.Follow",
    }
)
"""What a guardian gets of a child (CO66): the account, what was allowed, what was published.

Not what a child writes to single people, whom it blocks, and what it has reported.
"""


def build_archive(
    person: Person, language: str, *, is_for_guardian: bool = False
) -> bytes:
    """Return a ZIP: `json/` and `csv/` with a file for each table, `files/`, and a read-me.

    Tables without a row of the person are named in the read-me only.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        counts = [
            (entry, _write_table(archive, entry, person))
            for entry in personal_data.entries()
            if not is_for_guardian or entry.name in FOR_GUARDIANS
        ]
        with translation.override(language):
            context = {
                "site_name": settings.WAGTAIL_SITE_NAME,
                "is_for_guardian": is_for_guardian,
                "tables": [
                    (entry.name, entry.get_purpose(), count) for entry, count in counts
                ],
            }
            archive.writestr("README.txt", render_to_string(READ_ME, context))
    return packed.getvalue()


def hand_out(export: Any) -> HttpResponse:
    """Return the answer that gives an archive to whoever was found to be its owner."""
    response = HttpResponse(bytes(export.archive), content_type="application/zip")
    day = timezone.localdate(export.finished_at).isoformat()
    response["Content-Disposition"] = f'attachment; filename="verbund-{day}.zip"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _write_table(archive: zipfile.ZipFile, entry: PersonalData, person: Person) -> int:
    if not entry.exported:
        return 0
    rows = list(get_rows(entry, person).values(*entry.exported))
    if not rows:
        return 0
    text = json.dumps(rows, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
    # What JSON makes of dates and keys is what the table shows too.
    plain = json.loads(text)
    archive.writestr(f"json/{entry.name}.json", text)
    archive.writestr(f"csv/{entry.name}.csv", _format_csv(entry.exported, plain))
    for name, storage in _list_files(entry, rows):
        _write_file(archive, entry, name, storage)
    return len(rows)


def _format_csv(columns: tuple[str, ...], rows: list[dict[str, Any]]) -> str:
    """Return a table that no spreadsheet computes anything in (S8)."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([neutralise(_format_cell(row[name])) for name in columns])
    return BOM + buffer.getvalue()


def _format_cell(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _list_files(
    entry: PersonalData, rows: list[dict[str, Any]]
) -> Iterator[tuple[str, Storage]]:
    for column in apps.get_model(entry.name)._meta.local_fields:
        if isinstance(column, models.FileField) and column.name in entry.exported:
            for row in rows:
                if row[column.name]:
                    yield row[column.name], column.storage


def _write_file(
    archive: zipfile.ZipFile, entry: PersonalData, name: str, storage: Storage
) -> None:
    # A row whose file is lost is in the table all the same.
    if storage.exists(name):
        with storage.open(name) as file:
            place = f"files/{entry.name}/{PurePosixPath(name).name}"
            archive.writestr(place, file.read())
