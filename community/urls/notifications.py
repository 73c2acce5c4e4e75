"""The notification centre, below /<language>/notifications/."""

from django.urls import URLPattern, URLResolver, path

from community.views import notifications

app_name = "community_notifications"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", notifications.notification_list, name="list"),
    path("count/", notifications.notification_count, name="count"),
    path("read/", notifications.notification_read, name="read"),
    path("read-all/", notifications.notification_read_all, name="read_all"),
    path("unread/", notifications.notification_unread, name="unread"),
]
