"""The own account, below /<language>/me/."""

from django.urls import URLPattern, URLResolver, path

from community.adapters.decorators import credential_again
from community.views import account, class_codes, invitations

app_name = "community_me"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", account.account, name="account"),
    path("start/", account.start, name="start"),
    path("guardian/", account.guardian_ask, name="guardian_ask"),
    path("pause/", account.account_pause, name="account_pause"),
    path("resume/", account.account_resume, name="account_resume"),
    # Ending asks for the credential once more (CO4).
    path("close/", credential_again(account.account_close), name="account_close"),
    path("reopen/", account.account_reopen, name="account_reopen"),
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
]
