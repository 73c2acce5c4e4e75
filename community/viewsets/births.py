"""Wishes for another month of birth, in Wagtail's admin (P31)."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic

from cms.transitions import WrongStateError
from cms.viewsets.base import (
    DayColumn,
    OwnEditView,
    OwnIndexView,
    OwnRowsMixin,
    StaffViewSet,
)
from community.enums import CorrectionState
from community.forms.births import DecideCorrectionForm
from community.models import BirthCorrection
from community.operations.births import decide_birth_correction


class BirthCorrectionIndexView(OwnIndexView):
    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("member")


class DecideCorrectionView(OwnEditView):
    sentences = {WrongStateError: gettext_lazy("Somebody has decided in the meantime.")}

    def save_instance(self) -> BirthCorrection:
        said = self.form.cleaned_data
        return decide_birth_correction(
            correction=self.object,
            decision=CorrectionState(said["decision"]),
            words=said["words"],
            actor=self.request.user,
            now=timezone.now(),
        )


class InspectCorrectionView(OwnRowsMixin, generic.InspectView):
    def get_fields_context(self) -> list[dict[str, Any]]:
        row = self.object
        found = [
            (_("Name shown"), row.member.display_name),
            (_("Month before"), f"{row.old_month}/{row.old_year}"),
            (_("Month wished for"), f"{row.birth_month}/{row.birth_year}"),
            (_("What happened"), row.words or "–"),
            (_("Status"), row.get_state_display()),
            (_("asked"), row.asked_at),
        ]
        return [{"label": label, "value": value} for label, value in found]


class BirthCorrectionViewSet(StaffViewSet):
    model = BirthCorrection
    icon = "date"
    menu_label = gettext_lazy("Months of birth")
    menu_order = 331
    inspect_view_enabled = True
    index_view_class = BirthCorrectionIndexView
    edit_view_class = DecideCorrectionView
    inspect_view_class = InspectCorrectionView
    list_display = [
        TitleColumn(
            "member",
            label=gettext_lazy("Name shown"),
            url_name="birth_corrections:inspect",
        ),
        Column("get_state_display", label=gettext_lazy("Status")),
        DayColumn("asked_at", label=gettext_lazy("asked")),
    ]
    list_filter = ["state"]
    edit_handler = ObjectList(
        [FieldPanel("decision"), FieldPanel("words")],
        base_form_class=DecideCorrectionForm,
    )


birth_correction_viewset = BirthCorrectionViewSet(
    "birth_corrections", url_prefix="birth-corrections"
)
