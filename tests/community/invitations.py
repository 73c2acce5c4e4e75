"""Networks with people who make codes and invite, for tests."""

import datetime as dt

from django.utils import timezone

from cms.enums import Role
from community.enums import MemberRole
from community.models import ClassCode
from community.operations.class_codes import CodeTerms, make_class_code
from community.operations.invitations import invite_by_mail
from tests.cms.staff import give, make_user
from tests.community.people import make_member

INVITED = "neu@example.org"
DAY = dt.timedelta(days=1)


def make_coordinator(network, name="clara"):
    user = make_user(name)
    give(user, network, Role.COORDINATOR)
    return user


def make_teacher(network, name="theo", **values):
    return make_member(name, network=network, role=MemberRole.TEACHER, **values)


def make_code(network, user, *, max_uses=30, days=14, now=None) -> ClassCode:
    return make_class_code(
        network=network,
        terms=CodeTerms(
            label="8b", max_uses=max_uses, lifetime=dt.timedelta(days=days)
        ),
        actor=user,
        now=now or timezone.now(),
    )


def invite(
    actor, network, *, email=INVITED, kind="network-member", option="friend", now=None
):
    return invite_by_mail(
        kind=kind,
        thing=network,
        option=option,
        email=email,
        language="en",
        actor=actor,
        now=now or timezone.now(),
    )
