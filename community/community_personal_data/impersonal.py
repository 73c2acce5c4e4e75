"""Tables that hold nobody, each with the reason."""

from community.personal_data import (
    declare_impersonal,
)

declare_impersonal(
    "content that editors publish; who wrote it stands in wagtailcore.Page and Revision",
    *(
        f"cms.{name}"
        for name in (
            "AcademyPage",
            "Announcement",
            "AnnouncementText",
            "CallIndexPage",
            "ChronologyPage",
            "EventIndexPage",
            "FundingIndexPage",
            "FundingPage",
            "GenericPage",
            "GuidePage",
            "HelpIndexPage",
            "HelpPage",
            "HomePage",
            "LegalPage",
            "NewsIndexPage",
            "OfferIndexPage",
            "PracticeIndexPage",
            "RegionIndexPage",
            "RegionPage",
            "StagePage",
            "ThemeIndexPage",
            "ThemePage",
            "WebinarIndexPage",
        )
    ),
)
declare_impersonal(
    "facts about a thing, a place or a term",
    *(
        f"cms.{name}"
        for name in (
            "Article",
            "Call",
            "Event",
            "EventDate",
            "FundingEntry",
            "FundingState",
            "Network",
            "NetworkDistrict",
            "NetworkFunder",
            "NetworkLink",
            "NetworkState",
            "Offer",
            "Offer_next_offers",
            "PageDistrict",
            "PageTerm",
            "PracticeEntry",
            "SchoolHoliday",
            "Term",
            "TermAlias",
            "TermLabel",
        )
    ),
    "taggit.Tag",
    "taggit.TaggedItem",
)
declare_impersonal(
    "how the site is set up",
    *(f"cms.{name}" for name in ("Branch", "BranchGroup", "ReviewTask")),
    "auth.Group",
    "auth.Group_permissions",
    "auth.Permission",
    "contenttypes.ContentType",
    "socialaccount.SocialApp",
    "wagtail_localize.LocaleSynchronization",
    "wagtailadmin.Admin",
    "wagtailredirects.Redirect",
    *(
        f"wagtailcore.{name}"
        for name in (
            "Collection",
            "CollectionViewRestriction",
            "CollectionViewRestriction_groups",
            "GroupApprovalTask",
            "GroupApprovalTask_groups",
            "GroupCollectionPermission",
            "GroupPagePermission",
            "GroupSitePermission",
            "Locale",
            "PageViewRestriction",
            "PageViewRestriction_groups",
            "Site",
            "Task",
            "Workflow",
            "WorkflowContentType",
            "WorkflowPage",
            "WorkflowTask",
        )
    ),
)
declare_impersonal(
    "counts, figures and leases of processes",
    *(f"cms.{name}" for name in ("DailyCount", "Lease", "LinkCheck", "Measurement")),
)
declare_impersonal(
    "sizes and notes of a picture; it goes with the picture",
    "cms.MediaNote",
    "cms.Rendition",
    "wagtailimages.Rendition",
)
declare_impersonal(
    "copies of pages, made anew or swept when a person is erased",
    "wagtailcore.ReferenceIndex",
    "wagtailembeds.Embed",
    "wagtailsearch.IndexEntry",
    "wagtailsearch.SQLiteFTSIndexEntry",
    *(
        f"wagtail_localize.{name}"
        for name in (
            "OverridableSegment",
            "RelatedObjectSegment",
            "String",
            "StringSegment",
            "Template",
            "TemplateSegment",
            "TranslatableObject",
            "Translation",
            "TranslationContext",
            "TranslationLog",
            "TranslationSource",
        )
    ),
)
