"""What has a page or an address and is not found, each with the reason (F1)."""

from search.registry import Unsearched, unsearched

for reason, names in (
    (
        "a list or a way in: what stands below it is found",
        (
            "cms.HomePage",
            "cms.NewsIndexPage",
            "cms.CallIndexPage",
            "cms.EventIndexPage",
            "cms.OfferIndexPage",
            "cms.FundingIndexPage",
            "cms.PracticeIndexPage",
            "cms.WebinarIndexPage",
            "cms.RegionIndexPage",
            "cms.ThemeIndexPage",
            "cms.HelpIndexPage",
            "cms.StagePage",
        ),
    ),
    (
        "read by who belongs to it, in its feed; an address of it is no page of its own",
        ("community.Post",),
    ),
):
    for name in names:
        unsearched.register(Unsearched(name=name, reason=reason))
