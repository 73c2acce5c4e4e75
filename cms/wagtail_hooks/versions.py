"""What the history of a row says before the first change by hand."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from cms.operations.versions import KEEP_ACTION


@hooks.register("register_log_actions")
def name_kept_versions(actions: Any) -> None:
    actions.register_action(
        KEEP_ACTION, _("Keep a version"), _("Kept as it was until then")
    )
