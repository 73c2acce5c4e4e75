"""Practice: what a network has done, told so that others can do it too."""

from django.utils.translation import gettext_lazy as _

from cms.models import PracticeEntry, PracticePage
from search.entries.pages import PageType, make_page_kind
from search.registry import search_kinds

search_kinds.register(
    make_page_kind(
        name="practice",
        label=_("Practice"),
        row_model=PracticeEntry,
        row_columns=("network",),
        types=(
            PageType(
                model=PracticePage,
                attribute="entry",
                texts=(
                    "subline",
                    "participants",
                    "timeframe",
                    "staff",
                    "budget",
                    "financing",
                    "technical_needs",
                    "rooms",
                    "transfer_text",
                ),
                names=("contact_name", "transfer_name"),
            ),
        ),
        icon="lightbulb",
        order=80,
    )
)
