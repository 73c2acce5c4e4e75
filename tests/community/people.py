"""Members for tests: adults, young people, children with and without a yes."""

import datetime as dt
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.utils import timezone

from cms.models import Network
from cms.transitions import apply_transition
from community.consent import TEXT_VERSION
from community.enums import ConsentScope, MemberRole
from community.models import Consent, Member, Membership
from community.operations.accounts import AccountDetails, open_account
from community.transitions import CONFIRM_MEMBERSHIP

PASSWORD = "Birke-Kompass-71"
ADULT, YOUTH, CHILD = (1990, 5), 17, 14


def born(years: int, day: dt.date | None = None) -> tuple[int, int]:
    """Return year and month of birth of who has reached this age for some months."""
    day = day or timezone.localdate()
    months = day.year * 12 + day.month - 1 - years * 12 - 4
    return months // 12, months % 12 + 1


def make_login(name: str, **values: Any) -> Any:
    user = get_user_model().objects.create_user(
        username=name, email=f"{name}@example.org", password=PASSWORD, **values
    )
    EmailAddress.objects.create(
        user=user, email=user.email, primary=True, verified=True
    )
    return user


def make_member(
    name: str = "ada",
    *,
    age: int = 30,
    network: Network | None = None,
    is_confirmed: bool = True,
    role: MemberRole = MemberRole.FRIEND,
    now: dt.datetime | None = None,
) -> Member:
    now = now or timezone.now()
    year, month = born(age, timezone.localdate(now))
    member = open_account(
        user=make_login(name),
        details=AccountDetails(
            display_name=name.capitalize(),
            role=role,
            birth_year=year,
            birth_month=month,
            network=network,
        ),
        language="en",
        now=now,
    )
    if network is not None and is_confirmed:
        row = Membership.objects.get(member=member, network=network)
        apply_transition(row=row, transition=CONFIRM_MEMBERSHIP, actor=None, now=now)
    return member


def make_child(
    name: str = "kim", *, age: int = 14, has_consent: bool = True, **values: Any
) -> Member:
    member = make_member(name, age=age, role=MemberRole.PUPIL, **values)
    if has_consent:
        consent_to(member, ConsentScope.ACCOUNT)
    return member


def consent_to(member: Member, *scopes: ConsentScope, by_guardian: bool = True) -> None:
    for scope in scopes:
        Consent.objects.create(
            member=member,
            scope=scope,
            by_guardian=by_guardian,
            text_version=TEXT_VERSION,
            given_at=timezone.now(),
        )
