"""Members, below /<language>/members/."""

from django.urls import URLPattern, URLResolver, path

from community.views import people

app_name = "community"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", people.member_list, name="member_list"),
    path("<slug:slug>/", people.member_detail, name="member_detail"),
    path("<slug:slug>/picture/", people.member_picture, name="member_picture"),
    path("<slug:slug>/contact/", people.contact_ask, name="contact_ask"),
    path("<slug:slug>/block/", people.member_block, name="member_block"),
]
