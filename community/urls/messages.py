"""Messages, below /<language>/messages/."""

from django.urls import URLPattern, URLResolver, path

from community.views import messages

app_name = "community_messages"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", messages.message_list, name="list"),
    path("new/", messages.message_new, name="new"),
    path("<int:pk>/", messages.message_thread, name="thread"),
    path("<int:pk>/leave/", messages.message_leave, name="leave"),
    path("<int:pk>/block/", messages.message_block, name="block"),
    path("<int:pk>/mute/", messages.message_mute, name="mute"),
    path("<int:pk>/star/", messages.message_star, name="star"),
]
