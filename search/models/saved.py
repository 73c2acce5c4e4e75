"""Searches that somebody wants to hear of when something new is found (F13)."""

import datetime as dt
from dataclasses import dataclass

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.enums import Frequency
from community.models import Member

PARAMS_LENGTH = 1000
FREQUENCIES = (Frequency.AT_ONCE, Frequency.DAILY, Frequency.WEEKLY)


class SavedSearchQuerySet(models.QuerySet["SavedSearch"]):
    def running(self) -> "SavedSearchQuerySet":
        """Keep what is told of: confirmed and not ended."""
        return self.filter(confirmed_at__isnull=False, ended_at__isnull=True)

    def due_at(self, now: dt.datetime) -> "SavedSearchQuerySet":
        """Keep what is to be looked at now; of guests only what has not run out."""
        return self.running().filter(
            Q(expires_at__isnull=True) | Q(expires_at__gt=now), next_look_at__lte=now
        )

    def of_owner(self, owner: "Owner") -> "SavedSearchQuerySet":
        """Keep those of one person, or of one address."""
        return self.filter(member=owner.member_id, address=owner.address)

    def over_by(self, now: dt.datetime, kept: dt.timedelta) -> "SavedSearchQuerySet":
        """Keep what guests did not confirm or let run out, and what ended before ``kept``."""
        return self.filter(Q(expires_at__lte=now) | Q(ended_at__lte=now - kept))


@dataclass(frozen=True, kw_only=True)
class Owner:
    """Whose searches: a member's, or those of an address that a guest gave."""

    member_id: int | None = None
    address: str = ""


class SavedSearch(models.Model):
    """A question, how often somebody wants to hear of it, and until when it was looked at."""

    member = models.ForeignKey(
        Member,
        verbose_name=_("member"),
        on_delete=models.CASCADE,
        null=True,
        related_name="saved_searches",
    )
    address = models.EmailField(_("email address of a guest"), blank=True)
    language = models.CharField(_("language"), max_length=12)
    params = models.CharField(_("question"), max_length=PARAMS_LENGTH)
    """Words and filters as an address has them, in a fixed order: ``kind=offer&q=robotik``."""
    key = models.CharField(_("key"), max_length=64)
    """Of the question, whatever its upper and lower case; one person saves it once."""
    place = models.PositiveSmallIntegerField(_("place"), null=True)
    """One of the few that a person has; none once it is ended."""
    frequency = models.CharField(
        _("how often"),
        max_length=8,
        choices=[(value, value.label) for value in FREQUENCIES],
    )
    created_at = models.DateTimeField(_("saved"))
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)
    expires_at = models.DateTimeField(_("runs out"), null=True)
    """Only of guests: until when it must be confirmed, then when it ends."""
    seen_until = models.DateTimeField(_("looked at until"))
    next_look_at = models.DateTimeField(_("looked at next"))
    ended_at = models.DateTimeField(_("ended"), null=True)

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        constraints = [
            models.CheckConstraint(
                condition=Q(member__isnull=False, address="", expires_at__isnull=True)
                | Q(member__isnull=True, expires_at__isnull=False) & ~Q(address=""),
                name="saved_search_has_one_owner",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, place__isnull=False)
                | Q(ended_at__isnull=False, place__isnull=True),
                name="saved_search_has_a_place_or_end",
            ),
            models.CheckConstraint(
                condition=Q(frequency__in=[str(value) for value in FREQUENCIES]),
                name="saved_search_frequency_known",
            ),
            models.UniqueConstraint(
                fields=["member", "key"],
                condition=Q(member__isnull=False),
                name="saved_search_once_a_member",
            ),
            models.UniqueConstraint(
                fields=["address", "key"],
                condition=Q(member__isnull=True),
                name="saved_search_once_an_address",
            ),
            models.UniqueConstraint(
                fields=["member", "place"],
                condition=Q(member__isnull=False, place__isnull=False),
                name="saved_search_place_of_member",
            ),
            models.UniqueConstraint(
                fields=["address", "place"],
                condition=Q(member__isnull=True, place__isnull=False),
                name="saved_search_place_of_address",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_look_at"],
                condition=Q(ended_at__isnull=True, confirmed_at__isnull=False),
                name="saved_search_due",
            ),
        ]

    def __str__(self) -> str:
        return f"saved search {self.pk}"

    @property
    def owner(self) -> Owner:
        return Owner(member_id=self.member_id, address=self.address)

    @property
    def is_running(self) -> bool:
        return self.confirmed_at is not None and self.ended_at is None


class SavedMatch(models.Model):
    """A thing that a saved search has found: told, or there when it was saved; never again."""

    saved_search = models.ForeignKey(
        SavedSearch, on_delete=models.CASCADE, related_name="matches"
    )
    thing = models.CharField(_("thing"), max_length=64)
    """As in `Entry`: ``news:12``."""
    noted_at = models.DateTimeField(_("noted"))

    class Meta:
        verbose_name = _("match of a saved search")
        verbose_name_plural = _("matches of saved searches")
        constraints = [
            models.UniqueConstraint(
                fields=["saved_search", "thing"], name="saved_match_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.saved_search_id} {self.thing}"
