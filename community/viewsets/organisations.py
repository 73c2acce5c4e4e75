"""Organisations and claims in Wagtail's admin: read, shown, hidden, decided (CO22, SP48)."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic

from cms.transitions import TransitionError
from cms.viewsets.base import (
    DayColumn,
    OwnEditView,
    OwnIndexView,
    OwnRowsMixin,
    StaffViewSet,
)
from community.enums import ClaimState, OrganisationState
from community.forms.organisations import DecideClaimForm, ShowForm
from community.models import Organisation, OrganisationClaim
from community.operations.organisation_claims import (
    HasAdminError,
    accept_claim,
    reject_claim,
)
from community.operations.organisations import (
    RefusedEntryError,
    decide_organisation,
)
from community.viewsets.two_people import TwoPeopleEditView, list_first_yes


class OrganisationIndexView(OwnIndexView):
    def get_base_queryset(self) -> Any:
        rows = super().get_base_queryset().select_related("network")
        # What nobody looks after is asked for by the to-do of that name.
        return rows.left_alone() if "left_alone" in self.request.GET else rows


class DecidingEditView(OwnEditView):
    """Says in words why a decision could not be kept."""

    sentences = {
        TransitionError: gettext_lazy("Somebody has decided in the meantime."),
        HasAdminError: gettext_lazy(
            "Somebody looks after this entry already: reject the claim."
        ),
        RefusedEntryError: gettext_lazy(
            "The organisation does not want to stand here. The entry stays hidden."
        ),
    }


class ShowView(DecidingEditView):
    def save_instance(self) -> Organisation:
        said = self.form.cleaned_data
        return decide_organisation(
            organisation=self.object,
            decision=OrganisationState(said["decision"]),
            words=said["words"],
            actor=self.request.user,
            now=timezone.now(),
        )


class InspectOrganisationView(OwnRowsMixin, generic.InspectView):
    def get_fields_context(self) -> list[dict[str, Any]]:
        row = self.object
        admins = row.team.admins().select_related("member").order_by("pk")
        found = [
            (_("Name"), row.name),
            (_("Status"), row.get_state_display()),
            (_("Network"), row.network),
            (_("Address"), f"{row.street} {row.postcode} {row.town}".strip()),
            (_("Website"), row.website),
            (_("Admins"), ", ".join(str(admin.member) for admin in admins)),
            (_("Source"), row.source_url),
            (_("The organisation was told"), row.told_at),
            (_("Refused by the organisation"), row.refused_at),
            (_("Why there is another one of this name"), row.namesake_reason),
            (_("Text before it was taken over"), row.earlier_about),
            (_("Added"), row.created_at),
            (_("Page"), make_link(row, "organisation_detail", _("See the page"))),
            (_("Edit"), make_link(row, "organisation_edit", _("Edit the entry"))),
            (_("Team"), make_link(row, "organisation_team", _("See the team"))),
        ]
        return [{"label": label, "value": value} for label, value in found if value]


def make_link(row: Organisation, route: str, label: str) -> str:
    url = reverse(f"community_organisations:{route}", args=[row.slug])
    return format_html('<a href="{}">{}</a>', url, label)


class OrganisationViewSet(StaffViewSet):
    model = Organisation
    icon = "site"
    menu_label = gettext_lazy("Organisations")
    menu_order = 340
    inspect_view_enabled = True
    index_view_class = OrganisationIndexView
    edit_view_class = ShowView
    inspect_view_class = InspectOrganisationView
    list_display = [
        TitleColumn(
            "name", label=gettext_lazy("Name"), url_name="organisations:inspect"
        ),
        Column("town", label=gettext_lazy("Town")),
        Column("network", label=gettext_lazy("Network")),
        Column("get_state_display", label=gettext_lazy("Status")),
        DayColumn("created_at", label=gettext_lazy("Added")),
    ]
    list_filter = ["state", "network"]
    search_fields = ["name", "town"]
    search_backend_name = None
    edit_handler = ObjectList(
        [FieldPanel("decision"), FieldPanel("words")], base_form_class=ShowForm
    )


class ClaimIndexView(OwnIndexView):
    def get_base_queryset(self) -> Any:
        rows = super().get_base_queryset()
        return rows.select_related("member", "organisation__network")


class DecideClaimView(TwoPeopleEditView):
    sentences = {**TwoPeopleEditView.sentences, **DecidingEditView.sentences}

    def save_instance(self) -> OrganisationClaim:
        said = self.form.cleaned_data
        now, user = timezone.now(), self.request.user
        if said["decision"] == ClaimState.ACCEPTED:
            return accept_claim(claim=self.object, actor=user, now=now)
        return reject_claim(claim=self.object, words=said["words"], actor=user, now=now)


class InspectClaimView(OwnRowsMixin, generic.InspectView):
    def get_fields_context(self) -> list[dict[str, Any]]:
        row = self.object
        found = [
            (_("Organisation"), row.organisation),
            (_("Who claims it"), row.member.display_name),
            (_("Status"), row.get_state_display()),
            (_("Why"), row.words),
            (_("Asked"), row.claimed_at),
            (_("Answer until"), row.due_date),
            *list_first_yes(row),
            (
                _("Page"),
                make_link(row.organisation, "organisation_detail", _("See the page")),
            ),
        ]
        return [{"label": label, "value": value} for label, value in found]


class OrganisationClaimViewSet(StaffViewSet):
    model = OrganisationClaim
    icon = "key"
    menu_label = gettext_lazy("Claims")
    menu_order = 350
    inspect_view_enabled = True
    index_view_class = ClaimIndexView
    edit_view_class = DecideClaimView
    inspect_view_class = InspectClaimView
    list_display = [
        TitleColumn(
            "organisation",
            label=gettext_lazy("Organisation"),
            url_name="organisation_claims:inspect",
        ),
        Column("member", label=gettext_lazy("Who claims it")),
        Column("get_state_display", label=gettext_lazy("Status")),
        Column("due_date", label=gettext_lazy("Answer until")),
    ]
    list_filter = ["state"]
    edit_handler = ObjectList(
        [FieldPanel("decision"), FieldPanel("words")], base_form_class=DecideClaimForm
    )


organisation_viewset = OrganisationViewSet("organisations", url_prefix="organisations")
organisation_claim_viewset = OrganisationClaimViewSet(
    "organisation_claims", url_prefix="organisation-claims"
)
