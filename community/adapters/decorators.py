"""Asking for the password or key once more before what cannot be undone (CO4, S14)."""

from allauth.account.decorators import reauthentication_required
from django.contrib.auth.decorators import login_required

from cms.views.limits import View


def credential_again(view: View) -> View:
    """Let a view answer only who has shown the credential within the last minutes."""
    guarded: View = login_required(reauthentication_required(view))
    return guarded
