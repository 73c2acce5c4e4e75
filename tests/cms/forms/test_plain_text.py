"""Plain text becomes blocks of a body, and comes back without loss (ED74)."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.blocks import BodyBlock
from cms.forms.plain_text import build_body, dump_body, read_text


def make_body(blocks):
    return BodyBlock().to_python(blocks)


def test_paragraphs_headings_lists_and_signs_become_blocks():
    text = (
        "Erster Absatz,\nzweite Zeile.\n\n\n## Was war\n\nEs war **gut** und *neu*:\n"
        "- eins\n- [zwei](https://example.org/?a=1&b=2)\n\nEnde."
    )

    assert build_body(text) == [
        {"type": "text", "value": "<p>Erster Absatz,<br/>zweite Zeile.</p>"},
        {"type": "heading", "value": {"text": "Was war", "level": "h2"}},
        {
            "type": "text",
            "value": (
                "<p>Es war <b>gut</b> und <i>neu</i>:</p><ul><li>eins</li>"
                '<li><a href="https://example.org/?a=1&amp;b=2">zwei</a></li></ul>'
                "<p>Ende.</p>"
            ),
        },
    ]


@pytest.mark.requirement("A10", "S43")
@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
        ("[x](data:text/html,y)", "<p>[x](data:text/html,y)</p>"),
        (
            '[x](https://a.org/"onclick="y)',
            '<p><a href="https://a.org/&quot;onclick=&quot;y">x</a></p>',
        ),
        ("**<img src=x>**", "<p><b>&lt;img src=x&gt;</b></p>"),
    ],
)
def test_html_is_text_and_links_lead_to_the_web_only(text, html):
    assert build_body(text) == [{"type": "text", "value": html}]


@pytest.mark.parametrize(
    "text",
    [
        "Ein Absatz.",
        "Eins,\nzwei.\n\nDrei.",
        "## Titel\n\nText mit **fett**, *kursiv* und [Link](https://example.org).",
        "- a\n- b\n\nText & Zeichen <wie> \"diese\" und 'jene'",
    ],
)
def test_own_text_comes_back_as_it_was_typed(text):
    assert read_text(make_body(build_body(text))) == text


def test_keys_of_wagtails_editor_do_not_matter():
    body = make_body([{"type": "text", "value": '<p data-block-key="ab1c">Hallo</p>'}])

    assert read_text(body) == "Hallo"


@pytest.mark.parametrize(
    "block",
    [
        {"type": "text", "value": '<p><a linktype="page" id="3">Seite</a></p>'},
        {"type": "text", "value": "<ol><li>eins</li></ol>"},
        {"type": "heading", "value": {"text": "Klein", "level": "h3"}},
        {"type": "quote", "value": {"text": "Sie hält.", "person": "", "role": ""}},
    ],
)
def test_what_signs_cannot_say_gives_no_text(block):
    assert read_text(make_body([block])) is None


@pytest.mark.requirement("R18")
@given(st.text(max_size=300))
def test_any_text_gives_a_body_that_loses_nothing_silently(text):
    body = make_body(build_body(text))
    back = read_text(body)

    assert back is None or build_body(back) == build_body(text)
    assert json.loads(dump_body(text)) == build_body(text)
