"""What all page types share: network, texts, terms, and the way to the row."""

from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Locale, Page, PageManager, PageViewRestriction
from wagtail.query import PageQuerySet

from cms.blocks import BodyBlock
from cms.models.network import Network
from cms.models.thing import LocalisedRow


class ListedPageQuerySet(PageQuerySet):
    def listed(self, locale: Locale) -> "ListedPageQuerySet":
        """Keep what a visitor's list shows: live, not restricted, written in this language."""
        return self.filter(
            ~Exists(_restrictions_above()),
            locale=locale,
            live=True,
            alias_of__isnull=True,
        )


def _restrictions_above() -> Any:
    """Wagtail's ``public()`` asks for all restrictions first; this is one condition."""
    path = ExpressionWrapper(OuterRef("path"), output_field=models.CharField())
    return PageViewRestriction.objects.annotate(listed_path=path).filter(
        listed_path__startswith=F("page__path")
    )


ListedPageManager = PageManager.from_queryset(ListedPageQuerySet)


class BasePage(Page):
    """A page of ours: it belongs to a network, set from its branch on save (ED71)."""

    page_ptr = models.OneToOneField(
        Page,
        parent_link=True,
        on_delete=models.CASCADE,
        related_name="%(app_label)s_%(class)s",
    )
    network = models.ForeignKey(
        Network,
        verbose_name=_("network"),
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    summary = models.CharField(
        _("summary"),
        max_length=200,
        blank=True,
        help_text=_("One or two sentences for lists, search engines and shared links."),
    )

    needs_second_reader: ClassVar[bool] = False
    """Whether somebody other than the writer must approve it (four eyes, ED51)."""

    objects = ListedPageManager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> Any:
        if self.network_id is None:
            self.network = self.get_branch_network()
        return super().save(*args, **kwargs)

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        # The frame of the site (menus, language links) is made around this page.
        request.cms_page = self
        return super().get_context(request, *args, **kwargs)

    def get_view_restrictions(self) -> Any:
        """Return the restrictions of this page and those above, in one query.

        An alias has those of its source, as in Wagtail.
        """
        page = self.alias_of or self
        steps = range(page.steplen, len(page.path) + 1, page.steplen)
        paths = [page.path[:end] for end in steps]
        return PageViewRestriction.objects.filter(
            Q(page__path__in=paths) | Q(page__aliases__path__in=paths)
        ).distinct()

    def get_branch_network(self) -> Network:
        """Return the network of the branch that the page stands in, else the portal."""
        parent = self.get_parent()
        network = getattr(parent.specific, "network", None) if parent else None
        return network or Network.objects.get_site()


class ContentPage(BasePage):
    """A page with a lead image and a body (ED6)."""

    lead_image = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("lead image"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    lead_image_alt = models.CharField(
        _("alternative text of the lead image"),
        max_length=200,
        blank=True,
        help_text=_("What can be seen, for those who cannot see it."),
    )
    lead_image_is_decorative = models.BooleanField(
        _("the lead image is decorative"),
        default=False,
        help_text=_("It tells nothing that the text does not say; readers skip it."),
    )
    body = StreamField(BodyBlock(), verbose_name=_("content"), blank=True)
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)

    class Meta:
        abstract = True


class ThingPage(ContentPage):
    """A page of one language in front of the row that all its languages share."""

    thing_attribute: ClassVar[str]
    """Name of the foreign key to the row."""

    class Meta:
        abstract = True

    @property
    def thing(self) -> LocalisedRow:
        return getattr(self, self.thing_attribute)

    @property
    def is_fact_source(self) -> bool:
        """Whether this page's dates are the ones that count: written first, no alias."""
        return (
            self.alias_of_id is None and self.locale_id == self.thing.source_locale_id
        )

    def get_facts(self) -> dict[str, Any]:
        """Return the row's columns that this page sets when it is published."""
        return {"network": self.network}

    def save(self, *args: Any, **kwargs: Any) -> Any:
        with transaction.atomic():
            if self.network_id is None:
                self.network = self.get_branch_network()
            if self.locale_id is None:
                self.locale = self.get_default_locale()
            self._attach_thing()
            result = super().save(*args, **kwargs)
            # A draft of a live page is saved with update_fields: it must not reach the row.
            if (
                self.live
                and self.is_fact_source
                and kwargs.get("update_fields") is None
            ):
                self.thing.write_facts(self.get_facts())
        return result

    def _attach_thing(self) -> None:
        if self.alias_of_id and getattr(self, f"{self.thing_attribute}_id"):
            return
        model = self._meta.get_field(self.thing_attribute).related_model
        current = getattr(self, self.thing_attribute, None)
        if current is None or current.translation_key != self.translation_key:
            row, _created = model.objects.get_or_create(
                translation_key=self.translation_key,
                defaults={
                    "network": self.network,
                    "source_locale": self.locale,
                    **self.get_row_defaults(),
                },
            )
            setattr(self, self.thing_attribute, row)

    def get_row_defaults(self) -> dict[str, Any]:
        """Return what a new row needs besides network and language."""
        return {}
