"""Serve on a free port of this machine and print the address, until the input is closed."""

import json
import sys
import threading
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import django

django.setup()  # before the models below

from allauth.account.models import EmailAddress  # noqa: E402
from allauth.idp.oidc.models import Client  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402

from tests.community.provider import CLIENT_ID, CLIENT_SECRET, PASSWORD  # noqa: E402


class Quiet(WSGIRequestHandler):
    def log_message(self, *_args: Any) -> None:
        """Say nothing: the address is all that this program prints."""


def fill(people: list[dict[str, Any]], callback: str) -> None:
    """Make the people, and the one site that may ask about them."""
    for person in people:
        user = get_user_model().objects.create_superuser(
            username=person["name"],
            email=person["email"],
            password=PASSWORD,
            first_name="Vorname-im-Portal",
            last_name="Nachname-im-Portal",
        )
        EmailAddress.objects.create(
            user=user, email=user.email, primary=True, verified=person["verified"]
        )
    client = Client(
        id=CLIENT_ID,
        name="Verbund",
        scopes="openid\nprofile\nemail",
        redirect_uris=callback,
        skip_consent=True,
    )
    client.set_secret(CLIENT_SECRET)
    client.save()


if __name__ == "__main__":
    task = json.loads(sys.argv[1])
    call_command("migrate", verbosity=0)
    fill(task["people"], task["callback"])
    server = make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=Quiet)
    sys.stdout.write(f"http://127.0.0.1:{server.server_port}\n")
    sys.stdout.flush()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdin.read()
