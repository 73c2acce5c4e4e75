"""Members: each part of a profile for whom it is open, and nothing of how to reach somebody.

A minor is found by nobody but the own account and who cares for the own networks (P4).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.conf import settings
from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from cms.models import Network, Term, TermLabel
from community.enums import Audience, MemberRole, ProfileTermKind, ProfileValueKind
from community.models import (
    Member,
    Membership,
    Profile,
    ProfileTerm,
    ProfileValue,
)
from search.entries.audiences import LEVELS, find_rung, join_tokens, list_rungs
from search.entries.pages import FACETS
from search.enums import ValueName
from search.registry import EntryDraft, SearchKind, Source, search_kinds

Words = Iterator[str]


class _Parts:
    """The words and values of a profile, gathered by who may read them."""

    def __init__(self, name: Audience, find: Callable[[str], Audience | None]) -> None:
        self.name, self.find = name, find
        self.summaries: dict[Audience, list[str]] = defaultdict(list)
        self.bodies: dict[Audience, list[str]] = defaultdict(list)
        self.values: dict[Audience, list[tuple[str, str]]] = defaultdict(list)

    def add(self, part: str, words: Iterable[str], values: Iterable[Any] = ()) -> None:
        rung = self.find(part)
        if rung is not None:
            self.bodies[rung] += [word for word in words if word]
            self.values[rung] += values

    def add_summary(self, part: str, text: str) -> None:
        rung = self.find(part)
        if rung is not None and text:
            self.summaries[rung].append(text)

    def list_rungs(self) -> list[Audience]:
        """Return, from the widest, the audiences for which there is something to say."""
        said: list[dict[Audience, Any]] = [self.summaries, self.bodies, self.values]
        return [
            rung
            for rung in LEVELS
            if rung == self.name or any(part.get(rung) for part in said)
        ]


def build_members(keys: list[int]) -> Iterator[tuple[int, EntryDraft]]:
    """Yield the entries of members as they are today."""
    day = timezone.localdate()
    confirmed = Membership.objects.confirmed().select_related("network")
    members = Member.objects.filter(pk__in=keys, profile__isnull=False)
    for member in members.select_related("profile").prefetch_related(
        "profile__terms__term__labels",
        "profile__values_chosen",
        Prefetch("memberships", confirmed.order_by("pk"), to_attr="confirmed"),
    ):
        for draft in _build_member(member, day):
            yield member.pk, draft


def _build_member(member: Any, day: dt.date) -> Iterator[EntryDraft]:
    profile = member.profile
    networks = [row.network for row in member.confirmed]
    rungs = list_rungs(member, [network.pk for network in networks], day)

    def find(part: str) -> Audience | None:
        audience = getattr(profile, f"{part}_audience")
        return find_rung(rungs, audience, profile.name_audience)

    name = find("name")
    if name is None:
        return
    parts = _Parts(name, find)
    _gather(parts, member, networks, day)
    with translation.override(member.language):
        url = reverse("community:member_detail", args=[member.slug])
    values: dict[str, set[str]] = defaultdict(set)
    for rung in parts.list_rungs():
        for facet, value in parts.values[rung]:
            values[facet].add(value)
        yield EntryDraft(
            language=member.language,
            title=member.display_name,
            names=member.display_name,
            url=url,
            level=LEVELS[rung],
            audience=join_tokens(rungs, rung),
            summary=", ".join(parts.summaries[rung]),
            body="\n".join(parts.bodies[rung]),
            owner=f"owner:{member.pk}",
            values={facet: frozenset(found) for facet, found in values.items()},
        )


def _gather(parts: _Parts, member: Any, networks: list[Network], day: dt.date) -> None:
    profile = member.profile
    for part in ("title", "position", "workplace"):
        parts.add_summary(part, getattr(profile, part))
    for part in ("about", "skills", "interests", "place"):
        parts.add(part, [getattr(profile, part)])
    parts.add("role", _say(MemberRole(member.role).label))
    parts.add(
        "networks",
        [network.display_name for network in networks],
        [(ValueName.NETWORK, network.slug) for network in networks],
    )
    values = list(profile.values_chosen.all())
    areas = [row for row in values if row.kind == ProfileValueKind.AREA]
    languages = [row for row in values if row.kind == ProfileValueKind.LANGUAGE]
    parts.add("areas", _label(areas), [(ValueName.STATE, row.value) for row in areas])
    parts.add("languages", _label(languages))
    _gather_terms(parts, profile, day)


def _gather_terms(parts: _Parts, profile: Profile, day: dt.date) -> None:
    is_hidden = {
        "offers": not profile.is_offering_on(day),
        "seeks": not profile.is_seeking_on(day),
    }
    terms: dict[str, list[Term]] = defaultdict(list)
    for row in profile.terms.all():
        terms[row.kind].append(row.term)
    for kind, part, own in (
        (ProfileTermKind.OFFER, "offers", profile.offers_text),
        (ProfileTermKind.SEEK, "seeks", profile.seeks_text),
        (ProfileTermKind.DISCIPLINE, "disciplines", ""),
        (ProfileTermKind.STAGE, "stages", ""),
    ):
        if not is_hidden.get(part):
            found = terms[kind]
            words = [row.label for term in found for row in term.labels.all()]
            facets = [
                (FACETS[taxonomy], term.slug)
                for term in found
                for taxonomy in FACETS
                if taxonomy == term.taxonomy
            ]
            parts.add(part, [*words, own], facets)


def _say(label: Any) -> list[str]:
    """Return a label in all languages of the site: who searches speaks one of them."""
    said = []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            said.append(str(label))
    return list(dict.fromkeys(said))


def _label(rows: list[ProfileValue]) -> Words:
    for row in rows:
        seen: list[str] = []
        for code, _name in settings.LANGUAGES:
            with translation.override(code):
                seen.append(row.label)
        yield from dict.fromkeys(seen)


def list_members() -> Iterator[int]:
    yield from Member.objects.order_by("pk").values_list("pk", flat=True).iterator()


def of_profiles(keys: list[int]) -> Iterable[int]:
    rows = Profile.objects.filter(pk__in=keys)
    return rows.values_list("member_id", flat=True)


def of_networks(keys: list[int]) -> Iterable[int]:
    rows = Membership.objects.confirmed().filter(network__in=keys)
    return rows.values_list("member_id", flat=True)


def of_terms(keys: list[int]) -> Iterable[int]:
    rows = ProfileTerm.objects.filter(term__in=keys)
    return rows.values_list("profile__member_id", flat=True)


search_kinds.register(
    SearchKind(
        name="member",
        label=_("Members"),
        model=Member,
        build=build_members,
        list_all=list_members,
        sources=(
            Source(
                model=Member,
                watched=(
                    "slug",
                    "display_name",
                    "role",
                    "birth_year",
                    "birth_month",
                    "state",
                    "language",
                ),
            ),
            Source(model=Profile, column="member"),
            Source(model=ProfileTerm, list_keys=of_profiles, column="profile"),
            Source(model=ProfileValue, list_keys=of_profiles, column="profile"),
            Source(model=Membership, column="member", watched=("state", "network")),
            Source(
                model=Network,
                list_keys=of_networks,
                watched=("slug", "name", "short_name"),
            ),
            Source(model=Term, list_keys=of_terms, watched=("slug",)),
            Source(model=TermLabel, list_keys=of_terms, column="term"),
        ),
        covers=(Member,),
        icon="user",
        order=100,
    )
)
