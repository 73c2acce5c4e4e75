"""HTML that people wrote (A10, A12, S43)."""

import pytest

from cms.sanitize import clean_html


@pytest.mark.requirement("S43")
def test_words_lists_and_links_stay():
    assert clean_html(
        '<h2>Ja</h2><p>Ein <b>Wort</b> und <a href="https://example.org">mehr</a></p>'
    ) == (
        '<h2>Ja</h2><p>Ein <b>Wort</b> und <a href="https://example.org" '
        'rel="noopener nofollow ugc">mehr</a></p>'
    )


@pytest.mark.requirement("A12", "A10")
@pytest.mark.parametrize(
    "html",
    [
        '<p hx-get="/admin/">x</p>',
        '<p data-hx-get="/admin/">x</p>',
        '<p hx-on:click="alert(1)">x</p>',
        '<p onclick="alert(1)">x</p>',
        '<p style="color:red">x</p>',
        '<p class="button" id="content">x</p>',
        "<p>x</p><script>alert(1)</script>",
        "<p>x</p><style>*{}</style>",
        '<p>x</p><iframe src="https://evil.example"></iframe>',
        "<p>x</p><svg><script>alert(1)</script></svg>",
        '<p>x</p><form action="/admin/"></form>',
        '<p>x<img src="x" onerror="alert(1)"></p>',
        '<p>x</p><object data="x"></object>',
        "<p>x<!-- <script> --></p>",
    ],
)
def test_everything_else_is_gone(html):
    assert clean_html(html) == "<p>x</p>"


@pytest.mark.requirement("A10")
@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
    ],
)
def test_link_that_runs_something_leads_nowhere(address):
    assert clean_html(f'<a href="{address}">x</a>') == (
        '<a rel="noopener nofollow ugc">x</a>'
    )
