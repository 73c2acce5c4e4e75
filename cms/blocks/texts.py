"""Blocks that are words: headings, prose, quotes, boxes, answers, figures, dates."""

from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.rich_text import RichText

PROSE_FEATURES = ["bold", "italic", "link", "ol", "ul", "document-link"]


class ProseText(RichText):
    """Rich text whose links may have been looked up ahead, for a whole page at once."""

    expanded: str | None = None

    def __html__(self) -> str:
        return super().__html__() if self.expanded is None else self.expanded


class ProseBlock(blocks.RichTextBlock):
    """Rich text with the few features that read well everywhere."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"features": PROSE_FEATURES} | kwargs)

    def to_python(self, value: Any) -> ProseText:
        return ProseText(value)

    def normalize(self, value: Any) -> ProseText:
        if isinstance(value, ProseText):
            return value
        return ProseText(value.source if isinstance(value, RichText) else value)

    def value_from_form(self, value: Any) -> ProseText:
        return self.normalize(super().value_from_form(value))

    def deconstruct(self) -> tuple[str, Any, dict[str, Any]]:
        _path, args, kwargs = super().deconstruct()
        return "wagtail.blocks.RichTextBlock", args, kwargs


class Anchors:
    """The ids of one page: readable, and each given once."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._reserved: set[str] = set()

    def reserve(self, anchor: str) -> None:
        """Keep an anchor that people have linked to for whoever claims it first."""
        self._taken.add(anchor)
        self._reserved.add(anchor)

    def claim(self, anchor: str) -> str:
        if anchor in self._reserved:
            self._reserved.remove(anchor)
            return anchor
        return self.take(anchor)

    def take(self, text: str) -> str:
        base = slugify(text)[:60].strip("-") or "abschnitt"
        anchor, number = base, 2
        while anchor in self._taken:
            anchor, number = f"{base}-{number}", number + 1
        self._taken.add(anchor)
        return anchor


class PlainStructBlock(blocks.StructBlock):
    """A struct of ours: shown in the picker by one preview page for all."""

    class Meta:
        preview_template = "cms/blocks/preview.html"


class HeadingBlock(PlainStructBlock):
    text = blocks.CharBlock(label=_("Text"), max_length=160)
    level = blocks.ChoiceBlock(
        label=_("Level"),
        choices=[("h2", _("Section")), ("h3", _("Part of a section"))],
        default="h2",
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        description = _("Opens a section; readers jump from heading to heading.")
        template = "cms/blocks/heading.html"
        preview_value = {"text": "Was du brauchst", "level": "h2"}


class QuoteBlock(PlainStructBlock):
    text = blocks.TextBlock(label=_("What was said"))
    person = blocks.CharBlock(label=_("Who said it"), required=False, max_length=120)
    role = blocks.CharBlock(label=_("Role"), required=False, max_length=160)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        description = _("A sentence that somebody said, with name and role.")
        template = "cms/blocks/quote.html"
        preview_value = {
            "text": "Beim dritten Versuch hat die Brücke gehalten.",
            "person": "Ada Beispiel",
            "role": "Schülerin, 7. Klasse",
        }


class BoxBlock(PlainStructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=120)
    text = ProseBlock(label=_("Text"))
    tone = blocks.ChoiceBlock(
        label=_("Kind"),
        choices=[
            ("info", _("Good to know")),
            ("tip", _("Tip")),
            ("warning", _("Attention")),
        ],
        default="info",
    )

    class Meta:
        icon = "help"
        label = _("Box")
        description = _("A remark that stands apart from the text.")
        template = "cms/blocks/box.html"
        preview_value = {
            "title": "Gut zu wissen",
            "text": "<p>Die Teilnahme kostet nichts.</p>",
            "tone": "tip",
        }


class AnswerBlock(PlainStructBlock):
    title = blocks.CharBlock(label=_("Question or title"), max_length=200)
    text = ProseBlock(label=_("Answer"))
    # No CharBlock: an address of its own is not translated.
    anchor = blocks.RegexBlock(
        label=_("Anchor"),
        regex=r"^[a-z0-9-]*$",
        required=False,
        help_text=_(
            "Stays the same when the title changes: small letters, digits, hyphens."
        ),
    )

    class Meta:
        icon = "list-ul"
        label = _("Entry")


def take_anchor(entry: Any, anchors: Anchors) -> str:
    """Return the anchor of a question: its own, else one from its words."""
    if entry["anchor"]:
        return anchors.claim(entry["anchor"])
    return anchors.take(entry["title"])


class AccordionBlock(PlainStructBlock):
    items = blocks.ListBlock(AnswerBlock(), label=_("Entries"), min_num=1)

    class Meta:
        icon = "list-ul"
        label = _("Accordion")
        description = _("Questions that open to show their answer.")
        template = "cms/blocks/accordion.html"
        preview_value = {
            "items": [
                {
                    "title": "Wer darf mitmachen?",
                    "text": "<p>Alle ab zehn Jahren.</p>",
                    "anchor": "",
                }
            ]
        }

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        anchors = context.get("anchors") or Anchors()
        context["entries"] = [
            {
                "title": entry["title"],
                "text": entry["text"],
                "anchor": take_anchor(entry, anchors),
            }
            for entry in value["items"]
        ]
        return context


class FigureNumberBlock(PlainStructBlock):
    value = blocks.CharBlock(label=_("Figure"), max_length=20)
    label = blocks.CharBlock(label=_("What it counts"), max_length=160)
    source = blocks.CharBlock(label=_("Source"), max_length=200)

    class Meta:
        icon = "order"
        label = _("Figure")
        description = _("One number in large type, with what it counts and its source.")
        template = "cms/blocks/figure_number.html"
        preview_value = {
            "value": "127",
            "label": "Netzwerke",
            "source": "Verzeichnis, Juli 2019",
        }


class MomentBlock(PlainStructBlock):
    date = blocks.CharBlock(label=_("When"), max_length=60)
    title = blocks.CharBlock(label=_("What"), max_length=160)
    text = ProseBlock(label=_("Text"), required=False)

    class Meta:
        icon = "date"
        label = _("Entry")


class TimelineBlock(PlainStructBlock):
    items = blocks.ListBlock(MomentBlock(), label=_("Entries"), min_num=1)

    class Meta:
        icon = "history"
        label = _("Timeline")
        description = _("What happened when, in order.")
        template = "cms/blocks/timeline.html"
        preview_value = {
            "items": [
                {"date": "2019", "title": "Gründung", "text": "<p>Zu dritt.</p>"},
                {"date": "2023", "title": "Erster Laborbus", "text": ""},
            ]
        }


class ContactBlock(PlainStructBlock):
    name = blocks.CharBlock(label=_("Name"), max_length=120)
    role = blocks.CharBlock(label=_("Role"), required=False, max_length=120)
    email = blocks.EmailBlock(label=_("Email"), required=False)
    phone = blocks.RegexBlock(
        label=_("Phone"), regex=r"^[+0-9 /()-]{0,40}$", required=False
    )
    text = blocks.CharBlock(label=_("Sentence"), required=False, max_length=200)

    class Meta:
        icon = "user"
        label = _("Contact")
        description = _("Whom readers may ask, with email and phone.")
        template = "cms/blocks/contact.html"
        preview_value = {
            "name": "Emil Beispiel",
            "role": "Koordination",
            "email": "emil@example.org",
            "phone": "+49 0000 000000",
            "text": "",
        }


class TextBlock(ProseBlock):
    """Paragraphs of a body."""

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("Paragraphs and lists, with links, bold and italic.")
        template = "cms/blocks/text.html"
        preview_template = "cms/blocks/preview.html"
        preview_value = (
            "<p>Am Samstag haben zwölf Jugendliche <b>Brücken</b> gebaut.</p>"
        )
