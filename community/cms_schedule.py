"""What may be due in community."""

import datetime as dt

from cms.schedule import Due, schedule
from community.operations.accounts import erase_due_accounts
from community.operations.addresses import forget_address_changes
from community.operations.ages import tell_age_steps
from community.operations.circulars import forget_circulars, send_due_circulars
from community.operations.data_exports import build_due_exports, forget_exports
from community.operations.devices import forget_devices
from community.operations.erasing import forget_erasures, repeat_erasures
from community.operations.guardians import close_unanswered, remind_guardians
from community.operations.inactivity import erase_inactive, warn_inactive
from community.operations.invitations import (
    erase_invited_addresses,
    expire_invitations,
    remind_invited,
)
from community.operations.moderation_due import (
    close_unappealed_cases,
    end_sanctions,
    erase_banned_accounts,
    forget_cases,
    pass_on_overdue_cases,
)
from community.operations.notifications import (
    forget_old_notifications,
    send_due_letters,
)
from community.operations.organisation_claims import (
    delete_old_claims,
    let_claims_lapse,
)

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)

for due in (
    Due(name="guardians", run=remind_guardians, order=60, pause=HOUR),
    Due(name="unanswered consents", run=close_unanswered, order=61, pause=HOUR),
    Due(name="erasures", run=erase_due_accounts, order=62, pause=HOUR),
    Due(name="claims that lapse", run=let_claims_lapse, order=63, pause=HOUR),
    Due(name="claims to forget", run=delete_old_claims, order=64, pause=HOUR),
    Due(name="letters", run=send_due_letters, order=63, pause=HOUR / 4),
    Due(name="old notifications", run=forget_old_notifications, order=64, pause=HOUR),
    Due(name="ages", run=tell_age_steps, order=63, pause=HOUR),
    Due(name="unused accounts", run=warn_inactive, order=64, pause=HOUR),
    Due(name="old addresses", run=forget_address_changes, order=65, pause=HOUR),
    # Before the erasures, which take what this closes.
    Due(name="ended accounts", run=erase_inactive, order=61, pause=HOUR),
    Due(name="invited people", run=remind_invited, order=63, pause=HOUR),
    Due(name="invitations", run=expire_invitations, order=64, pause=HOUR),
    Due(name="invited addresses", run=erase_invited_addresses, order=65, pause=HOUR),
):
    schedule.register(due)

for due in (
    Due(name="overdue cases", run=pass_on_overdue_cases, order=70),
    Due(name="ended sanctions", run=end_sanctions, order=71),
    Due(name="unappealed cases", run=close_unappealed_cases, order=72, pause=HOUR),
    Due(name="banned accounts", run=erase_banned_accounts, order=73, pause=HOUR),
    Due(name="old cases", run=forget_cases, order=74, pause=HOUR),
    Due(name="repeated erasures", run=repeat_erasures, order=63, pause=DAY),
    Due(name="data exports", run=build_due_exports, order=70),
    Due(name="old data exports", run=forget_exports, order=90, pause=HOUR),
    Due(name="old devices", run=forget_devices, order=91, pause=HOUR),
    Due(name="old erasures", run=forget_erasures, order=90, pause=DAY),
):
    schedule.register(due)

for due in (
    Due(name="circulars", run=send_due_circulars, order=66),
    Due(name="old circulars", run=forget_circulars, order=92, pause=DAY),
):
    schedule.register(due)
