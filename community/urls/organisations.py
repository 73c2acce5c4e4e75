"""Organisations, below /<language>/organisations/."""

from django.urls import URLPattern, URLResolver, path

from community.views import enquiries, organisations
from community.views import organisation_logos as logos
from community.views import organisation_refusals as refusals
from community.views import organisation_team as team

app_name = "community_organisations"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", organisations.organisation_list, name="organisation_list"),
    path("new/", organisations.organisation_new, name="organisation_new"),
    path("<slug:slug>/", organisations.organisation_detail, name="organisation_detail"),
    path(
        "<slug:slug>/edit/", organisations.organisation_edit, name="organisation_edit"
    ),
    path("<slug:slug>/logo/", logos.organisation_logo, name="organisation_logo"),
    path(
        "<slug:slug>/logo/edit/",
        logos.organisation_logo_edit,
        name="organisation_logo_edit",
    ),
    path("<slug:slug>/team/", team.organisation_team, name="organisation_team"),
    path("<slug:slug>/team/ask/", team.team_ask, name="team_ask"),
    path("<slug:slug>/team/leave/", team.team_leave, name="team_leave"),
    path("<slug:slug>/team/show/", team.team_show, name="team_show"),
    path("<slug:slug>/team/invite/", team.team_invite, name="team_invite"),
    path(
        "<slug:slug>/team/invitations/<int:invitation_id>/",
        team.team_invitation,
        name="team_invitation",
    ),
    path("<slug:slug>/team/<int:row_id>/", team.team_decide, name="team_decide"),
    path(
        "<slug:slug>/refuse/", refusals.organisation_refuse, name="organisation_refuse"
    ),
    path("<slug:slug>/claim/", team.organisation_claim, name="organisation_claim"),
    path("<slug:slug>/claim/withdraw/", team.claim_withdraw, name="claim_withdraw"),
    path(
        "<slug:slug>/write/",
        enquiries.enquiry_to_organisation,
        name="enquiry_to_organisation",
    ),
    path(
        "<slug:slug>/write/sent/",
        enquiries.enquiry_to_organisation_sent,
        name="enquiry_to_organisation_sent",
    ),
]
