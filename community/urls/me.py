"""The own account, below /<language>/me/."""

from django.urls import URLPattern, URLResolver, path

from community.adapters.decorators import credential_again
from community.views import account, data_exports

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
    # All that we hold on somebody in one file: nobody fetches it at a forgotten screen.
    path("data/", credential_again(data_exports.data_export), name="data_export"),
    path(
        "data/download/",
        credential_again(data_exports.data_download),
        name="data_download",
    ),
]
