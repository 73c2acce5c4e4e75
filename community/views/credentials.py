"""Asking for the credential again in views that a host without our way to log in has too."""

from django.contrib.auth.decorators import login_required
from django.utils.module_loading import import_string

from cms.views.limits import View
from community.conf import get_setting


def credential_again(view: View) -> View:
    """Guard a view as the site has named it; where it has named nothing, ask for a login."""
    name = get_setting("CREDENTIAL_GUARD")
    guard = import_string(name) if name else login_required
    guarded: View = guard(view)
    return guarded
