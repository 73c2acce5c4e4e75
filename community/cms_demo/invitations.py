"""A class code and three open invitations of the demo network."""

import datetime as dt

from django.contrib.auth import get_user_model

from cms.cms_demo.people import DEMO_NETWORK
from cms.demo import DemoPart, demo_parts
from cms.enums import Role
from cms.models import Network
from community.enums import MemberRole
from community.models import (
    ClassCode,
    Invitation,
)
from community.operations.class_codes import CodeTerms, make_class_code
from community.operations.invitations import invite_by_mail

DEMO_CODE = "VERBUND2"
INVITED = (
    ("neue-lehrkraft@example.org", "network-member", MemberRole.TEACHER, 12),
    ("neue-firma@example.org", "network-member", MemberRole.COMPANY, 6),
    ("neue-redaktion@example.org", "network-role", Role.EDITOR, 3),
)


def load_invitations(now: dt.datetime) -> int:
    """Give the demo network a class code and three open invitations, each once."""
    network = Network.objects.get(source_key=DEMO_NETWORK)
    people = get_user_model().objects
    teacher = people.get(username="teacher@example.org")
    count = 0
    if not ClassCode.objects.filter(code=DEMO_CODE).exists():
        terms = CodeTerms(
            label="8b, Musterschule", max_uses=30, lifetime=dt.timedelta(days=30)
        )
        row = make_class_code(network=network, terms=terms, actor=teacher, now=now)
        ClassCode.objects.filter(pk=row.pk).update(code=DEMO_CODE)
        count += 1
    for email, kind, option, days in INVITED:
        rows = Invitation.objects.filter(kind=kind, option=option)
        if not rows.addressed_to([email]).exists():
            invite_by_mail(
                kind=kind,
                thing=network,
                option=option,
                email=email,
                language="de",
                actor=people.get(username="coordinator@example.org"),
                now=now - dt.timedelta(days=days),
            )
            count += 1
    return count


demo_parts.register(
    DemoPart(name="community.invitations", load=load_invitations, order=101)
)
