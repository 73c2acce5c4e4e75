"""What proposers answer, in the history of the page."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from cms.operations.proposals import ANSWER_ACTION


class AnswerFormatter(LogFormatter):
    label = _("Answer")
    message = _("The proposer answered the editors")

    def format_comment(self, log_entry: Any) -> str:
        return str(log_entry.data.get("comment", ""))


@hooks.register("register_log_actions")
def name_answers(actions: Any) -> None:
    actions.register_action(ANSWER_ACTION)(AnswerFormatter)
