"""What links of cms do: show a draft to somebody outside (ED52)."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from cms.links import LinkPurpose, link_purposes
from cms.models import LinkToken
from cms.operations.sharing import SHARE_DRAFT

SHARE_DRAFT_LIFETIME = dt.timedelta(days=7)


def show_draft(_request: HttpRequest, _token: LinkToken, page: Any) -> HttpResponse:
    """Return the latest draft as a visitor would see it; the reader's own login plays no part."""
    draft = page.specific.get_latest_revision_as_object()
    response: HttpResponse = draft.make_preview_request(
        preview_mode=draft.default_preview_mode
    )
    return response


def can_still_share(token: LinkToken, page: Any) -> bool:
    """Return whether whoever shared the draft may still edit the page."""
    user = token.created_by
    return user is not None and page.permissions_for_user(user).can_edit()


link_purposes.register(
    LinkPurpose(
        name=SHARE_DRAFT,
        sentence=_("See a draft"),
        lifetime=SHARE_DRAFT_LIFETIME,
        is_single_use=False,
        show=show_draft,
        is_allowed=can_still_share,
    )
)
