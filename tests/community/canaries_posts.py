"""The person of the canaries in posts, comments, mentions and thanks."""

import datetime as dt

from community.models import Mention, Post, PostVersion, Thanks

NOW = dt.datetime(2027, 3, 3, 12, tzinfo=dt.UTC)


def seed_posts(world):
    """Put the person into a post with an answer, one without, and into others' words."""
    handle = world.member.slug
    answered = write(world, world.member, f"{world.word} fragt")
    write(world, world.member, f"{world.word} redet allein")
    write(world, world.member, f"{world.word} antwortet sich selbst", parent=answered)
    others = write(world, world.neighbour, f"Danke @{handle}", parent=answered)
    own = write(world, world.neighbour, f"Frag doch @{handle} mal")
    write(world, world.member, f"{world.word} sagt ja", parent=own)
    PostVersion.objects.create(post=answered, text=f"{world.word} rät", until=NOW)
    PostVersion.objects.create(post=own, text=f"Hallo @{handle}", until=NOW)
    for post in (others, own):
        Mention.objects.create(post=post, member=world.member, handle=handle)
        Thanks.objects.create(post=post, member=world.member, said_at=NOW)


def write(world, author, text, **values):
    return Post.objects.create(
        author=author,
        network=world.network,
        audience="network",
        text=text,
        created_at=NOW,
        **values,
    )
