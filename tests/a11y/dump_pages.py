"""Write every screen to var/pages/, for the Nu checker and html-validate (W15, W16).

pytest tests/a11y/dump_pages.py
java -jar vnu.jar --format gnu var/pages/*.html
"""

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client

from tests.a11y.page_types import PAGE_TYPES
from tests.a11y.site import log_in

pytestmark = pytest.mark.browser


def test_dump_pages(site, transactional_db):
    folder = settings.VAR / "pages"
    folder.mkdir(exist_ok=True)
    client = Client(raise_request_exception=False, SERVER_NAME="localhost")
    for language in ("de", "en"):
        for page_type in PAGE_TYPES:
            client.logout()
            if page_type.user:
                users = get_user_model().objects
                log_in(client, users.get(username=page_type.user))
            client.cookies["verbund_language"] = language
            answer = client.get(page_type.get_path(language))
            name = page_type.name.replace(" ", "-").replace(",", "")
            (folder / f"{name}.{language}.html").write_bytes(answer.content)
