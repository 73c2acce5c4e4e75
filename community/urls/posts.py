"""Posts and comments, below /<language>/; lists stand with their network or group."""

from django.urls import URLPattern, URLResolver, path

from community.views import post_marks, post_moves, posts

app_name = "community_posts"

urlpatterns: list[URLPattern | URLResolver] = [
    path("networks/<slug:slug>/posts/", posts.network_posts, name="network_posts"),
    path(
        "networks/<slug:slug>/posts/new/",
        posts.network_post_new,
        name="network_post_new",
    ),
    path("groups/<slug:slug>/posts/", posts.group_posts, name="group_posts"),
    path("groups/<slug:slug>/posts/new/", posts.group_post_new, name="group_post_new"),
    path("posts/<uuid:post_key>/", posts.post_detail, name="post_detail"),
    path("posts/<uuid:post_key>/edit/", posts.post_edit, name="post_edit"),
    path("posts/<uuid:post_key>/remove/", posts.post_remove, name="post_remove"),
    path("posts/<uuid:post_key>/restore/", posts.post_restore, name="post_restore"),
    path("posts/<uuid:post_key>/thanks/", post_marks.post_thanks, name="post_thanks"),
    path("posts/<uuid:post_key>/mark/", post_marks.post_mark, name="post_mark"),
    path("posts/<uuid:post_key>/move/", post_moves.post_move, name="post_move"),
]
