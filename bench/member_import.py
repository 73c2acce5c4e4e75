"""Import of 10,000 people to invite against a bare bulk insert of the same rows.

Another number of people: `python bench/member_import.py 200`.
"""

import sys

from measure import Result, read_cpu_ms, report, start_django

PEOPLE = 10_000


def main(arguments: list[str]) -> None:
    count = int(arguments[0]) if arguments else PEOPLE
    start_django("member_import", is_fresh=True)
    from django.contrib.auth import get_user_model
    from django.contrib.contenttypes.models import ContentType
    from django.db import transaction
    from django.utils import timezone

    from cms.enums import NetworkKind
    from cms.models import Network
    from cms.operations.portal import open_portal
    from community.enums import ImportBasis, MemberRole
    from community.importers.member_jobs import read_plan, run_due_imports
    from community.models import Invitation, MemberImport
    from community.models.invitation import make_address_key
    from community.operations.member_imports import (
        ImportTerms,
        bring_import,
        describe_import,
        start_import,
    )

    open_portal(hostname="testserver")
    site = Network.objects.get_site()
    network = Network.objects.create(
        name="MINT Beispiel",
        slug="mint-beispiel",
        source_key="mint-beispiel",
        kind=NetworkKind.MINT_REGION,
        source_locale=site.source_locale,
    )
    user = get_user_model().objects.create_superuser("chef", "chef@example.org")
    lines = "".join(
        f"person{number}@example.org;Lehrkraft\n" for number in range(count)
    )
    content = f"E-Mail;Rolle\n{lines}".encode()
    now = timezone.now()
    kind = ContentType.objects.get_for_model(Network)

    def take(run: object) -> float:
        start = read_cpu_ms()
        run()  # type: ignore[operator]
        return (read_cpu_ms() - start) / 1000

    def insert_bare() -> None:
        with transaction.atomic():
            Invitation.objects.bulk_create(
                [
                    Invitation(
                        kind="network-member",
                        content_type=kind,
                        object_id=network.pk,
                        option="teacher",
                        email=f"bare{number}@example.org",
                        address_key=make_address_key(f"bare{number}@example.org"),
                        language="de",
                        invited_by=user,
                        invited_at=now,
                        expires_at=now,
                    )
                    for number in range(count)
                ],
                batch_size=500,
            )

    def bring() -> None:
        row = bring_import(
            network=network,
            content=content,
            columns={},
            language="de",
            actor=user,
            now=now,
        )
        terms = ImportTerms(
            columns={"email": "E-Mail", "role": "Rolle"},
            role=MemberRole.FRIEND,
            basis=ImportBasis.ASKED,
            basis_words="Messung",
        )
        describe_import(row=row, terms=terms, template_name="", actor=user)
        people = read_plan(MemberImport.objects.get(pk=row.pk)).people
        start_import(row=row, row_count=len(people), actor=user, now=now)
        run_due_imports(timezone.now())

    bare = count / take(insert_bare)
    made = count / take(bring)
    again = count / take(bring)
    assert Invitation.objects.count() == 2 * count
    report(
        Result(f"member import of {count:,} people", made, "a second of CPU"),
        Result(
            "member import against a bare bulk insert",
            made / bare * 100,
            "%",
            10,
            at_least=True,
        ),
        Result(f"member import of {count:,} known people", again, "a second of CPU"),
    )


if __name__ == "__main__":
    main(sys.argv[1:])
