"""The demo has a message from a contact form (CO38)."""

import pytest
from django.utils import timezone

from community.cms_demo.enquiries import load_enquiries
from community.models import Enquiry
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
