"""Own proposals, below /<language>/me/proposals/."""

from django.urls import URLPattern, URLResolver, path

from cms.views import proposals

app_name = "cms_me"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", proposals.proposal_list, name="proposal_list"),
    path("new/<slug:kind_name>/", proposals.proposal_new, name="proposal_new"),
    path("<int:proposal_id>/", proposals.proposal_detail, name="proposal_detail"),
    path("<int:proposal_id>/edit/", proposals.proposal_edit, name="proposal_edit"),
    path(
        "<int:proposal_id>/change/", proposals.proposal_change, name="proposal_change"
    ),
    path(
        "<int:proposal_id>/submit/", proposals.proposal_submit, name="proposal_submit"
    ),
    path(
        "<int:proposal_id>/withdraw/",
        proposals.proposal_withdraw,
        name="proposal_withdraw",
    ),
    path(
        "<int:proposal_id>/preview/",
        proposals.proposal_preview,
        name="proposal_preview",
    ),
]
