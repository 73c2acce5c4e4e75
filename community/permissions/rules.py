"""Who writes terms and house rules: staff of the portal, until a version begins (CO7)."""

from typing import Any

from django.utils import timezone

from cms.enums import Role
from cms.permissions.roles import works_for_portal
from community.models import RulesVersion


def can_edit_rules(user: Any) -> bool:
    """Tell whether the person writes the rules of the site."""
    return works_for_portal(user, Role.EDITOR, Role.COORDINATOR)


def can_edit_rules_version(user: Any, version: RulesVersion) -> bool:
    """Tell whether this version may still be changed: nobody changes what was accepted."""
    return can_edit_rules(user) and not version.has_begun_by(timezone.localdate())
