"""What may be due in community."""

import datetime as dt

from cms.schedule import Due, schedule
from community.importers.member_jobs import run_due_imports
from community.operations.accounts import erase_due_accounts
from community.operations.addresses import forget_address_changes
from community.operations.ages import tell_age_steps
from community.operations.circulars import forget_circulars, send_due_circulars
from community.operations.clearances_due import (
    end_left_clearances,
    forget_clearances,
    remind_clearances,
)
from community.operations.data_exports import build_due_exports, forget_exports
from community.operations.devices import forget_devices
from community.operations.enquiries import forget_enquiries
from community.operations.erasing import forget_erasures, repeat_erasures
from community.operations.feed import deliver_due, forget_old_feed
from community.operations.follows import sweep_follows
from community.operations.group_ages import let_grown_ups_go, tell_who_grows_up
from community.operations.guardians import close_unanswered, remind_guardians
from community.operations.inactivity import erase_inactive, warn_inactive
from community.operations.invitations import (
    erase_invited_addresses,
    expire_invitations,
    remind_invited,
    send_imported_invitations,
)
from community.operations.member_exports import forget_member_exports
from community.operations.member_figures import count_members
from community.operations.member_imports import forget_member_imports
from community.operations.message_checks import (
    forget_threads,
    note_resting_threads,
    pass_on_held_messages,
)
from community.operations.moderation_due import (
    close_unappealed_cases,
    end_sanctions,
    erase_banned_accounts,
    forget_cases,
    pass_on_overdue_cases,
    remove_decided_items,
)
from community.operations.notifications import (
    forget_old_notifications,
    send_due_letters,
)
from community.operations.old_words import (
    forget_claims,
    forget_form_submissions,
    forget_old_versions,
)
from community.operations.organisation_claims import (
    delete_old_claims,
    let_claims_lapse,
)
from community.operations.post_ends import delete_removed_posts, tell_new_posts
from community.operations.safeguarding_due import (
    forget_safeguarding_cases,
    forget_safeguarding_reads,
    pass_on_unseen_cases,
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
    Due(name="removed items", run=remove_decided_items, order=73, pause=HOUR),
    Due(name="old erasures", run=forget_erasures, order=90, pause=DAY),
    Due(name="new posts", run=tell_new_posts, order=66),
    Due(name="deleted posts", run=delete_removed_posts, order=67),
):
    schedule.register(due)

for due in (
    Due(name="lists of members", run=forget_member_exports, order=90, pause=HOUR),
    Due(name="figures of members", run=count_members, order=95, pause=HOUR),
    Due(name="imports of people", run=run_due_imports, order=65),
    Due(name="imported invitations", run=send_imported_invitations, order=66),
    Due(name="old imports of people", run=forget_member_imports, order=90, pause=HOUR),
):
    schedule.register(due)

for due in (
    Due(name="cases nobody has seen", run=pass_on_unseen_cases, order=69),
    Due(
        name="safeguarding cases to forget",
        run=forget_safeguarding_cases,
        order=78,
        pause=HOUR,
    ),
    Due(
        name="safeguarding reads to forget",
        run=forget_safeguarding_reads,
        order=79,
        pause=HOUR,
    ),
    Due(name="clearances left", run=end_left_clearances, order=75, pause=HOUR),
    Due(name="clearances ending", run=remind_clearances, order=76, pause=HOUR),
    Due(name="clearances to forget", run=forget_clearances, order=77, pause=HOUR),
):
    schedule.register(due)

for due in (
    Due(name="held messages", run=pass_on_held_messages, order=70),
    Due(name="resting conversations", run=note_resting_threads, order=71, pause=DAY),
    Due(name="old conversations", run=forget_threads, order=92, pause=DAY),
):
    schedule.register(due)

for due in (
    # Asked at every turn: from publication to feed in a minute at most (CO71).
    Due(name="feeds", run=deliver_due, order=64),
    Due(name="follows of what is hidden", run=sweep_follows, order=92, pause=DAY),
    Due(name="old feeds", run=forget_old_feed, order=93, pause=HOUR),
):
    schedule.register(due)

for due in (
    Due(name="circulars", run=send_due_circulars, order=66),
    Due(name="old circulars", run=forget_circulars, order=92, pause=DAY),
):
    schedule.register(due)

schedule.register(Due(name="old enquiries", run=forget_enquiries, order=92, pause=HOUR))

for due in (
    Due(name="groups grown out of", run=let_grown_ups_go, order=63, pause=HOUR),
    Due(name="groups soon grown out of", run=tell_who_grows_up, order=64, pause=DAY),
    Due(name="old versions of pages", run=forget_old_versions, order=94, pause=DAY),
    Due(name="answers to forms", run=forget_form_submissions, order=94, pause=DAY),
    Due(name="claims of providers", run=forget_claims, order=94, pause=DAY),
):
    schedule.register(due)
