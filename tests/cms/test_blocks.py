"""The vocabulary of a page's body (ED7, ED8, W32, W38, W61, W62)."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.template import Context, Template
from django.utils import translation
from wagtail.documents import get_document_model
from wagtail.models import Page
from wagtail_localize.segments.extract import StreamFieldSegmentExtractor
from wagtail_localize.segments.ingest import StreamFieldSegmentsWriter

from cms.blocks.body import BodyBlock, get_contents
from cms.models import GenericPage, NewsPage
from cms.queries.bodies import prepare_page
from tests.cms.html import (
    find_all,
    find_heading_gaps,
    get_heading_levels,
    get_texts,
    parse,
)
from tests.cms.pages import make_body, make_image, make_news

TABLE = {"caption": "Zeiten", "header": ["Tag", "Zeit"], "rows": [["Montag", "15 Uhr"]]}


def render(body, **context):
    """Return the body's tree, as one page shows it."""
    if isinstance(body, list):
        body = BodyBlock().to_python([{"id": str(n), **b} for n, b in enumerate(body)])
    template = Template("{% load wagtailcore_tags %}{% include_block body %}")
    return parse(template.render(Context({"body": body, **context})))


def block(kind, value):
    return {"type": kind, "value": value}


def image_block(image, alt="Eine Brücke", caption="Im Hof"):
    value = {"image": image.pk, "alt_text": alt, "decorative": False}
    return block("image", {"image": value, "caption": caption})


def make_document(name="plan.pdf", **kwargs):
    document = get_document_model().objects.create(
        title="Plan", file=ContentFile(b"%PDF-1.4 plan", name), **kwargs
    )
    document.file.close()
    return document


@pytest.mark.requirement("ED7")
def test_vocabulary_is_whole():
    assert list(BodyBlock().child_blocks) == [
        "heading",
        "text",
        "image",
        "gallery",
        "video",
        "sign_language_video",
        "quote",
        "box",
        "accordion",
        "table",
        "downloads",
        "button",
        "contact",
        "figure_number",
        "timeline",
        "map",
        "section",
    ]


@pytest.mark.requirement("ED7")
@pytest.mark.parametrize("name", list(BodyBlock().child_blocks))
def test_block_explains_itself_in_the_picker(name):
    child = BodyBlock().child_blocks[name]

    assert bool(child.meta.icon and child.get_description()) is True
    assert child.is_previewable is True


@pytest.mark.requirement("ED7")
@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("name", list(BodyBlock().child_blocks))
def test_block_preview_renders(portal, name, language):
    make_image()
    child = BodyBlock().child_blocks[name]
    value = child.normalize(child.get_preview_value())
    bound = child.bind(value)

    with translation.override(language):
        html = Template(
            "{% load wagtailcore_tags %}{% include 'cms/blocks/preview.html' %}"
        ).render(Context({"self": bound, "value": value}))

    assert get_texts(parse(html), "main") != [""] or name == "section"


@pytest.mark.requirement("ED7", "ED6")
def test_image_has_its_own_words_and_its_credit(db, english_interface):
    tree = render([image_block(make_image())])

    assert [img.get("alt") for img in find_all(tree, "img")] == ["Eine Brücke"]
    assert get_texts(tree, "figcaption") == ["Im Hof Picture: Ada Beispiel (CC BY 4.0)"]


@pytest.mark.requirement("W61")
def test_image_without_words_is_refused_unless_decorative(db):
    child = BodyBlock().child_blocks["image"]
    image = make_image()
    silent = {"image": {"image": image.pk, "alt_text": "", "decorative": False}}
    decorative = {"image": {"image": image.pk, "alt_text": "", "decorative": True}}

    with pytest.raises(ValidationError):
        child.clean(child.to_python(silent | {"caption": ""}))
    assert child.clean(child.to_python(decorative | {"caption": ""}))["caption"] == ""


@pytest.mark.requirement("W38")
def test_headings_inside_blocks_follow_the_text_around_them(db):
    item = {"title": "Was kostet das?", "text": "<p>Nichts.</p>", "anchor": ""}
    tree = render(
        [
            block("accordion", {"items": [item]}),
            block("heading", {"text": "Anfang", "level": "h2"}),
            block("heading", {"text": "Teil", "level": "h3"}),
            block("box", {"title": "Tipp", "text": "<p>Ja.</p>", "tone": "tip"}),
        ]
    )

    assert get_heading_levels(tree) == [2, 2, 3, 4]
    assert find_heading_gaps(tree) == []


@pytest.mark.requirement("ED44")
def test_anchors_are_readable_stable_and_given_once(db):
    items = [
        {"title": "Was kostet das?", "text": "<p>Nichts.</p>", "anchor": ""},
        {"title": "Neuer Titel", "text": "<p>Nichts.</p>", "anchor": "kosten"},
    ]
    heading = block("heading", {"text": "Über uns", "level": "h2"})
    tree = render([heading, heading, block("accordion", {"items": items})])

    assert [h.get("id") for h in find_all(tree, "h2")] == ["uber-uns", "uber-uns-2"]
    assert [d.get("id") for d in find_all(tree, "details")] == [
        "was-kostet-das",
        "kosten",
    ]


@pytest.mark.requirement("ED7", "W32")
def test_table_has_header_cells_a_caption_and_its_own_region(db):
    tree = render([block("table", TABLE)])

    region = find_all(tree, "div", role="region")[0]
    caption = find_all(tree, "caption")[0]
    assert [cell.get("scope") for cell in find_all(tree, "th")] == ["col", "col", "row"]
    assert region.get("aria-labelledby") == caption.get("id")
    assert region.get("tabindex") == "0"


@pytest.mark.parametrize(
    "change", [{"caption": " "}, {"columns": [{"type": "text", "heading": ""}]}]
)
def test_table_without_caption_or_heading_is_refused(change):
    child = BodyBlock().child_blocks["table"]
    value = {
        "caption": "Zeiten",
        "columns": [{"type": "text", "heading": "Tag"}],
        "rows": [{"values": ["Montag"]}],
    }

    with pytest.raises(ValidationError):
        child.clean(child.to_python(value | change))


@pytest.mark.requirement("ED57")
def test_table_is_translated_cell_by_cell(portal, german, english):
    page = make_news(body=make_body(block("table", TABLE)))
    field = NewsPage._meta.get_field("body")
    segments = StreamFieldSegmentExtractor(field).handle_stream_block(page.body)
    texts = {segment.string.data: segment for segment in segments}
    english_texts = {
        "Zeiten": "Times",
        "Tag": "Day",
        "Zeit": "Time",
        "Montag": "Monday",
        "15 Uhr": "3 pm",
    }
    translated = [
        type(segment).from_source_html(segment.path, english_texts[text])
        for text, segment in texts.items()
    ]
    writer = StreamFieldSegmentsWriter(field, german, english)
    writer.handle_stream_block(page.body, translated)

    table = page.body[0].value
    assert set(texts) == set(english_texts)
    assert table.caption == "Times"
    assert [column["heading"] for column in table.columns] == ["Day", "Time"]
    assert [row["values"] for row in table.row_data] == [["Monday", "3 pm"]]


@pytest.mark.requirement("ED7", "P13")
def test_outside_video_is_a_link_behind_a_second_click(db):
    value = {
        "title": "Wie eine Brücke hält",
        "url": "https://vimeo.com/1",
        "has_captions": True,
        "file": None,
        "captions": None,
        "duration": "3:25",
        "poster": None,
        "transcript": None,
    }
    tree = render([block("video", value)])

    assert [a.get("href") for a in find_all(tree, "a")] == ["https://vimeo.com/1"]
    assert find_all(tree, "iframe") == []
    assert find_all(tree, "video") == []
    assert len(find_all(tree, "details")) == 1


@pytest.mark.requirement("ED8")
@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({}, "file"),
        ({"url": "https://vimeo.com/1"}, "has_captions"),
        ({"url": "https://elsewhere.example.net/1", "has_captions": True}, "url"),
    ],
)
def test_video_says_what_is_missing(db, change, field):
    child = BodyBlock().child_blocks["video"]
    value = child.to_python(
        {"title": "Film", "url": "", "has_captions": False} | change
    )

    with pytest.raises(ValidationError) as caught:
        child.clean(value)
    assert list(caught.value.block_errors) == [field]


@pytest.mark.requirement("ED8")
def test_own_video_needs_captions(db):
    child = BodyBlock().child_blocks["video"]
    film, words = make_document("film.mp4"), make_document("film.vtt")
    silent = {"title": "Film", "file": film.pk, "url": "", "captions": None}

    with pytest.raises(ValidationError) as caught:
        child.clean(child.to_python(silent))
    whole = child.clean(child.to_python(silent | {"captions": words.pk}))
    tree = render([block("video", {**silent, "captions": words.pk})])

    assert list(caught.value.block_errors) == ["captions"]
    assert whole["captions"] == words
    assert [t.get("kind") for t in find_all(tree, "track")] == ["captions"]
    assert [v.get("preload") for v in find_all(tree, "video")] == ["none"]


@pytest.mark.requirement("W62")
def test_download_says_type_size_language_and_whether_it_is_accessible(db):
    document = make_document(language="en", is_accessible=True, file_size=13)
    items = [{"document": document.pk, "credit": "Ada Beispiel"}]
    with translation.override("en"):
        tree = render([block("downloads", {"title": "", "items": items})])

    link = find_all(tree, "a")[0]
    assert link.get("hreflang") == "en"
    assert get_texts(tree, "a") == [
        "Plan (Ada Beispiel) PDF, 13 bytes, English, accessible"
    ]


@pytest.mark.requirement("ED8")
@pytest.mark.parametrize("both", [True, False])
def test_button_leads_to_exactly_one_place(portal, both):
    child = BodyBlock().child_blocks["button"]
    url = "https://example.org/" if both else ""
    page = portal.pk if both else None

    with pytest.raises(ValidationError):
        child.clean(child.to_python({"label": "Weiter", "page": page, "url": url}))


@pytest.mark.requirement("ED11")
def test_section_of_an_app_that_is_gone_shows_nothing(db):
    value = {"section": "sponsors.logos", "title": "", "text": ""}

    assert get_texts(render([block("section", value)]), "body") == [""]


def test_contents_have_the_anchors_of_the_page(db):
    body = BodyBlock().to_python(
        [
            {"id": "1", **block("heading", {"text": "Anfang", "level": "h2"})},
            {"id": "2", **block("heading", {"text": "Teil", "level": "h3"})},
        ]
    )

    assert [(e.title, e.anchor, e.level) for e in get_contents(body)] == [
        ("Anfang", "anfang", 2),
        ("Teil", "teil", 3),
    ]


def make_rich_page(portal, number, targets):
    image = make_image()
    link = '<p><a linktype="page" id="{}">weiter</a></p>'
    blocks = []
    for target in targets[:number]:
        blocks += [
            image_block(image),
            block("text", link.format(target.pk)),
            block("button", {"label": "Weiter", "page": target.pk, "url": ""}),
        ]
    page = portal.add_child(
        instance=GenericPage(
            title="Reich", slug=f"reich-{number}", body=json.dumps(blocks)
        )
    )
    return GenericPage.objects.get(pk=page.pk)


@pytest.mark.requirement("ED7")
@pytest.mark.parametrize("number", [1, 3])
def test_body_asks_as_often_for_three_blocks_as_for_one(
    portal, number, django_assert_num_queries
):
    targets = list(Page.objects.child_of(portal)[:3])
    page = make_rich_page(portal, number, targets)

    with translation.override("de"):
        # What a process knows after its first page: languages, addresses of sites.
        render(GenericPage.objects.get(pk=page.pk).body)
        with django_assert_num_queries(6):
            prepare_page(page)
            tree = render(page.body)

    own = [target.url for target in targets[:number]]
    assert [a.get("href") for a in find_all(tree, "a")] == [
        url for url in own for _twice in range(2)
    ]


@pytest.mark.requirement("ED57")
def test_links_lead_to_the_page_in_the_readers_language(portal, english):
    german = Page.objects.child_of(portal).first()
    page = make_rich_page(portal, 1, [german])

    with translation.override("en"):
        prepare_page(page)
        tree = render(page.body)

    own = german.get_translation(english).url
    assert [a.get("href") for a in find_all(tree, "a")] == [own, own]
