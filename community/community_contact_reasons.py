"""What stops two people from being in touch: an open case of child protection (ME39)."""

from community.contact_reasons import ContactFreeze, contact_freezes
from community.safeguarding import list_frozen

contact_freezes.register(ContactFreeze(name="safeguarding", list_frozen=list_frozen))
