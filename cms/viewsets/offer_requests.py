"""Requests for offers in Wagtail's admin: read, and answered where a provider is silent."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic

from cms.enums import OfferRequestState
from cms.forms.offer_requests import StaffSettleForm
from cms.models import OfferRequest
from cms.operations.offer_requests import settle_request
from cms.queries.offer_requests import list_request_facts, with_offer_titles
from cms.transitions import WrongStateError
from cms.viewsets.base import OwnEditView, OwnIndexView, OwnRowsMixin, StaffViewSet


class OfferRequestIndexView(OwnIndexView):
    def get_base_queryset(self) -> Any:
        return with_offer_titles(super().get_base_queryset())


class AnswerRequestView(OwnEditView):
    sentences = {
        WrongStateError: gettext_lazy("Somebody has answered in the meantime.")
    }

    def save_instance(self) -> OfferRequest:
        said = self.form.cleaned_data
        return settle_request(
            offer_request=self.object,
            outcome=OfferRequestState(said["outcome"]),
            text=said["text"],
            actor=self.request.user,
            now=timezone.now(),
        )


class InspectRequestView(OwnRowsMixin, generic.InspectView):
    def get_fields_context(self) -> list[dict[str, Any]]:
        """Return what was asked and answered, in the words of the provider's mail."""
        found = [(_("Status"), self.object.get_state_display())]
        found += list_request_facts(self.object)
        return [{"label": label, "value": value} for label, value in found]


asked = [
    FieldPanel(name, read_only=True)
    for name in ("name", "email", "place", "wished_dates", "message", "due_on")
]


class OfferRequestViewSet(StaffViewSet):
    model = OfferRequest
    icon = "mail"
    menu_label = gettext_lazy("Requests for offers")
    menu_order = 320
    inspect_view_enabled = True
    index_view_class = OfferRequestIndexView
    edit_view_class = AnswerRequestView
    inspect_view_class = InspectRequestView
    list_display = [
        TitleColumn(
            "offer_title",
            label=gettext_lazy("Offer"),
            url_name="offer_requests:inspect",
        ),
        Column("get_role_display", label=gettext_lazy("Who asks")),
        Column("place", label=gettext_lazy("School or place")),
        Column("get_state_display", label=gettext_lazy("Status")),
        Column("due_on", label=gettext_lazy("Answer until")),
        Column("network", label=gettext_lazy("Network")),
    ]
    list_filter = ["state", "network"]
    edit_handler = ObjectList(
        [
            MultiFieldPanel(asked, heading=gettext_lazy("The request")),
            FieldPanel("outcome"),
            FieldPanel("text"),
        ],
        base_form_class=StaffSettleForm,
    )


offer_request_viewset = OfferRequestViewSet(
    "offer_requests", url_prefix="offer-requests"
)
