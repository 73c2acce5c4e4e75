"""Messages through contact forms for tests."""

import datetime as dt
import itertools
from typing import Any

from django.urls import reverse
from django.utils import timezone

from cms.links import get_link_path
from cms.models import LinkToken
from community.forms.traps import sign_opening
from community.models import Enquiry, Organisation
from community.operations.enquiries import (
    CONFIRM_PURPOSE,
    EnquiryDetails,
    write_enquiry,
)

GUEST = "rita@gast.example"
openings = itertools.count()


def say(**values) -> dict[str, Any]:
    """Return what a browser sends; the form was opened a minute ago."""
    return {
        "opened": sign_opening(timezone.now() - dt.timedelta(minutes=1)),
        "homepage": "",
        "name": "Rita Beispiel",
        "email": GUEST,
        "text": "Kommst du in unsere AG?",
        "is_of_age": "on",
    } | values


def get_form_url(to) -> str:
    if isinstance(to, Organisation):
        return reverse(
            "community_organisations:enquiry_to_organisation", args=[to.slug]
        )
    return reverse("community:enquiry_to_member", args=[to.slug])


def write(to, *, sender=None, email=GUEST, text="Kommst du in unsere AG?", now=None):
    """Write as a guest, who has not confirmed, or as a member."""
    return write_enquiry(
        to=to,
        details=EnquiryDetails(
            name=sender.display_name if sender else "Rita Beispiel",
            email=sender.user.email if sender else email,
            text=text,
            opening=f"test-{next(openings)}",
        ),
        sender=sender,
        language="en",
        now=now or timezone.now(),
    )


def find_link_path(enquiry: Enquiry) -> str:
    link = LinkToken.objects.get(purpose=CONFIRM_PURPOSE, object_id=enquiry.pk)
    return get_link_path(link)
