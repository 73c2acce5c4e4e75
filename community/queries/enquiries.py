"""What came in through contact forms, for whom it is for (CO38)."""

from dataclasses import dataclass

from cms.audiences import Viewer
from community.models import Enquiry

A_PAGE = 20


@dataclass(frozen=True)
class EnquiryPage:
    """One page, newest first; ``older`` is the key from which the next one goes on."""

    entries: list[Enquiry]
    older: int | None


def get_enquiry_page(*, viewer: Viewer, before: int | None) -> EnquiryPage:
    """Return what others have written to the viewer and the organisations she or he manages."""
    rows = Enquiry.objects.visible_to(viewer).select_related("organisation")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: A_PAGE + 1])
    page = found[:A_PAGE]
    return EnquiryPage(entries=page, older=page[-1].pk if len(found) > A_PAGE else None)
