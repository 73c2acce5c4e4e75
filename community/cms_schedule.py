"""What may be due in community."""

import datetime as dt

from cms.schedule import Due, schedule
from community.operations.accounts import erase_due_accounts
from community.operations.guardians import close_unanswered, remind_guardians
from community.operations.invitations import (
    erase_invited_addresses,
    expire_invitations,
    remind_invited,
)

HOUR = dt.timedelta(hours=1)

for due in (
    Due(name="guardians", run=remind_guardians, order=60, pause=HOUR),
    Due(name="unanswered consents", run=close_unanswered, order=61, pause=HOUR),
    Due(name="erasures", run=erase_due_accounts, order=62, pause=HOUR),
    Due(name="invited people", run=remind_invited, order=63, pause=HOUR),
    Due(name="invitations", run=expire_invitations, order=64, pause=HOUR),
    Due(name="invited addresses", run=erase_invited_addresses, order=65, pause=HOUR),
):
    schedule.register(due)
