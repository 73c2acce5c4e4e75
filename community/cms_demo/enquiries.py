"""A guest has written to a demo company through the contact form; invented."""

import datetime as dt

from cms.demo import DemoPart, demo_parts
from community.models import Enquiry, Member
from community.operations.enquiries import (
    EnquiryDetails,
    confirm_enquiry,
    write_enquiry,
)
from community.permissions.enquiries import find_receivers

OPENING = "demo"
TEXT = (
    "Guten Tag, unsere Schule plant einen Projekttag zu Robotik. Hätten Sie Lust, "
    "eine Stunde lang von Ihrem Beruf zu erzählen?"
)


def load_enquiries(now: dt.datetime) -> int:
    """Write once to a member whose profile is public."""
    if Enquiry.objects.filter(opening=OPENING).exists():
        return 0
    member = Member.objects.get(user__username="sponsor@example.org")
    if not find_receivers(member, None, now).exists():
        return 0
    enquiry = write_enquiry(
        to=member,
        details=EnquiryDetails(
            name="Rita Beispiel",
            email="rita@schule.example",
            text=TEXT,
            opening=OPENING,
        ),
        sender=None,
        language="de",
        now=now,
    )
    confirm_enquiry(enquiry=enquiry, now=now)
    return 1


demo_parts.register(
    DemoPart(name="community.enquiries", load=load_enquiries, order=197)
)
