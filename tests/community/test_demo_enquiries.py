"""The demo has a message from a contact form, and a teacher who took part (CO16, CO38)."""

import pytest
from django.utils import timezone

from community.cms_demo.contributions import load_contributions
from community.cms_demo.enquiries import load_enquiries
from community.models import Contribution, Enquiry
from tests.cms.pages import make_event, make_practice
from tests.community.profiles import make_adult


@pytest.mark.requirement("CO38")
def test_demo_message_arrives_once(portal):
    sponsor = make_adult("sponsor")
    type(sponsor.user).objects.filter(pk=sponsor.user.pk).update(
        username="sponsor@example.org"
    )

    assert [load_enquiries(timezone.now()) for _time in range(2)] == [1, 0]
    assert list(Enquiry.objects.delivered().values_list("member", flat=True)) == [
        sponsor.pk
    ]


@pytest.mark.requirement("CO16")
def test_demo_teacher_was_part_of_two_things_once(portal):
    teacher = make_adult("teacher")
    type(teacher.user).objects.filter(pk=teacher.user.pk).update(
        username="teacher@example.org"
    )
    event, entry = make_event().event, make_practice().entry

    assert [load_contributions(timezone.now()) for _time in range(2)] == [2, 0]
    rows = Contribution.objects.order_by("pk").values_list("event", "practice", "role")
    assert list(rows) == [(event.pk, None, "speaker"), (None, entry.pk, "team")]
