"""Blocks that are files: pictures, videos, downloads."""

from pathlib import PurePath
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageBlock, ImageChooserBlock

from cms.blocks.texts import PlainStructBlock
from cms.conf import get_setting

VIDEO_EXTENSIONS = (".mp4", ".webm")
CAPTION_EXTENSION = ".vtt"


def get_sample_image() -> Any:
    """Return some picture of the library for previews in the picker."""
    return get_image_model().objects.order_by("pk").first()


class CaptionedImageBlock(PlainStructBlock):
    image = ImageBlock(label=gettext_lazy("Image"))
    caption = blocks.CharBlock(
        label=gettext_lazy("Caption"), required=False, max_length=300
    )

    class Meta:
        icon = "image"
        label = gettext_lazy("Image")
        description = gettext_lazy(
            "A picture with its credit; say what can be seen or mark it as decorative."
        )
        template = "cms/blocks/image.html"

    def get_preview_value(self) -> Any:
        return self.normalize({"image": get_sample_image(), "caption": "Im Labor"})


class GalleryBlock(PlainStructBlock):
    title = blocks.CharBlock(
        label=gettext_lazy("What the pictures show"), max_length=160
    )
    items = blocks.ListBlock(
        CaptionedImageBlock(), label=gettext_lazy("Images"), min_num=2, max_num=24
    )

    class Meta:
        icon = "image"
        label = gettext_lazy("Gallery")
        description = gettext_lazy("Several pictures side by side.")
        template = "cms/blocks/gallery.html"

    def get_preview_value(self) -> Any:
        item = {"image": get_sample_image(), "caption": "Im Labor"}
        return self.normalize({"title": "Im Labor", "items": [item, item]})


class VideoBlock(PlainStructBlock):
    """Loads nothing before the reader asks for it; outside videos are links."""

    title = blocks.CharBlock(label=gettext_lazy("Title"), max_length=160)
    file = DocumentChooserBlock(
        label=gettext_lazy("Own file"),
        required=False,
        help_text=gettext_lazy("MP4 or WebM from the document library."),
    )
    captions = DocumentChooserBlock(
        label=gettext_lazy("Captions"),
        required=False,
        help_text=gettext_lazy("A WebVTT file; required with an own file."),
    )
    url = blocks.URLBlock(
        label=gettext_lazy("Address elsewhere"),
        required=False,
        help_text=gettext_lazy("Instead of an own file, at one of the allowed hosts."),
    )
    has_captions = blocks.BooleanBlock(
        label=gettext_lazy("The video at this address has captions"), required=False
    )
    duration = blocks.RegexBlock(
        label=gettext_lazy("Length"),
        regex=r"^(\d{1,2}:)?\d{1,2}:\d{2}$",
        required=False,
        help_text=gettext_lazy("Minutes and seconds, for example 3:25."),
    )
    poster = ImageChooserBlock(label=gettext_lazy("Still picture"), required=False)
    transcript = DocumentChooserBlock(label=gettext_lazy("Transcript"), required=False)

    class Meta:
        icon = "media"
        label = gettext_lazy("Video")
        description = gettext_lazy("A video that loads after a second click.")
        template = "cms/blocks/video.html"
        preview_value = {
            "title": "Wie eine Brücke hält",
            "url": "https://video.example.org/1",
            "has_captions": True,
            "duration": "3:25",
            "file": None,
            "captions": None,
            "poster": None,
            "transcript": None,
        }

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        errors = self._find_errors(cleaned)
        if errors:
            raise StructBlockValidationError(
                block_errors={
                    name: ValidationError(sentence) for name, sentence in errors.items()
                }
            )
        return cleaned

    def _find_errors(self, value: Any) -> dict[str, str]:
        file, url = value["file"], value["url"]
        if bool(file) == bool(url):
            return {"file": _("Choose an own file or give an address, one of both.")}
        if url:
            hosts = get_setting("VIDEO_HOSTS")
            if urlsplit(url).hostname not in hosts:
                return {
                    "url": _("Videos may be at these hosts: %(hosts)s.")
                    % {"hosts": ", ".join(hosts)}
                }
            if not value["has_captions"]:
                return {"has_captions": _("Videos without captions are not published.")}
            return {}
        if _get_suffix(file) not in VIDEO_EXTENSIONS:
            return {"file": _("Choose an MP4 or WebM file.")}
        if not value["captions"] or _get_suffix(value["captions"]) != CAPTION_EXTENSION:
            return {"captions": _("Add the captions of the video as a WebVTT file.")}
        return {}

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        context["provider"] = urlsplit(value.get("url") or "").hostname or ""
        return context


class SignLanguageVideoBlock(VideoBlock):
    class Meta:
        icon = "media"
        label = gettext_lazy("Sign language video")
        description = gettext_lazy("The text, or its summary, in German Sign Language.")
        template = "cms/blocks/sign_language_video.html"


class DownloadBlock(PlainStructBlock):
    document = DocumentChooserBlock(label=gettext_lazy("Document"))
    credit = blocks.CharBlock(
        label=gettext_lazy("Credit"),
        required=False,
        max_length=160,
        help_text=gettext_lazy("Who made it, for press pictures and the like."),
    )

    class Meta:
        icon = "doc-full"
        label = gettext_lazy("Document")


class DownloadsBlock(PlainStructBlock):
    title = blocks.CharBlock(
        label=gettext_lazy("Title"), required=False, max_length=120
    )
    items = blocks.ListBlock(
        DownloadBlock(), label=gettext_lazy("Documents"), min_num=1
    )

    class Meta:
        icon = "doc-full"
        label = gettext_lazy("Downloads")
        description = gettext_lazy(
            "Documents with type, size, language and whether they are accessible."
        )
        template = "cms/blocks/downloads.html"
        preview_value = {"title": "Zum Mitnehmen", "items": []}


def _get_suffix(document: Any) -> str:
    return PurePath(document.filename).suffix.lower()
