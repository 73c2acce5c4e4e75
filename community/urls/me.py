"""The own account, below /<language>/me/."""

from django.urls import URLPattern, URLResolver, path

from community.adapters.decorators import credential_again
from community.views import (
    account,
    ages,
    births,
    bookmarks,
    class_codes,
    clearances,
    contributions,
    data_exports,
    enquiries,
    feed,
    invitations,
    memberships,
    moderation,
    mutes,
    notifications,
    own_pages,
    profile,
    rules,
)

app_name = "community_me"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", account.account, name="account"),
    path(
        "networks/<int:membership_id>/answer/",
        memberships.membership_answer,
        name="membership_answer",
    ),
    path("start/", account.start, name="start"),
    path("guardian/", account.guardian_ask, name="guardian_ask"),
    path("pause/", account.account_pause, name="account_pause"),
    path("resume/", account.account_resume, name="account_resume"),
    # Ending asks for the credential once more (CO4).
    path("close/", credential_again(account.account_close), name="account_close"),
    path("reopen/", account.account_reopen, name="account_reopen"),
    path("profile/", profile.profile, name="profile"),
    path("contacts/", profile.contacts, name="contacts"),
    path("contacts/<int:pk>/accept/", profile.contact_accept, name="contact_accept"),
    path("contacts/<int:pk>/decline/", profile.contact_decline, name="contact_decline"),
    path("contacts/<int:pk>/end/", profile.contact_end, name="contact_end"),
    path("blocks/<int:pk>/end/", profile.member_unblock, name="member_unblock"),
    path("mutes/<int:pk>/end/", mutes.member_unmute, name="member_unmute"),
    path("notifications/", notifications.notification_choices, name="notifications"),
    path("consents/", ages.consents, name="consents"),
    path("adult/", ages.adult_step, name="adult_step"),
    path("birth/", births.birth_ask, name="birth_ask"),
    path("birth/take-back/", births.birth_take_back, name="birth_take_back"),
    path("rules/", rules.rules, name="rules"),
    path("class-codes/", class_codes.class_code_list, name="class_code_list"),
    path(
        "class-codes/<int:class_code_id>/",
        class_codes.class_code_sheet,
        name="class_code_sheet",
    ),
    path(
        "class-codes/<int:class_code_id>/revoke/",
        class_codes.class_code_revoke,
        name="class_code_revoke",
    ),
    path("join/<slug:class_code>/", class_codes.class_code_use, name="class_code_use"),
    path("invitations/", invitations.invitation_list, name="invitation_list"),
    path("invitations/allow/", invitations.invitation_allow, name="invitation_allow"),
    path(
        "invitations/<int:invitation_id>/accept/",
        invitations.invitation_accept,
        name="invitation_accept",
    ),
    path(
        "invitations/<int:invitation_id>/decline/",
        invitations.invitation_decline,
        name="invitation_decline",
    ),
    path("decisions/", moderation.decision_list, name="decision_list"),
    path(
        "decisions/<int:statement_id>/",
        moderation.decision_detail,
        name="decision_detail",
    ),
    # All that we hold on somebody in one file: nobody fetches it at a forgotten screen.
    path("data/", credential_again(data_exports.data_export), name="data_export"),
    path(
        "data/download/",
        credential_again(data_exports.data_download),
        name="data_download",
    ),
    path("clearances/", clearances.clearance_list, name="clearance_list"),
    path("follows/", feed.follow_list, name="follow_list"),
    path("follows/end/", feed.follow_end, name="follow_end"),
    path("follows/allow/", feed.follow_allow, name="follow_allow"),
    path("pages/", own_pages.own_pages, name="own_pages"),
    path("bookmarks/", bookmarks.bookmark_list, name="bookmark_list"),
    path(
        "bookmarks/keep/<slug:kind>/<slug:key>/",
        bookmarks.bookmark_keep,
        name="bookmark_keep",
    ),
    path("bookmarks/<int:pk>/move/", bookmarks.bookmark_move, name="bookmark_move"),
    path("bookmarks/<int:pk>/drop/", bookmarks.bookmark_drop, name="bookmark_drop"),
    path(
        "bookmarks/lists/<int:pk>/end/",
        bookmarks.bookmark_list_end,
        name="bookmark_list_end",
    ),
    path("contributions/", contributions.contribution_list, name="contribution_list"),
    path(
        "contributions/<slug:kind>/<uuid:key>/",
        contributions.contribution_add,
        name="contribution_add",
    ),
    path(
        "contributions/<int:pk>/drop/",
        contributions.contribution_drop,
        name="contribution_drop",
    ),
    path("enquiries/", enquiries.enquiry_list, name="enquiry_list"),
    path("enquiries/allow/", enquiries.enquiry_allow, name="enquiry_allow"),
]
