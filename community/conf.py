"""Settings of community with their defaults; a host sets them as `VERBUND_…`."""

import datetime as dt
from typing import Any

from django.conf import settings

DEFAULTS: dict[str, Any] = {
    # Retention (P40–P44).
    "UNCONFIRMED_ACCOUNT_DAYS": 14,
    "GUARDIAN_LINK_DAYS": 14,
    "GUARDIAN_REMINDER_DAYS": 7,
    "ERASURE_GRACE_DAYS": 7,
    # Claims of pre-made entries (SP48, P64).
    "CLAIM_DAYS": 30,
    "CLAIM_KEPT_DAYS": 365,
    "ADDRESS_UNDO_DAYS": 7,
    # Unused accounts (P42, P43): warned, then erased, after so many months.
    "INACTIVE_MINOR_MONTHS": 12,
    "INACTIVE_MINOR_END_MONTHS": 13,
    "INACTIVE_ADULT_MONTHS": 24,
    "INACTIVE_ADULT_END_MONTHS": 25,
    "INACTIVITY_MAIL_DAYS": 14,
    "CASE_RETENTION_DAYS": 365,
    # Who works for a network needs a second factor (S14).
    "STAFF_SECOND_FACTOR": True,
    # How long somebody finds what was told.
    "NOTIFICATION_DAYS": 90,
    # Invitations (CO47) and what is kept of them (P62).
    "INVITATION_DAYS": 30,
    "INVITED_ADDRESS_DAYS": 14,
    # Notices and decisions (CO50, P8).
    "CASE_HOURS": 72,
    "URGENT_CASE_HOURS": 24,
    "APPEAL_DAYS": 183,
    # Finished exports of one's own data (P53); the ledger of erasures: as long as
    # backups, plus a month (P38, P57).
    "DATA_EXPORT_DAYS": 7,
    "ERASURE_LEDGER_DAYS": 66,
    # How long a post can be brought back, and nobody is told of a new one (CO28).
    "POST_UNDO_MINUTES": 10,
    # Trust steps (CO54): limits of new members, and after an upheld notice.
    "TRUST_DAYS": 14,
    "TRUST_LINKS": 2,
    "TRUST_MENTIONS": 2,
    "TRUST_REPLIES": 10,
    "TRUST_THREADS": 3,
    # Words and hosts that moderators look at: before anybody else does, or afterwards (CO55).
    "HELD_WORDS": [],
    "HELD_HOSTS": [],
    "NOTICED_WORDS": [],
    # Lists of members that the coordination takes out (CO58): the file, the note of it.
    "MEMBER_EXPORT_DAYS": 1,
    "MEMBER_EXPORT_NOTE_DAYS": 365,
    # Files of people to invite (CO57): one that nobody starts, the lines with mistakes,
    # and what was imported on which basis.
    "MEMBER_IMPORT_FILE_DAYS": 1,
    "MEMBER_IMPORT_ERROR_DAYS": 14,
    "MEMBER_IMPORT_NOTE_DAYS": 365,
    # Clearances (P6, P45): told so long before the end, gone so long after it.
    "CLEARANCE_REMINDER_DAYS": 60,
    "CLEARANCE_KEPT_DAYS": 90,
    # Cases of child protection (ME39, ME40) and the log of who read them (P49).
    "SAFEGUARDING_HOURS": 24,
    "SAFEGUARDING_CRITICAL_HOURS": 2,
    "SAFEGUARDING_KEPT_DAYS": 365,
    "SAFEGUARDING_LOG_DAYS": 365,
    # Messages (CO35, P46): hours until others decide on a held one; days that a supervised
    # conversation is kept after nobody could write in it any more.
    "HELD_MESSAGE_HOURS": 24,
    "SUPERVISED_THREAD_DAYS": 365,
    # How long something that happened can stand in feeds (CO26).
    "FEED_DAYS": 180,
    # What staff write to many (CO39).
    "CIRCULAR_UNDO_MINUTES": 10,
    "CIRCULAR_DAYS": 730,
    # What is written through contact forms (CO38): until the address is confirmed, and after.
    "ENQUIRY_LINK_DAYS": 14,
    "ENQUIRY_DAYS": 183,
    # Who turns 18 in a group for young people is told so long before leaving it (CO31).
    "GROUP_GROWN_UP_DAYS": 28,
    # Networks, by slug, in which two people say yes to claims (CO56).
    "TWO_PEOPLE_NETWORKS": [],
    # Versions of pages (P56): so many of each, none older.
    "PAGE_VERSIONS": 10,
    "PAGE_VERSION_DAYS": 365,
    # What people have sent by forms that editors made (P54), where a host site has such.
    "FORM_SUBMISSION_DAYS": 365,
    # Dotted path of what asks for the credential before members are taken out or in (CO58);
    # without one, who is logged in gets through.
    "CREDENTIAL_GUARD": "",
}


def get_setting(name: str) -> Any:
    """Return the value of ``VERBUND_<name>``, or its default from this module."""
    return getattr(settings, f"VERBUND_{name}", DEFAULTS[name])


def get_days(name: str) -> dt.timedelta:
    """Return a setting that counts days."""
    return dt.timedelta(days=get_setting(name))
