"""Groups, below /<language>/groups/."""

from django.urls import URLPattern, URLResolver, path

from community.views import group_events as events
from community.views import group_files as files
from community.views import group_joining as joining
from community.views import group_members as members
from community.views import group_ways_in as ways_in
from community.views import groups

app_name = "community_groups"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", groups.group_list, name="group_list"),
    path("mine/", groups.group_mine, name="group_mine"),
    path("new/", groups.group_new, name="group_new"),
    path("rejoin/", joining.group_rejoin, name="group_rejoin"),
    path("join/<str:token>/", joining.group_join_by_link, name="group_join_by_link"),
    path("<slug:slug>/", groups.group_detail, name="group_detail"),
    path("<slug:slug>/edit/", groups.group_edit, name="group_edit"),
    path("<slug:slug>/archive/", groups.group_archive, name="group_archive"),
    path("<slug:slug>/join/", joining.group_join, name="group_join"),
    path("<slug:slug>/leave/", joining.group_leave, name="group_leave"),
    path("<slug:slug>/mute/", joining.group_mute, name="group_mute"),
    path("<slug:slug>/welcome/", joining.group_welcome, name="group_welcome"),
    path("<slug:slug>/members/", members.group_members, name="group_members"),
    path("<slug:slug>/members/export/", members.group_export, name="group_export"),
    path(
        "<slug:slug>/members/requests/", members.group_requests, name="group_requests"
    ),
    path("<slug:slug>/members/remove/", members.group_remove, name="group_remove"),
    path(
        "<slug:slug>/members/<int:mate_id>/",
        members.groupmate_decide,
        name="groupmate_decide",
    ),
    path("<slug:slug>/invite/", ways_in.group_invite, name="group_invite"),
    path("<slug:slug>/link/", ways_in.group_link, name="group_link"),
    path(
        "<slug:slug>/invitations/<int:invitation_id>/withdraw/",
        ways_in.group_invitation_withdraw,
        name="group_invitation_withdraw",
    ),
    path("<slug:slug>/files/", files.group_files, name="group_files"),
    path(
        "<slug:slug>/files/<int:file_id>/remove/",
        files.group_file_remove,
        name="group_file_remove",
    ),
    path("<slug:slug>/events/", events.group_events, name="group_events"),
    path("<slug:slug>/events/add/", events.group_event_add, name="group_event_add"),
    path(
        "<slug:slug>/events/<int:entry_id>/remove/",
        events.group_event_remove,
        name="group_event_remove",
    ),
]
