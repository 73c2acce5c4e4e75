"""What the head of a page tells machines (ED62, ED63)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from cms import structured_data
from cms.blocks.body import list_answers
from cms.models import (
    CallPage,
    FundingPage,
    HelpPage,
    HomePage,
    NewsPage,
    PracticePage,
    RegionPage,
    ThemePage,
)
from cms.queries.addresses import get_page_address, make_absolute
from cms.queries.described import FALLBACK_IMAGE, describe_thing
from cms.queries.feeds import FeedLinks, get_feeds
from cms.queries.pictures import get_share_url

INDEXED_PARAMETERS = frozenset({"page"})
DESCRIPTION_LENGTH = 200
ANSWER_LENGTH = 1500


@dataclass(frozen=True)
class Head:
    """The values of templates/cms/_head_meta.html; addresses are absolute."""

    canonical: str
    alternates: tuple[tuple[str, str], ...]
    is_indexed: bool
    kind: str
    title: str
    description: str
    image: str
    image_alt: str
    locale: str
    graph: SafeString
    feed: FeedLinks | None


def build_head(
    page: Any,
    request: HttpRequest,
    *,
    language_links: Iterable[Any],
    crumbs: Sequence[Any],
    site_name: str,
) -> Head:
    """Describe a page for search engines and for whoever shows a shared link."""
    source = page.alias_of.specific if page.alias_of_id else page
    canonical = get_page_address(source, request)
    number = request.GET.get("page", "")
    if number.isdecimal() and int(number) > 1:
        canonical = f"{canonical}?page={int(number)}"
    language = source.locale.language_code
    image = getattr(source, "lead_image", None)
    share_url = get_share_url(image)
    description = read_description(source)
    return Head(
        canonical=canonical,
        alternates=list_alternates(page, language_links),
        is_indexed=INDEXED_PARAMETERS.issuperset(request.GET),
        kind="article" if isinstance(source, NewsPage) else "website",
        title=page.seo_title or page.title,
        description=description,
        image=make_absolute(share_url or static(FALLBACK_IMAGE)),
        image_alt=getattr(page, "lead_image_alt", "") if share_url else "",
        locale={"de": "de_DE", "en": "en_GB"}.get(language, language),
        graph=structured_data.dump_graph(
            [
                *describe(source, canonical, language, share_url, site_name),
                *describe_trail(crumbs, canonical),
            ]
        ),
        feed=get_feeds(page, request.GET),
    )


def read_description(page: Any) -> str:
    """Return what stands for the page in lists of results, at most 200 characters."""
    text = page.search_description or getattr(page, "summary", "")
    text = text or getattr(page, "intro", "") or getattr(page, "lead", "")
    return Truncator(strip_tags(text)).chars(DESCRIPTION_LENGTH)


def list_alternates(
    page: Any, language_links: Iterable[Any]
) -> tuple[tuple[str, str], ...]:
    """Return the page's own texts by language and the default one; aliases are none."""
    own = [
        (link.code, make_absolute(link.url))
        for link in language_links
        if link.is_own_text
    ]
    if page.alias_of_id or len(own) < 2:  # noqa: PLR2004 -- one language has no other
        return ()
    by_language = dict(own)
    default = by_language.get(settings.LANGUAGE_CODE, own[0][1])
    return (*own, ("x-default", default))


def describe(
    page: Any, url: str, language: str, share_url: str, site_name: str
) -> list[structured_data.Node]:
    """Return the node of the thing that the page is about, if schema.org has a word for it."""
    description = read_description(page)
    if isinstance(page, NewsPage):
        article = page.article
        return [
            structured_data.build_news_article(
                headline=page.title,
                description=description,
                url=url,
                language=language,
                published_at=article.published_at,
                changed_at=article.updated_at or article.published_at,
                image=make_absolute(share_url) if share_url else "",
                network=page.network.name,
                publisher=structured_data.build_publisher(
                    site_name, make_absolute("/")
                ),
            )
        ]
    if isinstance(page, PracticePage | ThemePage):
        is_theme = isinstance(page, ThemePage)
        return [
            structured_data.build_work(
                kind="CollectionPage" if is_theme else "CreativeWork",
                name=page.title,
                description=description,
                url=url,
                language=language,
                published_at=page.first_published_at,
                image=make_absolute(share_url) if share_url else "",
                network=page.network.name,
            )
        ]
    if isinstance(page, RegionPage):
        network = page.network
        return [
            structured_data.build_organisation(
                name=network.name,
                description=description,
                url=url,
                website=network.website,
                locality=network.locality,
                latitude=network.latitude,
                longitude=network.longitude,
                founding_year=network.founding_year,
            )
        ]
    if isinstance(page, CallPage | FundingPage):
        return [
            structured_data.build_grant(
                name=page.title,
                description=description,
                url=url,
                funder=page.funder,
                language=language,
            )
        ]
    if isinstance(page, HomePage):
        return [
            structured_data.build_website(
                name=site_name, url=url, language=language, description=description
            )
        ]
    if isinstance(page, HelpPage) and (questions := read_questions(page, description)):
        return [structured_data.build_faq(questions, language=language)]
    return describe_thing(
        page,
        description=description,
        url=url,
        language=language,
        image=make_absolute(share_url) if share_url else "",
        now=timezone.now(),
    )


def read_questions(page: HelpPage, description: str) -> list[tuple[str, str]]:
    """Return what a help page answers; one without questions answers its own title."""
    questions = [
        (answer.question, Truncator(answer.answer).chars(ANSWER_LENGTH))
        for answer in list_answers(page.body)
        if answer.answer
    ]
    if questions:
        return questions
    whole = read_plain_body(page) or description
    return [(page.title, whole)] if whole else []


def read_plain_body(page: Any) -> str:
    """Return the words of a page's body without markup, shortened."""
    parts = [
        strip_tags(str(part)).strip()
        for block in page.body
        for part in block.block.get_searchable_content(block.value)
    ]
    return Truncator(" ".join(part for part in parts if part)).chars(ANSWER_LENGTH)


def describe_trail(crumbs: Sequence[Any], url: str) -> list[structured_data.Node]:
    """Return the pages above as a node; nothing where there are none."""
    if len(crumbs) < 2:  # noqa: PLR2004 -- the home page stands alone
        return []
    return [
        structured_data.build_breadcrumbs(
            (crumb.title, make_absolute(crumb.url) if crumb.url else url)
            for crumb in crumbs
        )
    ]
