"""What may be due in community."""

import datetime as dt

from cms.schedule import Due, schedule
from community.operations.accounts import erase_due_accounts
from community.operations.guardians import close_unanswered, remind_guardians
from community.operations.moderation_due import (
    close_unappealed_cases,
    end_sanctions,
    erase_banned_accounts,
    forget_cases,
    pass_on_overdue_cases,
)

HOUR = dt.timedelta(hours=1)

for due in (
    Due(name="guardians", run=remind_guardians, order=60, pause=HOUR),
    Due(name="unanswered consents", run=close_unanswered, order=61, pause=HOUR),
    Due(name="erasures", run=erase_due_accounts, order=62, pause=HOUR),
):
    schedule.register(due)

for due in (
    Due(name="overdue cases", run=pass_on_overdue_cases, order=70),
    Due(name="ended sanctions", run=end_sanctions, order=71),
    Due(name="unappealed cases", run=close_unappealed_cases, order=72, pause=HOUR),
    Due(name="banned accounts", run=erase_banned_accounts, order=73, pause=HOUR),
    Due(name="old cases", run=forget_cases, order=74, pause=HOUR),
):
    schedule.register(due)
