"""Members, below /<language>/members/."""

from django.urls import URLPattern, URLResolver, path

from community.views import enquiries, mutes, people

app_name = "community"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", people.member_list, name="member_list"),
    path("<slug:slug>/", people.member_detail, name="member_detail"),
    path("<slug:slug>/picture/", people.member_picture, name="member_picture"),
    path("<slug:slug>/contact/", people.contact_ask, name="contact_ask"),
    path("<slug:slug>/block/", people.member_block, name="member_block"),
    path("<slug:slug>/mute/", mutes.member_mute, name="member_mute"),
    path("<slug:slug>/write/", enquiries.enquiry_to_member, name="enquiry_to_member"),
    path(
        "<slug:slug>/write/sent/",
        enquiries.enquiry_to_member_sent,
        name="enquiry_to_member_sent",
    ),
]
