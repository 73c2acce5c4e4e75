"""School holidays in Wagtail's admin, entered by staff of the portal (ED73)."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import Column

from cms.forms.staff import SchoolHolidayForm
from cms.models import SchoolHoliday
from cms.viewsets.base import DayColumn, OwnIndexView, StaffViewSet


class SchoolHolidayIndexView(OwnIndexView):
    def get_base_queryset(self) -> Any:
        # The newest year is the one that is planned with.
        return super().get_base_queryset().order_by("-start_date", "state")


class SchoolHolidayViewSet(StaffViewSet):
    model = SchoolHoliday
    icon = "calendar-alt"
    menu_label = _("School holidays")
    menu_order = 330
    index_view_class = SchoolHolidayIndexView
    list_display = [
        Column("name", label=_("Name")),
        Column("get_state_display", label=_("State")),
        DayColumn("start_date", label=_("First day")),
        DayColumn("end_date", label=_("Last day")),
    ]
    list_filter = ["state"]
    edit_handler = ObjectList(
        [
            FieldPanel("state"),
            FieldPanel("name"),
            FieldRowPanel([FieldPanel("start_date"), FieldPanel("end_date")]),
        ],
        base_form_class=SchoolHolidayForm,
    )


school_holiday_viewset = SchoolHolidayViewSet(
    "school_holidays", url_prefix="school-holidays"
)
