"""Every role of the role matrix, once (S27); link bearers are added with their links."""

from enum import StrEnum


class MatrixRole(StrEnum):
    VISITOR = "visitor"
    AUTHOR = "author"
    TRANSLATOR = "translator"
    EDITOR = "editor"
    COORDINATOR = "coordinator"
    FOREIGN_STAFF = "foreign_staff"
    """Editor and coordinator of another network."""
    FORMER_STAFF = "former_staff"
    """Coordinator of this network until yesterday."""
    SUPERUSER = "superuser"


OWN_STAFF = (
    MatrixRole.AUTHOR,
    MatrixRole.TRANSLATOR,
    MatrixRole.EDITOR,
    MatrixRole.COORDINATOR,
)
OUTSIDERS = (MatrixRole.VISITOR, MatrixRole.FOREIGN_STAFF, MatrixRole.FORMER_STAFF)
