"""Images and documents with what the law and good manners ask for (ED6, P15, W62)."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images import get_image_model_string
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage

from cms.enums import Licence
from cms.validators.content import looks_like_file_name


class Consent(models.TextChoices):
    """Whether the people in a picture agreed to its publication."""

    NOT_NEEDED = "not-needed", _("nobody can be recognised")
    GIVEN = "given", _("given, proof is kept by the network")
    MISSING = "missing", _("not yet given")


class SourceField(models.URLField):  # type: ignore[type-arg]  # -- not generic at run time
    """An address without a scheme is meant as https; Wagtail's image form sets no default."""

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"assume_scheme": "https"} | kwargs)

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.URLField", args, kwargs


class MediaFacts(models.Model):
    """What a picture must say about its origin and the people in it."""

    credit = models.CharField(
        _("credit"),
        max_length=160,
        help_text=_("Shown at the picture, for example: Ada Beispiel, Musterstadt."),
    )
    licence = models.CharField(
        _("licence"), max_length=24, choices=Licence, default=Licence.ALL_RIGHTS
    )
    source_url = SourceField(_("source"), blank=True)
    people_shown = models.BooleanField(_("people can be recognised"), default=False)
    consent = models.CharField(
        _("consent of the people shown"),
        max_length=16,
        choices=Consent,
        default=Consent.NOT_NEEDED,
        help_text=_(
            "With minors the guardians' consent, from about 14 years their own too."
        ),
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.people_shown and self.consent == Consent.NOT_NEEDED:
            raise ValidationError(
                {"consent": _("Where people can be recognised, say if they agreed.")}
            )

    @property
    def may_be_published(self) -> bool:
        return not self.people_shown or self.consent == Consent.GIVEN


class Image(MediaFacts, AbstractImage):
    # Named anew: in a site that keeps Wagtail's own model too, both would claim one name.
    uploaded_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="cms_images",
    )
    tags = TaggableManager(
        verbose_name=_("tags"), blank=True, related_name="cms_images"
    )

    admin_form_fields = (
        "title",
        "file",
        "description",
        "credit",
        "licence",
        "source_url",
        "people_shown",
        "consent",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = WagtailImage._meta.permissions

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if looks_like_file_name(self.description or ""):
            raise ValidationError(
                {
                    "description": _(
                        "This is a file name. Say in words what can be seen; editors "
                        "get it as a proposal for the alternative text."
                    )
                }
            )


class Rendition(AbstractRendition):
    image = models.ForeignKey(
        Image, on_delete=models.CASCADE, related_name="renditions"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"],
                name="rendition_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.image_id}: {self.filter_spec}"


class MediaNote(MediaFacts):
    """The same facts for the image model of a host site."""

    image = models.OneToOneField(
        get_image_model_string(),
        on_delete=models.CASCADE,
        related_name="cms_media_note",
    )

    def __str__(self) -> str:
        return self.credit


class Document(AbstractDocument):
    # Named anew: in a site that keeps Wagtail's own model too, both would claim one name.
    uploaded_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="cms_documents",
    )
    tags = TaggableManager(
        verbose_name=_("tags"), blank=True, related_name="cms_documents"
    )

    description = models.CharField(_("description"), max_length=200, blank=True)
    language = models.CharField(
        _("language"),
        max_length=12,
        default="de",
        choices=[("de", _("German")), ("en", _("English"))],
    )
    is_accessible = models.BooleanField(
        _("accessible"),
        null=True,
        blank=True,
        choices=[(None, _("not checked")), (True, _("yes")), (False, _("no"))],
        default=None,
        help_text=_("Has the file tags, headings and alt texts? The link says so."),
    )

    admin_form_fields = (
        "title",
        "file",
        "description",
        "language",
        "is_accessible",
        "collection",
        "tags",
    )

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = WagtailDocument._meta.permissions
