"""Class codes of a network in Wagtail's admin: made, read, revoked (CO3)."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic

from cms.viewsets.base import (
    DayColumn,
    OwnEditView,
    OwnIndexView,
    OwnRowsMixin,
    StaffViewSet,
)
from community.forms.class_codes import RevokeClassCodeForm, StaffClassCodeForm
from community.models import ClassCode
from community.operations.class_codes import (
    RevokedAlreadyError,
    make_class_code,
    revoke_class_code,
)


class ClassCodeIndexView(OwnIndexView):
    def get_base_queryset(self) -> Any:
        rows = super().get_base_queryset().select_related("network", "created_by")
        return rows.order_by("-created_at", "-pk")


class MakeClassCodeView(generic.CreateView):
    def save_instance(self) -> ClassCode:
        return make_class_code(
            network=self.form.cleaned_data["network"],
            terms=self.form.get_terms(),
            actor=self.request.user,
            now=timezone.now(),
        )


class RevokeClassCodeView(OwnEditView):
    sentences = {RevokedAlreadyError: gettext_lazy("The code was revoked before.")}

    def save_instance(self) -> ClassCode:
        return revoke_class_code(class_code=self.object, now=timezone.now())


class InspectClassCodeView(OwnRowsMixin, generic.InspectView):
    def get_fields_context(self) -> list[dict[str, Any]]:
        row = self.object
        sheet = reverse("community_me:class_code_sheet", args=[row.pk])
        found = [
            (_("Class and school"), row.label),
            (_("Code"), row.printed),
            (_("Network"), row.network),
            (_("Used"), f"{row.used_count} / {row.max_uses}"),
            (_("Works until"), row.expires_at),
            (_("Revoked"), row.revoked_at or _("no")),
            (
                _("To be printed"),
                format_html('<a href="{0}">{1}</a>', sheet, _("Sheet")),
            ),
        ]
        return [{"label": label, "value": value} for label, value in found]


class ClassCodeViewSet(StaffViewSet):
    model = ClassCode
    icon = "key"
    menu_label = gettext_lazy("Class codes")
    menu_order = 331
    inspect_view_enabled = True
    index_view_class = ClassCodeIndexView
    add_view_class = MakeClassCodeView
    edit_view_class = RevokeClassCodeView
    inspect_view_class = InspectClassCodeView
    list_display = [
        TitleColumn(
            "label",
            label=gettext_lazy("Class and school"),
            url_name="class_codes:inspect",
        ),
        Column("printed", label=gettext_lazy("Code")),
        Column("network", label=gettext_lazy("Network")),
        Column("used_count", label=gettext_lazy("Used")),
        Column("max_uses", label=gettext_lazy("Number of uses")),
        DayColumn("expires_at", label=gettext_lazy("Works until")),
        DayColumn("revoked_at", label=gettext_lazy("Revoked")),
    ]
    list_filter = ["network"]
    form_fields = ["label"]

    def get_form_class(self, for_update: bool = False) -> Any:  # noqa: FBT001, FBT002 -- Wagtail's signature
        return RevokeClassCodeForm if for_update else StaffClassCodeForm


class_code_viewset = ClassCodeViewSet("class_codes", url_prefix="class-codes")
