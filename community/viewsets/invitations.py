"""Invitations of a network in Wagtail's admin: made, read, sent again, withdrawn (CO47)."""

from typing import Any

from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic

from cms.limits import LimitExceededError, check_limit
from cms.transitions import WrongStateError
from cms.viewsets.base import (
    DayColumn,
    OwnEditView,
    OwnIndexView,
    OwnRowsMixin,
    StaffViewSet,
)
from community.forms.invitations import (
    WITHDRAW,
    ChangeInvitationForm,
    InviteForm,
)
from community.models import Invitation
from community.operations.invitations import (
    AlreadyInvitedError,
    InvitesOneselfError,
    SentTooOftenError,
    invite_by_mail,
    resend_invitation,
    withdraw_invitation,
)
from community.queries.invitations import describe_invitation

ERASED = gettext_lazy("(address erased)")
SENTENCES = {
    AlreadyInvitedError: gettext_lazy(
        "There is an open invitation to the same. You can send it again from the list."
    ),
    InvitesOneselfError: gettext_lazy("Nobody invites themselves."),
    LimitExceededError: gettext_lazy(
        "You have sent many invitations within an hour. Please go on later."
    ),
    SentTooOftenError: gettext_lazy("Three mails are enough; it was sent three times."),
    WrongStateError: gettext_lazy("There is an answer in the meantime."),
}
"""What is said instead of an error."""

SAID_ERRORS: tuple[type[Exception], ...] = tuple(SENTENCES)


class SaidErrorsMixin:
    """Turns the errors of the operations into sentences on the form."""

    def form_valid(self, form: Any) -> Any:
        try:
            check_limit("invitation", person=self.request.user)  # type: ignore[attr-defined]  # -- a mixin
            return super().form_valid(form)  # type: ignore[misc]  # -- a mixin
        except SAID_ERRORS as error:
            form.add_error(None, SENTENCES[type(error)])
        view: Any = self
        view.produced_error_message = view.get_error_message()
        view.produced_error_code = "validation_error"
        return view.form_invalid(form)


class InvitationIndexView(OwnIndexView):
    def get_base_queryset(self) -> Any:
        rows = super().get_base_queryset().prefetch_related("thing")
        return rows.order_by("-invited_at", "-pk")


class InviteView(SaidErrorsMixin, generic.CreateView):
    def save_instance(self) -> Invitation:
        chosen = self.form.cleaned_data
        kind, option = self.form.get_offer()
        return invite_by_mail(
            kind=kind,
            thing=chosen["network"],
            option=option,
            email=chosen["email"],
            language=get_language() or "",
            actor=self.request.user,
            now=timezone.now(),
        )


class ChangeInvitationView(SaidErrorsMixin, OwnEditView):
    def save_instance(self) -> Invitation:
        now = timezone.now()
        if self.form.cleaned_data["step"] == WITHDRAW:
            return withdraw_invitation(
                invitation=self.object, actor=self.request.user, now=now
            )
        return resend_invitation(invitation=self.object, now=now)


def get_shown_address(row: Invitation) -> Any:
    return row.email or ERASED


class InspectInvitationView(OwnRowsMixin, generic.InspectView):
    def get_fields_context(self) -> list[dict[str, Any]]:
        row = self.object
        found = [
            (_("E-mail address"), get_shown_address(row)),
            (_("Invited to"), describe_invitation(row)),
            (_("Status"), row.get_state_display()),
            (_("Invited"), row.invited_at),
            (_("Mails sent"), row.sent_count),
            (_("Works until"), row.expires_at),
        ]
        return [{"label": label, "value": value} for label, value in found]


class InvitationViewSet(StaffViewSet):
    model = Invitation
    icon = "mail"
    menu_label = gettext_lazy("Invitations")
    menu_order = 332
    inspect_view_enabled = True
    index_view_class = InvitationIndexView
    add_view_class = InviteView
    edit_view_class = ChangeInvitationView
    inspect_view_class = InspectInvitationView
    list_display = [
        TitleColumn(
            "email",
            label=gettext_lazy("E-mail address"),
            accessor=get_shown_address,
            url_name="invitations:inspect",
        ),
        Column("what", label=gettext_lazy("Invited to"), accessor=describe_invitation),
        Column("get_state_display", label=gettext_lazy("Status")),
        DayColumn("invited_at", label=gettext_lazy("Invited")),
        DayColumn("expires_at", label=gettext_lazy("Works until")),
    ]
    list_filter = ["state"]
    form_fields = ["email"]

    def get_form_class(self, for_update: bool = False) -> Any:  # noqa: FBT001, FBT002 -- Wagtail's signature
        return ChangeInvitationForm if for_update else InviteForm


invitation_viewset = InvitationViewSet("invitations", url_prefix="invitations")
