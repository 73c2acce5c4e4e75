"""Files of people to invite, and imports of them, for tests."""

import io

from django.utils import timezone
from openpyxl import Workbook

from community.enums import ImportBasis, MemberRole
from community.importers.member_jobs import read_plan
from community.operations.member_imports import (
    ImportTerms,
    bring_import,
    describe_import,
    start_import,
)

CSV = (
    "E-Mail;Rolle;Telefon\r\nada@example.org;Lehrkraft;+49 170\r\nbob@example.org;;\r\n"
)


def make_workbook(*rows) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def bring(actor, network, content=CSV):
    return bring_import(
        network=network,
        content=content if isinstance(content, bytes) else content.encode(),
        columns={},
        language="en",
        actor=actor,
        now=timezone.now(),
    )


def describe(row, actor, *, email="E-Mail", role_column="", template=""):
    columns = {"email": email} | ({"role": role_column} if role_column else {})
    return describe_import(
        row=row,
        terms=ImportTerms(
            columns=columns,
            role=MemberRole.FRIEND,
            basis=ImportBasis.ASKED,
            basis_words="Liste vom Treffen im März",
        ),
        template_name=template,
        actor=actor,
    )


def start(row, actor):
    start_import(
        row=row,
        row_count=len(read_plan(row).people),
        actor=actor,
        now=timezone.now(),
    )


def make_started(actor, network, content=CSV, **values):
    row = describe(bring(actor, network, content), actor, **values)
    start(row, actor)
    return row
