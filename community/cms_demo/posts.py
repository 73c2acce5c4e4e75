"""Demo posts of the last month: for the demo network and for groups that are there (all invented)."""

import datetime as dt
from dataclasses import dataclass

from cms.cms_demo.people import DEMO_NETWORK
from cms.demo import DemoPart, demo_parts
from cms.models import Network
from community.cms_demo.members import find_person
from community.enums import ContentAudience
from community.models import Group, GroupMembership, Post
from community.operations.posts import (
    mark_post,
    say_thanks,
    write_comment,
    write_post,
)

HOUR = dt.timedelta(hours=1)


@dataclass(frozen=True)
class DemoPost:
    """Who wrote what so many days ago, who answered, and who says thank you."""

    author: str
    days: int
    text: str
    comments: tuple[tuple[str, str], ...] = ()
    thanks: tuple[str, ...] = ()
    is_pinned: bool = False
    audience: ContentAudience = ContentAudience.NETWORK
    group: str = ""
    """The name of the group that it is written for, where it is one."""


POSTS = (
    DemoPost(
        "coordinator",
        29,
        "Willkommen bei den Beiträgen unseres Netzwerks.\n\nHier kann jede und jeder "
        "Erwachsene fragen, anbieten und erzählen. Termine gehören in den Kalender, damit "
        "sie auch findet, wer nicht mitliest.",
        (("teacher", "Schön, dass es das jetzt gibt. Ich fange gleich mit einer Frage an."),),
        ("teacher", "mentor", "alumna"),
        is_pinned=True,
    ),
    DemoPost(
        "teacher",
        27,
        "Meine 8b will im Frühjahr Feinstaub messen. Hat jemand Sensoren, die wir uns für "
        "drei Wochen leihen können? Zehn Stück würden reichen.",
        (
            ("sponsor", "Wir haben zwölf in der Ausbildungswerkstatt. Ich frage nach."),
            ("sponsor", "Geht klar. Holt sie ab Montag beim Empfang ab."),
            ("teacher", "Großartig, danke. Die Daten teilen wir danach hier."),
        ),
        ("mentor", "coordinator"),
    ),
    DemoPost(
        "alumna",
        19,
        "Ich suche für den Sommer ein Praktikum im Werkstofflabor, gern acht Wochen. Wer "
        "kennt einen Betrieb in der Region, der so etwas macht?",
        (("mentor", "Schreib mir, ich kenne zwei. Beide nehmen gern Leute von hier."),),
        ("mentor",),
        audience=ContentAudience.MEMBERS,
    ),
    DemoPost(
        "mentor",
        11,
        "Gestern beim Reparaturabend: 14 Geräte, 11 laufen wieder. Am häufigsten war es ein "
        "Wackelkontakt. Die Anleitung zum Löten liegt jetzt im Makerspace aus.",
        (
            ("teacher", "Dürfen wir die Anleitung für die Technik-AG kopieren?"),
            ("mentor", "Klar, dafür ist sie da."),
        ),
        ("teacher", "alumna", "sponsor", "coordinator"),
    ),
    DemoPost(
        "sponsor",
        3,
        "Unsere Werkführung für Lehrkräfte ist am ersten Freitag im Monat um 15 Uhr. Es "
        "sind noch fünf Plätze frei. Sicherheitsschuhe haben wir.",
        (("coordinator", "Ich gebe es an die Schulen weiter."),),
        ("teacher",),
    ),
)  # fmt: skip
GROUP_POST = (
    "Wie wollen wir uns absprechen? Mein Vorschlag: Was alle wissen müssen, steht hier; "
    "Termine tragen wir in den Kalender ein."
)
GROUP_COMMENT = "So machen wir es. Ich schaue einmal in der Woche herein."


def load_posts(now: dt.datetime) -> int:
    """Write the posts once; each group with people in it gets one, with an answer."""
    network = Network.objects.get(source_key=DEMO_NETWORK)
    if Post.objects.filter(network=network).exists():
        return 0
    count = sum(load_post(demo, network, now) for demo in POSTS)
    groups = Group.objects.active().filter(network=network, has_posts=True)
    count += sum(load_group_posts(group, now) for group in groups.order_by("pk"))
    # Nobody is told of what is a month old.
    Post.objects.filter(network=network).update(told_at=now)
    return count


def load_post(demo: DemoPost, network: Network, now: dt.datetime) -> int:
    moment = now - dt.timedelta(days=demo.days)
    group = Group.objects.filter(network=network, name=demo.group).first()
    post = write_post(
        author=find_person(demo.author),
        network=network,
        group=group,
        audience=ContentAudience.GROUP if group else demo.audience,
        text=demo.text,
        now=moment,
    )
    for number, (author, text) in enumerate(demo.comments, start=2):
        write_comment(
            author=find_person(author),
            parent=post,
            text=text,
            now=moment + number * HOUR,
        )
    for name in demo.thanks:
        say_thanks(post=post, member=find_person(name), now=moment + HOUR)
    if demo.is_pinned:
        mark_post(post=post, mark="is_pinned", is_on=True)
    return 1 + len(demo.comments)


def load_group_posts(group: Group, now: dt.datetime) -> int:
    """Let whoever leads a group write, and the next one answer."""
    rows = GroupMembership.objects.active().filter(group=group).order_by("-role", "pk")
    people = [row.member for row in rows.select_related("member__user")[:2]]
    if len(people) < 2:  # noqa: PLR2004 -- one to write, one to answer
        return 0
    moment = now - dt.timedelta(days=8)
    post = write_post(
        author=people[0],
        network=group.network,
        group=group,
        audience=ContentAudience.GROUP,
        text=f"{group.name}: {GROUP_POST}",
        now=moment,
    )
    write_comment(author=people[1], parent=post, text=GROUP_COMMENT, now=moment + HOUR)
    return 2


demo_parts.register(DemoPart(name="community.posts", load=load_posts, order=180))
