"""Officers, clearances and cases for the tests of child protection."""

import datetime as dt

from cms.enums import Role
from cms.models import OutboxMail
from community.enums import ClearanceTier, SafeguardingSource
from community.operations.clearances import approve_clearance, enter_clearance
from community.operations.safeguarding import Concern, open_safeguarding_case
from tests.cms.staff import give, make_user

NOW = dt.datetime(2027, 3, 3, 12, tzinfo=dt.UTC)
DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
TODAY = dt.date(2027, 3, 3)
SECRET = "KANARIENVOGEL"


def make_staff(name, network, *roles):
    user = make_user(name)
    for role in roles:
        give(user, network, role)
    return user


def make_officer(name, network):
    return make_staff(name, network, Role.SAFEGUARDING)


def enter(member, network, actor, *, now=NOW, tier=ClearanceTier.ONLINE, **values):
    day = now.date()
    return enter_clearance(
        **{
            "member": member,
            "network": network,
            "tier": tier,
            "certificate_date": day - 30 * DAY,
            "inspected_on": day,
            "valid_until": day + 3 * 365 * DAY,
            "actor": actor,
            "now": now,
        }
        | values
    )


def clear(member, network, first, second, *, now=NOW, **values):
    row = enter(member, network, first, now=now, **values)
    return approve_clearance(clearance=row, actor=second, now=now)


def tell(network, *, words=SECRET, now=NOW, author=None, **values):
    return open_safeguarding_case(
        concern=Concern(
            **{"network": network, "source": SafeguardingSource.BUTTON, "words": words}
            | values
        ),
        author=author,
        now=now,
    )


def list_mails(kind):
    rows = OutboxMail.objects.filter(kind=kind).order_by("pk")
    return [
        (mail.recipient.partition("@")[0], mail.template.rpartition("/")[2])
        for mail in rows
    ]
