"""Cases in Wagtail's admin: the queue, the case, and the decision (CO50, CO52)."""

from typing import Any

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic

from cms.models import StateChange
from cms.transitions import WrongStateError
from cms.viewsets.base import (
    OwnDeleteView,
    OwnEditView,
    OwnHistoryView,
    OwnIndexView,
    OwnRowsMixin,
    OwnUsageView,
    StaffViewSet,
)
from community.enums import CaseState
from community.forms.moderation import REVIEW, DecideCaseForm
from community.models import ModerationCase
from community.operations.moderation import decide_appeal, decide_case, review_case
from community.permissions.moderation import can_decide_case, get_readable_cases
from community.permissions.safeguarding import get_open_notices
from community.queries.moderation import (
    CRIME_REASONS,
    get_kind_label,
    list_statement_facts,
)


class FoundCaseMixin:
    """Answers a case of others like one that does not exist (A2)."""

    request: Any
    kwargs: dict[str, Any]

    def get_object(self, *_args: Any, **_kwargs: Any) -> ModerationCase:
        cases = get_readable_cases(self.request.user).select_related(
            "network", "author"
        )
        case = cases.filter(pk=self.kwargs["pk"]).first()
        if case is None:
            raise Http404
        return case


class CaseIndexView(OwnIndexView):
    def get_base_queryset(self) -> Any:
        rows: Any = super().get_base_queryset()
        return rows.select_related("network").in_queue_order()

    def order_queryset(self, queryset: Any) -> Any:
        # The order is that of urgency; no other is offered.
        return queryset


class DecideCaseView(FoundCaseMixin, OwnEditView):
    def get_object(self, *args: Any, **kwargs: Any) -> ModerationCase:
        case = super().get_object(*args, **kwargs)
        if not can_decide_case(self.request.user, case):
            raise Http404
        return case

    sentences = {WrongStateError: gettext_lazy("Somebody has decided in the meantime.")}

    def save_instance(self) -> ModerationCase:
        case, now = self.object, timezone.now()
        shared = {"case": case, "actor": self.request.user, "now": now}
        if self.form.cleaned_data["decision"] == REVIEW:
            review_case(**shared)
        elif case.state == CaseState.APPEALED:
            decide_appeal(verdict=self.form.get_verdict(), **shared)
        else:
            decide_case(verdict=self.form.get_verdict(), **shared)
        found: ModerationCase = case
        return found


class InspectCaseView(FoundCaseMixin, OwnRowsMixin, generic.InspectView):
    template_name = "community/admin/moderation_case.html"

    def get_fields_context(self) -> list[dict[str, Any]]:
        case = self.object
        found = [
            (_("Number"), case.number),
            (_("Kind"), get_kind_label(case)),
            (_("Network"), case.network),
            (_("Status"), case.get_state_display()),
            (_("child at risk"), _("yes") if case.is_urgent else _("no")),
            (_("Out of sight"), _("yes") if case.is_held else _("no")),
            (_("objection to"), case.objects_to.number if case.objects_to else ""),
            (_("received"), case.received_at),
            (_("Title"), case.title),
            (_("address"), case.url),
            (_("content when it was reported"), case.text),
        ]
        return [
            {"label": label, "value": value} for label, value in found if value != ""
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        case = self.object
        notices = list(
            case.notices.select_related("reporter").order_by("made_at", "pk")
        )
        decisions = case.decisions.select_related("statement", "decided_by").order_by(
            "decided_at", "pk"
        )
        return super().get_context_data(**kwargs) | {
            "notices": notices,
            "decisions": [
                (row, self._list_facts(row), getattr(row, "statement", None))
                for row in decisions
            ],
            "can_open_safeguarding": get_open_notices(self.request.user)
            .filter(pk=case.pk)
            .exists(),
            "may_be_crime": any(row.reason in CRIME_REASONS for row in notices),
            "history": StateChange.objects.filter(
                content_type__app_label="community",
                content_type__model="moderationcase",
                object_id=case.pk,
            ).select_related("actor"),
            "state_labels": dict(CaseState.choices),
        }

    def _list_facts(self, decision: Any) -> list[tuple[Any, str]]:
        statement = getattr(decision, "statement", None)
        if statement is None:
            return [(_("What was decided"), decision.get_outcome_display())]
        return list_statement_facts(statement)


class CaseHistoryView(FoundCaseMixin, OwnHistoryView):
    pass


class CaseUsageView(FoundCaseMixin, OwnUsageView):
    pass


class CaseDeleteView(FoundCaseMixin, OwnDeleteView):
    pass


class ModerationViewSet(StaffViewSet):
    model = ModerationCase
    icon = "warning"
    menu_label = gettext_lazy("Reported items")
    menu_order = 340
    inspect_view_enabled = True
    index_view_class = CaseIndexView
    edit_view_class = DecideCaseView
    inspect_view_class = InspectCaseView
    history_view_class = CaseHistoryView
    usage_view_class = CaseUsageView
    delete_view_class = CaseDeleteView
    list_display = [
        TitleColumn(
            "number", label=gettext_lazy("Number"), url_name="moderation:inspect"
        ),
        Column("public_title", label=gettext_lazy("What it is about")),
        Column("is_urgent", label=gettext_lazy("Child at risk")),
        Column("get_state_display", label=gettext_lazy("Status")),
        Column("network", label=gettext_lazy("Network")),
        Column("waiting_since", label=gettext_lazy("Waiting since")),
    ]
    list_filter = ["state", "is_urgent", "network"]
    edit_handler = ObjectList(
        [
            FieldPanel(name)
            for name in ("decision", "basis", "provision", "facts", "days")
        ],
        base_form_class=DecideCaseForm,
    )


moderation_viewset = ModerationViewSet("moderation", url_prefix="moderation")
