"""One import started twice at the same moment, and two files with one address (R12, CO57)."""

import threading

import pytest
from django.db import connection
from django.utils import timezone

from cms.models import Network
from cms.transitions import WrongStateError
from community.importers.member_jobs import run_due_imports
from community.models import Invitation, MemberImport
from tests.cms.staff import make_network
from tests.community.invitations import make_coordinator
from tests.community.member_files import bring, describe, make_started, start

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
MANY = 4


def do_together(deed) -> list[str]:
    ends, barrier = [], threading.Barrier(MANY)

    def run():
        barrier.wait()
        try:
            deed()
            ends.append("done")
        except WrongStateError:
            ends.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _turn in range(MANY)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(ends)


@pytest.mark.requirement("CO57", "R12")
def test_import_is_started_once(portal, repetitions):
    network = make_network("Nord")
    clara = make_coordinator(network)
    for _turn in range(repetitions):
        row = describe(bring(clara, network), clara)

        ends = do_together(lambda row=row: start(row, clara))

        assert ends == ["done", "refused", "refused", "refused"]
    assert Network.objects.filter(pk=network.pk).exists()


@pytest.mark.requirement("CO57", "R5", "R12")
def test_same_people_in_several_files_are_invited_once(portal, repetitions):
    network = make_network("Nord")
    clara = make_coordinator(network)
    for turn in range(repetitions):
        content = f"E-Mail\na{turn}@example.org\nb{turn}@example.org\n"
        rows = [make_started(clara, network, content) for _file in range(MANY)]

        ends = do_together(lambda: run_due_imports(timezone.now()))

        found = MemberImport.objects.filter(pk__in=[row.pk for row in rows])
        assert ends == ["done"] * MANY
        assert Invitation.objects.count() == 2 * (turn + 1)
        assert sum(row.invited_count for row in found) == 2
        assert sum(row.known_count for row in found) == 2 * (MANY - 1)
