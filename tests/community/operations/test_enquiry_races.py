"""Two clicks on the link of a contact form deliver once (R12)."""

import threading

import pytest
from django.db import connection
from django.utils import timezone

from cms.transitions import TransitionError
from community.models import Notification
from community.operations.enquiries import confirm_enquiry
from tests.community.enquiries import write
from tests.community.profiles import make_adult

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.mark.requirement("CO38", "R12")
def test_two_confirmations_deliver_once(portal, repetitions):
    for turn in range(repetitions):
        ada = make_adult(f"ada{turn}")
        enquiry, ends = write(ada, text=f"Hallo {turn}"), []
        barrier = threading.Barrier(2)

        def confirm(row=enquiry, ends=ends, barrier=barrier):
            barrier.wait()
            try:
                confirm_enquiry(enquiry=row, now=timezone.now())
                ends.append("done")
            except TransitionError:
                ends.append("refused")
            finally:
                connection.close()

        threads = [threading.Thread(target=confirm) for _click in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert sorted(ends) == ["done", "refused"]
        assert Notification.objects.filter(recipient=ada, kind="enquiry").count() == 1
