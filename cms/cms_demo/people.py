"""Demo accounts with the roles that exist so far; one password, demo settings only."""

import datetime as dt

from django.contrib.auth import get_user_model
from django.utils import timezone

from cms.enums import Role
from cms.models import Network, NetworkRole
from cms.operations.roles import grant_network_role

PASSWORD = "verbund-demo"  # noqa: S105 -- public by design, printed in the README
DEMO_NETWORK = "schuelerforschungsverbund-westpfalz"

# Name, role, network by source key ("site" is the portal).
PEOPLE: dict[str, tuple[str, str, Role | None, str]] = {
    "admin": ("Ada", "Beispiel", None, "site"),
    "editor": ("Emil", "Muster", Role.EDITOR, DEMO_NETWORK),
    "coordinator": ("Clara", "Probe", Role.COORDINATOR, DEMO_NETWORK),
    "moderator": ("Momo", "Muster", Role.MODERATOR, DEMO_NETWORK),
    "safeguarding": ("Sami", "Beispiel", Role.SAFEGUARDING, DEMO_NETWORK),
    "teacher": ("Theo", "Tafel", Role.AUTHOR, DEMO_NETWORK),
}


def load_people(now: dt.datetime) -> int:
    added = 0
    for name, (first_name, last_name, role, network_key) in PEOPLE.items():
        email = f"{name}@example.org"
        user, is_new = get_user_model().objects.get_or_create(
            username=email,
            defaults={
                "email": email,
                "first_name": first_name,
                "last_name": last_name,
                "is_superuser": role is None,
                "is_staff": role is None,
            },
        )
        if is_new:
            user.set_password(PASSWORD)
            user.save()
            added += 1
        network = Network.objects.get(source_key=network_key)
        if role and not NetworkRole.objects.filter(user=user, network=network).exists():
            grant_network_role(
                user=user,
                network=network,
                role=role,
                today=timezone.localtime(now).date(),
                now=now,
            )
    return added
