"""What a form says where two people decide (CO56)."""

from django.utils.translation import gettext as _

from cms.models import Network
from community.models.two_people import DecidedByTwo
from community.operations.two_people import is_decided_by_two


def say_who_decides(row: DecidedByTwo, network: Network) -> str:
    """Return how many have to say yes and who has; nothing where one person decides."""
    if not is_decided_by_two(network):
        return ""
    if row.first_yes_at is None:
        return _("A yes needs two people here: after yours, a second one is asked.")
    return _(
        "One person has said yes already. A second person decides; a no needs one."
    )
