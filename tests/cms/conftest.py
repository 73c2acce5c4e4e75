"""Fixtures that several tests of cms share."""

import pytest

from cms.enums import Role
from cms.models import Network
from tests.cms.staff import give, make_user


@pytest.fixture
def editor(client, portal):
    """Return the first editor of the portal, logged in."""
    person = make_user("edda")
    give(person, Network.objects.get_site(), Role.EDITOR)
    client.force_login(person)
    return person
