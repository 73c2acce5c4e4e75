"""Reports of Wagtail that name pages of every network."""

from typing import Any

from django.http import HttpRequest
from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportView

from cms.views.translations import refuse


class CheckedPageTypesView(PageTypesUsageReportView):
    """It shows the title of the page edited last, in whichever network it is."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.is_superuser:
            return refuse(request)
        return super().dispatch(request, *args, **kwargs)
