"""What a password must be like; beside Django's own validators."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.models import NetworkRole


class StaffPasswordValidator:
    """Who works for a network chooses a longer one (S14)."""

    min_length = 12

    def validate(self, password: str, user: Any = None) -> None:
        if len(password) < self.min_length and is_staff(user):
            raise ValidationError(
                _("You work for a network: please use at least %(count)d characters."),
                code="password_too_short",
                params={"count": self.min_length},
            )

    def get_help_text(self) -> str:
        return _("Whoever works for a network needs at least %(count)d characters.") % {
            "count": self.min_length
        }


def is_staff(user: Any) -> bool:
    """Tell whether somebody works for a network today or runs the site."""
    if user is None or user.pk is None:
        return False
    roles = NetworkRole.objects.filter(user=user).active_on(timezone.localdate())
    return user.is_superuser or roles.exists()
