"""Who reads and answers requests for offers: staff of the offer's network (ED29, S25)."""

from typing import Any

from django.db.models import QuerySet

from cms.models import OfferRequest
from cms.models.branch import REVIEWERS
from cms.permissions.roles import get_active_roles


def get_readable_requests(user: Any) -> QuerySet[OfferRequest]:
    """Return the confirmed requests of the networks that the person edits or coordinates.

    The portal's staff see the portal's own only: requests name people.
    """
    confirmed = OfferRequest.objects.confirmed()
    if user.is_active and user.is_superuser:
        return confirmed
    roles = get_active_roles(user).filter(role__in=REVIEWERS)
    return confirmed.filter(network__in=roles.values("network"))


def can_read_request(user: Any, offer_request: OfferRequest) -> bool:
    """Tell whether the person may see who asked what."""
    return get_readable_requests(user).filter(pk=offer_request.pk).exists()


def can_answer_request(user: Any, offer_request: OfferRequest) -> bool:
    """Tell whether the person may answer in the provider's place."""
    return offer_request.is_open and can_read_request(user, offer_request)
