"""Child protection, below /<language>/safeguarding/."""

from django.urls import URLPattern, URLResolver, path

from community.views import safeguarding
from community.views import safeguarding_cases as cases

app_name = "community_safeguarding"

urlpatterns: list[URLPattern | URLResolver] = [
    path("report/", safeguarding.report, name="report"),
    path("reads/", cases.read_list, name="read_list"),
    path("contact/", cases.officer_contact, name="officer_contact"),
    path("cases/", cases.case_list, name="case_list"),
    path("cases/new/", cases.case_new, name="case_new"),
    path("notices/<slug:number>/", cases.case_from_notice, name="case_from_notice"),
    path("cases/<slug:number>/", cases.case_detail, name="case_detail"),
    path("cases/<slug:number>/entry/", cases.case_entry, name="case_entry"),
    path("cases/<slug:number>/evidence/", cases.case_evidence, name="case_evidence"),
    path("cases/<slug:number>/move/", cases.case_move, name="case_move"),
    path("cases/<slug:number>/step/", cases.case_step, name="case_step"),
    path("cases/<slug:number>/party/", cases.case_party, name="case_party"),
    path("cases/<slug:number>/freeze/", cases.case_freeze, name="case_freeze"),
    path("cases/<slug:number>/lift/", cases.case_lift, name="case_lift"),
]
