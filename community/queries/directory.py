"""The directory of members: who is listed for a viewer, with filters and counts (CO13, CO18)."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from django.db.models import Max, Q, QuerySet
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.audiences import Viewer, list_keys
from cms.enums import State, Taxonomy
from cms.geo import sort_key
from cms.queries.cards import Card, Meta, label_network
from cms.queries.distance import (
    Distance,
    DistanceForm,
    make_distance_form,
    read_distance,
)
from cms.queries.facets import build_url
from cms.queries.filtered_lists import (
    Filter,
    FilteredList,
    FoundValue,
    Listing,
    Narrowing,
    make_any_rule,
)
from cms.queries.paging import Paging
from cms.queries.pictures import Picture
from cms.queries.terms import LabelledTerm, list_families, list_terms
from cms.queries.thing_map import MAP, VIEW, wants_map
from cms.registry import Label
from community.enums import (
    Language,
    MemberRole,
    ProfileTermKind,
    ProfileValueKind,
)
from community.models import Member, Membership, Profile, ProfileTerm, ProfileValue
from community.models.member import list_open_audiences
from community.models.profile import PICTURE_SIDE
from community.queries.member_map import draw_member_map, make_district_filter
from community.queries.profiles import (
    TERM_PARAMETERS,
    TERM_PARTS,
    VALUE_PARTS,
    find_picture_url,
)

NEW_DAYS = 30
NAME_LENGTH = 60
QUERY = "q"
SORT = "sort"
ORDERS: Mapping[str, tuple[str, ...]] = {
    "": ("sort_name", "pk"),
    "first": ("display_name", "pk"),
    "new": ("-joined_at", "-pk"),
}
TAXONOMIES = {
    ProfileTermKind.OFFER: Taxonomy.OFFER_OR_NEED,
    ProfileTermKind.SEEK: Taxonomy.OFFER_OR_NEED,
    ProfileTermKind.DISCIPLINE: Taxonomy.TOPIC,
    ProfileTermKind.STAGE: Taxonomy.STAGE,
}
TERM_LABELS: Mapping[ProfileTermKind, Label] = {
    ProfileTermKind.OFFER: gettext_lazy("Offers"),
    ProfileTermKind.SEEK: gettext_lazy("Is looking for"),
    ProfileTermKind.DISCIPLINE: gettext_lazy("Subject"),
    ProfileTermKind.STAGE: gettext_lazy("Education stage"),
}


def list_members(*, request: HttpRequest, viewer: Viewer, day: dt.date) -> Listing:
    """Return one page of the directory with filters and counts.

    Raises:
        Http404: where the address asks for a page beyond the last.
    """
    distance = read_distance(request.GET)
    members = MemberList(
        viewer=viewer,
        day=day,
        params=request.GET,
        path=request.path,
        distance=distance,
    )
    form: DistanceForm = make_distance_form(distance, members)
    is_map = wants_map(request.GET)
    rest = members.get_pairs(without=[VIEW])
    return replace(
        members.get_listing(request),
        distance=form,
        map=draw_member_map(members) if is_map else None,
        other_view_url=build_url(
            request.path, rest if is_map else [*rest, (VIEW, MAP)]
        ),
        views=members.make_views(
            SORT,
            [("", _("By last name")), ("first", _("By first name")), ("new", _("New"))],
        ),
    )


class MemberList(FilteredList):
    """The members that are open to everybody of the viewer's kind.

    Filters and counts go by parts that are open to all members (to a visitor: to
    everybody), never by what contacts or staff may read besides; so all members see the
    same counts, and one index in memory serves them.
    """

    def __init__(
        self,
        *,
        viewer: Viewer,
        day: dt.date,
        params: QueryDict,
        path: str,
        distance: Distance,
    ) -> None:
        self.viewer = viewer
        self.day = day
        self.audiences = list_open_audiences(viewer)
        super().__init__(
            params=params,
            path=path,
            narrowings=[
                self._narrow_by_name(params),
                self._narrow_by_distance(distance),
            ],
            keep=(SORT, VIEW),
        )

    @cached_property
    def filters(self) -> tuple[Filter, ...]:
        terms = [self._make_term_filter(kind) for kind in TERM_PARTS]
        return (
            *terms[:2],
            self._make_role_filter(),
            *terms[2:],
            self._make_value_filter(
                ProfileValueKind.LANGUAGE, gettext_lazy("Language"), Language.choices
            ),
            self._make_value_filter(
                ProfileValueKind.AREA, gettext_lazy("Active in"), State.choices
            ),
            make_district_filter(audiences=self.audiences, read=self._read_columns),
            self._make_network_filter(),
            self._make_flag_filter(),
        )

    @cached_property
    def name(self) -> str:
        """Tell the directory's state: whoever changes a profile lets it be counted anew."""
        changed = Profile.objects.aggregate(at=Max("changed_at"))["at"]
        return f"members:{min(self.audiences)}:{self.day}:{changed}"

    def list_known(self) -> dict[str, Collection[str]]:
        known = super().list_known()
        for kind, taxonomy in TAXONOMIES.items():
            terms = self._terms.get(taxonomy, [])
            known[TERM_PARAMETERS[kind]] = {term.slug for term in terms}
        return known

    def list_all(self) -> QuerySet[Any]:
        return Member.objects.listed_for(self.viewer, self.day).order_by()

    def get_rows(self) -> QuerySet[Any]:
        rows = self.list_all().filter(self.build_rule())
        return rows.exclude(pk__in=self._blocked) if self._blocked else rows

    def list_cards(self, paging: Paging, request: HttpRequest) -> tuple[Card, ...]:
        order = ORDERS.get(self.params.get(SORT, ""), ORDERS[""])
        rows = self.get_rows().select_related("profile").order_by(*order)
        return tuple(self._make_card(member) for member in rows[paging.rows])

    @property
    def _blocked(self) -> list[int]:
        return list_keys(self.viewer.blocked, "owner")

    def find_within(self) -> int:
        within = super().find_within()
        return within & ~self.facets.make_mask(self._blocked)

    # --- what narrows without being a facet ----------------------------------------------

    def _narrow_by_name(self, params: QueryDict) -> Narrowing:
        words = " ".join(str(params.get(QUERY, "")).split())[:NAME_LENGTH]
        folded = sort_key(words).split()
        if not folded:
            return Narrowing()
        rule = Q()
        for word in folded:
            rule &= Q(sort_name__contains=word)
        label = _("named “%(words)s”") % {"words": words}
        return Narrowing(rule, words, (QUERY,), label)

    def _narrow_by_distance(self, distance: Distance) -> Narrowing:
        narrowing = distance.narrowing
        if distance.spot is None:
            return narrowing
        near = Profile.objects.filter(narrowing.rule, place_audience__in=self.audiences)
        return replace(narrowing, rule=Q(pk__in=near.values("member")))

    # --- filters -----------------------------------------------------------------------------

    @cached_property
    def _terms(self) -> Mapping[str, list[LabelledTerm]]:
        found: dict[str, list[LabelledTerm]] = {}
        for term in list_terms(sorted(set(TAXONOMIES.values()))):
            found.setdefault(term.taxonomy, []).append(term)
        return found

    def _open(self, part: str, prefix: str = "") -> Q:
        return Q(**{f"{prefix}{part}_audience__in": self.audiences})

    def _still(self, kind: ProfileTermKind, prefix: str = "") -> Q:
        """Leave out what was offered or looked for until a day that is over."""
        column = {ProfileTermKind.OFFER: "offers", ProfileTermKind.SEEK: "seeks"}
        if kind not in column:
            return Q()
        until = f"{prefix}{column[kind]}_until"
        return Q(**{f"{until}__isnull": True}) | Q(**{f"{until}__gte": self.day})

    @cached_property
    def _above(self) -> Mapping[ProfileTermKind, Mapping[int, list[LabelledTerm]]]:
        """By key of a term: itself and those above it, which find whoever names it."""
        found: dict[ProfileTermKind, dict[int, list[LabelledTerm]]] = {}
        for kind, taxonomy in TAXONOMIES.items():
            terms = self._terms.get(taxonomy, [])
            families = list_families(terms)
            above = found.setdefault(kind, {})
            for term in terms:
                for key in families[term.pk]:
                    above.setdefault(key, []).append(term)
        return found

    def _read_terms(self, _rows: QuerySet[Any]) -> Any:
        rule = Q(pk__in=[])
        for kind, part in TERM_PARTS.items():
            is_open = self._open(part, "profile__") & self._still(kind, "profile__")
            rule |= Q(kind=kind) & is_open
        rows = ProfileTerm.objects.filter(rule)
        return rows.values_list("profile__member", "kind", "term")

    def _read_values(self, _rows: QuerySet[Any]) -> Any:
        rule = Q(pk__in=[])
        for kind, part in VALUE_PARTS.items():
            rule |= Q(kind=kind) & self._open(part, "profile__")
        rows = ProfileValue.objects.filter(rule)
        return rows.values_list("profile__member", "kind", "value")

    def _read_columns(self, rows: QuerySet[Any]) -> Any:
        return rows.values_list(
            "pk",
            "role",
            "joined_at",
            "profile__role_audience",
            "profile__gives_talks",
            "profile__talks_audience",
            "profile__place",
            "profile__place_audience",
        )

    def _make_term_filter(self, kind: ProfileTermKind) -> Filter:
        part = TERM_PARTS[kind]

        def build_rule(slugs: tuple[str, ...]) -> Q:
            terms = self._terms.get(TAXONOMIES[kind], [])
            families = list_families(terms)
            keys = [key for t in terms if t.slug in slugs for key in families[t.pk]]
            rows = ProfileTerm.objects.filter(
                self._open(part, "profile__"),
                self._still(kind, "profile__"),
                kind=kind,
                term__in=keys,
            )
            return Q(pk__in=rows.values("profile__member"))

        def list_values(found: Iterable[Any]) -> Iterable[FoundValue]:
            for member, of_kind, key in found:
                if of_kind == kind:
                    for term in self._above[kind].get(key, ()):
                        yield member, term.slug, term.label

        return Filter(
            name=TERM_PARAMETERS[kind],
            label=TERM_LABELS[kind],
            build_rule=build_rule,
            read=self._read_terms,
            list_values=list_values,
        )

    def _make_role_filter(self) -> Filter:
        return Filter(
            name="role",
            label=gettext_lazy("Role"),
            build_rule=lambda values: (
                self._open("role", "profile__") & Q(role__in=values)
            ),
            read=self._read_columns,
            list_values=lambda found: (
                (pk, role, "")
                for pk, role, _joined, audience, *_others in found
                if audience in self.audiences
            ),
            options=MemberRole.choices,
        )

    def _make_value_filter(
        self,
        kind: ProfileValueKind,
        label: Label,
        options: Sequence[tuple[str, Label]],
    ) -> Filter:
        chosen = ProfileValue.objects.filter(
            self._open(VALUE_PARTS[kind], "profile__"), kind=kind
        )
        return Filter(
            name=kind,
            label=label,
            build_rule=lambda values: Q(
                pk__in=chosen.filter(value__in=values).values("profile__member")
            ),
            read=self._read_values,
            list_values=lambda found: (
                (pk, value, "") for pk, of_kind, value in found if of_kind == kind
            ),
            options=options,
        )

    def _make_network_filter(self) -> Filter:
        confirmed = Membership.objects.confirmed().filter(
            self._open("networks", "member__profile__")
        )
        return Filter(
            name="network",
            label=gettext_lazy("Network"),
            build_rule=lambda slugs: Q(
                pk__in=confirmed.filter(network__slug__in=slugs).values("member")
            ),
            list_values=lambda _rows: (
                (pk, slug, label_network(slug, name))
                for pk, slug, name in confirmed.values_list(
                    "member", "network__slug", "network__name"
                )
            ),
        )

    def _make_flag_filter(self) -> Filter:
        since = self.day - dt.timedelta(days=NEW_DAYS)
        rules = {
            "talks": self._open("talks", "profile__") & Q(profile__gives_talks=True),
            "new": Q(joined_at__date__gte=since),
        }

        def list_values(found: Iterable[Any]) -> Iterable[FoundValue]:
            for pk, _role, joined_at, _audience, gives_talks, audience, *_at in found:
                if gives_talks and audience in self.audiences:
                    yield pk, "talks", ""
                if timezone.localdate(joined_at) >= since:
                    yield pk, "new", ""

        return Filter(
            name="is",
            label=gettext_lazy("More"),
            build_rule=make_any_rule(rules),
            read=self._read_columns,
            list_values=list_values,
            options=[
                ("talks", gettext_lazy("gives talks")),
                ("new", gettext_lazy("joined in the last 30 days")),
            ],
        )

    # --- cards -------------------------------------------------------------------------------

    def _make_card(self, member: Member) -> Card:
        profile = member.profile
        reach = min(self.audiences)

        def read(part: str, value: str) -> str:
            return value if value and profile.opens(part, reach) else ""

        meta = []
        if workplace := read("workplace", profile.workplace):
            meta.append(Meta(workplace, "building-2"))
        if place := read("place", profile.place):
            meta.append(Meta(place, "map-pin"))
        picture = None
        if url := read("picture", find_picture_url(member)):
            side = PICTURE_SIDE
            picture = Picture(src=url, alt="", width=side, height=side)
        return Card(
            title=member.display_name,
            url=reverse("community:member_detail", args=[member.slug]),
            summary=read("position", profile.position),
            kicker=read("role", str(member.get_role_display())),
            meta=tuple(meta),
            picture=picture,
        )
