"""What search holds on people: its log holds nobody."""

from community.personal_data import declare_impersonal

declare_impersonal(
    "counts of queries by day, without who asked; what looks like an address or a "
    "telephone number is not kept, and nothing longer than a year",
    "verbund_search.LoggedSearch",
)
declare_impersonal(
    "what editors put first for a query",
    "wagtailsearchpromotions.Query",
    "wagtailsearchpromotions.QueryDailyHits",
    "wagtailsearchpromotions.SearchPromotion",
)
