"""The demo's organisations are whole and invented (CO21)."""

import pytest
from django.utils import timezone

from cms.cms_demo.people import DEMO_NETWORK
from community.cms_demo.members import load_members
from community.cms_demo.organisations import ORGANISATIONS, load_organisations
from community.models import Organisation, OrganisationTerm, TeamMembership
from tests.cms.staff import make_network

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("CO21", "SP47")
def test_twelve_stand_once_and_two_have_an_admin(portal):
    network = make_network("Nord")
    type(network).objects.filter(pk=network.pk).update(source_key=DEMO_NETWORK)
    now = timezone.now()
    load_members(now)

    added = [load_organisations(now), load_organisations(now)]

    named = sum(1 + len(one.topics) + len(one.stages) for one in ORGANISATIONS)
    admins = TeamMembership.objects.admins().order_by("pk")
    assert added == [12, 0]
    assert Organisation.objects.live().count() == 12
    assert Organisation.objects.filter(latitude__isnull=True).count() == 0
    assert OrganisationTerm.objects.count() == named
    assert list(admins.values_list("member__user__email", flat=True)) == [
        "sponsor@example.org",
        "teacher@example.org",
    ]
    assert sum(row.is_pre_made for row in Organisation.objects.all()) == 10
