"""What may be due in community."""

import datetime as dt

from cms.schedule import Due, schedule
from community.operations.accounts import erase_due_accounts
from community.operations.data_exports import build_due_exports, forget_exports
from community.operations.devices import forget_devices
from community.operations.erasing import forget_erasures, repeat_erasures
from community.operations.guardians import close_unanswered, remind_guardians

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)

for due in (
    Due(name="guardians", run=remind_guardians, order=60, pause=HOUR),
    Due(name="unanswered consents", run=close_unanswered, order=61, pause=HOUR),
    Due(name="erasures", run=erase_due_accounts, order=62, pause=HOUR),
    Due(name="repeated erasures", run=repeat_erasures, order=63, pause=DAY),
    Due(name="data exports", run=build_due_exports, order=70),
    Due(name="old data exports", run=forget_exports, order=90, pause=HOUR),
    Due(name="old devices", run=forget_devices, order=91, pause=HOUR),
    Due(name="old erasures", run=forget_erasures, order=90, pause=DAY),
):
    schedule.register(due)
