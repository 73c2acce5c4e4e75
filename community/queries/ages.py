"""What was said yes to, in words, for the page of the own consents."""

from community.consent import Standing
from community.enums import ConsentScope
from community.models import Consent, Member


def list_scopes(standing: Standing) -> list[tuple[str, bool]]:
    """Return each scope with whether it is allowed now."""
    return [
        (str(scope.label), scope in standing.scopes)
        for scope in ConsentScope
        if scope != ConsentScope.ACCOUNT
    ]


def has_guardians_yes_to_pictures(member: Member) -> bool:
    """Tell whether the guardian had agreed to pictures; below 18 it needs both."""
    given = Consent.objects.in_force().filter(
        member=member, scope=ConsentScope.PICTURES, by_guardian=True
    )
    return given.exists()
