"""Links in rich text lead to the page in the reader's language, many in two queries."""

from typing import Any

from django.utils.html import escape
from wagtail import hooks
from wagtail.rich_text.pages import PageLinkHandler

from cms.queries.translations import find_urls

AFTER_WAGTAIL = 10


class LocalisedPageLinkHandler(PageLinkHandler):
    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        keys = [str(attrs.get("id")) for attrs in attrs_list]
        urls = find_urls(keys)
        return [
            f'<a href="{escape(urls[key])}">' if urls.get(key) else "<a>"
            for key in keys
        ]


@hooks.register("register_rich_text_features", order=AFTER_WAGTAIL)
def register_links(features: Any) -> None:
    features.register_link_type(LocalisedPageLinkHandler)
