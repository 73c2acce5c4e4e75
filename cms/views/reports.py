"""Reports of Wagtail that name pages of every network."""

from typing import Any

from django.http import HttpRequest
from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportView

from cms.enums import Role
from cms.permissions.roles import works_for_portal
from cms.views.translations import refuse


class CheckedPageTypesView(PageTypesUsageReportView):
    """It shows the title of the page edited last, whoever asks: for the portal's staff."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not works_for_portal(request.user, Role.EDITOR, Role.COORDINATOR):
            return refuse(request)
        return super().dispatch(request, *args, **kwargs)
