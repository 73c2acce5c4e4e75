"""Every role of the role matrix, once (S26, S27)."""

from enum import StrEnum


class MatrixRole(StrEnum):
    VISITOR = "visitor"
    PENDING_CHILD = "pending_child"
    """Under 16, and nobody has agreed yet."""
    CHILD = "child"
    """Under 16, with the guardian's consent to an account."""
    MEMBER = "member"
    """An adult who works for nobody."""
    AUTHOR = "author"
    TRANSLATOR = "translator"
    EDITOR = "editor"
    COORDINATOR = "coordinator"
    MODERATOR = "moderator"
    SAFEGUARDING = "safeguarding"
    DATA_PROTECTION = "data-protection"
    """Of the portal."""
    FOREIGN_STAFF = "foreign_staff"
    """Editor and coordinator of another network."""
    PORTAL_STAFF = "portal_staff"
    """Editor and coordinator of the portal, whose pages stand above all networks'."""
    FORMER_STAFF = "former_staff"
    """Coordinator of this network until yesterday."""
    SUPERUSER = "superuser"
    LINK_BEARER = "link_bearer"
    """Nobody, with a link to one draft."""
    FORMER_LINK_BEARER = "former_link_bearer"
    """Nobody, with a link whose time is over."""


OWN_STAFF = (
    MatrixRole.AUTHOR,
    MatrixRole.TRANSLATOR,
    MatrixRole.EDITOR,
    MatrixRole.COORDINATOR,
    MatrixRole.MODERATOR,
    MatrixRole.SAFEGUARDING,
)
MEMBERS = (MatrixRole.PENDING_CHILD, MatrixRole.CHILD, MatrixRole.MEMBER)
LINK_BEARERS = (MatrixRole.LINK_BEARER, MatrixRole.FORMER_LINK_BEARER)
OUTSIDERS = (
    MatrixRole.VISITOR,
    MatrixRole.FOREIGN_STAFF,
    MatrixRole.PORTAL_STAFF,
    MatrixRole.DATA_PROTECTION,
    MatrixRole.FORMER_STAFF,
    *MEMBERS,
    *LINK_BEARERS,
)
