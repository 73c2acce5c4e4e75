"""What a real browser lets happen on our pages (A10, A11, P13)."""

import json

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.models import Collection

from cms.models import Document, Image, NewsIndexPage
from cms.operations.portal import open_portal
from tests.cms.machines import NOON, make_call, make_news
from tests.cms.pictures import make_image
from tests.security.conftest import Tab

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    # Wagtail's thumbnails leave their temporary file to the garbage collector.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

CALL = "executed(1)"
PAYLOADS = [
    f"<script>{CALL}</script>",
    f"<img src=x onerror={CALL}>",
    f"<svg onload={CALL}>",
    f"<svg><script>{CALL}</script></svg>",
    f"<body onload={CALL}>",
    f'"><script>{CALL}</script>',
    f"'><script>{CALL}</script>",
    f'" onmouseover="{CALL}" x="',
    f"' autofocus onfocus='{CALL}' x='",
    f'" autofocus onfocus="{CALL}" x="',
    f"</title><script>{CALL}</script>",
    f"</textarea><script>{CALL}</script>",
    f"</script><script>{CALL}</script>",
    f"--><script>{CALL}</script>",
    f"]]><script>{CALL}</script>",
    f"<iframe src=javascript:{CALL}>",
    f'<iframe srcdoc="<script>parent.{CALL}</script>">',
    f"<object data=javascript:{CALL}>",
    f"<embed src=javascript:{CALL}>",
    f'<a href="javascript:{CALL}" autofocus>x</a>',
    f"<details open ontoggle={CALL}>",
    f"<video src=x onerror={CALL}>",
    f"<audio src=x onerror={CALL}>",
    f"<input autofocus onfocus={CALL}>",
    f"<select autofocus onfocus={CALL}>",
    f"<marquee onstart={CALL}>",
    f'<meta http-equiv=refresh content="0;javascript:{CALL}">',
    f"<link rel=stylesheet href=x onerror={CALL}>",
    f"<base href=javascript:{CALL}//>",
    f"<form action=javascript:{CALL}><button autofocus>",
    f"<math><mi xlink:href=javascript:{CALL}>",
    f"<style>@import 'javascript:{CALL}'</style>",
    f"<p style=animation-name:x onanimationstart={CALL}>",
    f"{{{{constructor.constructor('{CALL}')()}}}}",
    f"${{{CALL}}}",
    f"{{% load x %}}{CALL}",
    f"<template><script>{CALL}</script></template>",
    f"<noscript><p title='</noscript><script>{CALL}</script>'>",
    f"<p hx-get=/ hx-trigger=load hx-on:load={CALL}>",
    f"<p data-hx-get=/ data-hx-trigger='load[{CALL}]'>",
    f"<p hx-vals='js:{{x:{CALL}}}'>",
    f"<img src=x:x onerror&#61;{CALL}>",
    f"<img/src=x/onerror={CALL}>",
    f"<IMG SRC=x ONERROR={CALL}>",
    f"<<script>{CALL}//<</script>",
    f"<scr<script>ipt>{CALL}</scr</script>ipt>",
    f"\\u003cscript\\u003e{CALL}\\u003c/script\\u003e",
    f"&lt;script&gt;{CALL}&lt;/script&gt;",
    f"&#60;script&#62;{CALL}&#60;/script&#62;",
    f"javascript:{CALL}",
    f"data:text/html,<script>parent.{CALL}</script>",
    f"<use href='data:image/svg+xml,<svg onload={CALL}>'>",
    f"<animate onbegin={CALL} attributeName=x>",
    f"<isindex action=javascript:{CALL} type=image>",
    f"<keygen autofocus onfocus={CALL}>",
    f"<table background=javascript:{CALL}>",
    f"<td class='x' onclick={CALL}>x</td>",
    f"\u2028<script>{CALL}</script>",
    f"<script src=data:,{CALL}></script>",
    f"<script type=module>{CALL}</script>",
]


@pytest.fixture
def site(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.TASKS = {
        "default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}
    }
    return open_portal(hostname="localhost")


@pytest.fixture
def editor(site, django_user_model):
    user = django_user_model.objects.create_superuser("ada", "ada@example.org", "x")
    client = Client()
    client.force_login(user)
    return client


def poison() -> list[str]:
    """Write every payload into a title, a summary, a body, a picture, a funder."""
    addresses = []
    for number, payload in enumerate(PAYLOADS[:20]):
        page = make_news(
            payload,
            slug=f"nachricht-{number}",
            summary=PAYLOADS[number + 20][:200],
            body=json.dumps(
                [
                    {"type": "text", "value": f"<p>{PAYLOADS[number + 40]}</p>"},
                    {"type": "heading", "value": {"text": payload, "level": "h2"}},
                ]
            ),
            lead_image_alt=PAYLOADS[number + 20],
        )
        addresses.append(page.get_url())
    image = make_image(PAYLOADS[1], width=60, height=40)
    Image.objects.update(credit=PAYLOADS[7])
    page = make_news("Mit Bild", lead_image=image, lead_image_alt=PAYLOADS[7])
    document = Document(title=PAYLOADS[2], collection=Collection.get_first_root_node())
    document.file.save("x.txt", ContentFile(b"x"))
    document.save()
    call = make_call(
        PAYLOADS[5],
        slug="ruf",
        funder=PAYLOADS[6],
        purpose=PAYLOADS[0],
        contact_name=PAYLOADS[9],
        deadline_at=NOON,
    )
    return [*addresses, page.get_url(), call.get_url()]


@pytest.mark.requirement("A10")
def test_nothing_that_people_wrote_runs_for_visitors_or_editors(
    chromium, live_server, editor
):
    addresses = poison()
    index = NewsIndexPage.objects.get(locale__language_code="de")
    page = index.get_children().first()
    public = ["/de/", "/de/aktuelles/", "/de/aktuelles/?page=2", "/de/ausschreibungen/"]
    admin = [
        "/admin/",
        f"/admin/pages/{index.pk}/",
        f"/admin/pages/{page.pk}/edit/",
        f"/admin/pages/{page.pk}/history/",
        "/admin/images/",
        "/admin/documents/",
        "/admin/reports/site-history/",
    ]

    executed = []
    for paths, client in ((public + addresses, None), (admin, editor)):
        tab = Tab(chromium, live_server, client)
        for path in paths:
            assert tab.open(path).status == 200, path
            tab.page.mouse.move(200, 200)
        executed += tab.executed
        tab.close()

    assert executed == []


@pytest.mark.requirement("A11", "P13", "S41")
def test_public_pages_break_no_policy_and_ask_no_other_host(
    chromium, live_server, site
):
    make_news("Mit Bild", lead_image=make_image(), lead_image_alt="Kuppel")
    tab = Tab(chromium, live_server)

    for path in (
        "/de/",
        "/en/",
        "/de/aktuelles/",
        "/de/aktuelles/mit-bild/",
        "/de/ausschreibungen/",
        "/de/regionen/",
        "/de/hilfe/",
        "/accounts/login/",
        "/de/gibt-es-nicht/",
    ):
        tab.open(path)

    cookies = {cookie["name"] for cookie in tab.context.cookies()}
    tab.close()
    assert tab.refused == []
    assert tab.hosts == {live_server.url.split("/")[2]}
    assert cookies <= {settings.CSRF_COOKIE_NAME}


@pytest.mark.requirement("A11", "S41")
def test_admin_breaks_no_policy_and_asks_no_other_host(chromium, live_server, editor):
    news = make_news("Mit Bild", lead_image=make_image(), lead_image_alt="Kuppel")
    tab = Tab(chromium, live_server, editor)

    for path in (
        "/admin/",
        "/admin/pages/",
        f"/admin/pages/{news.pk}/edit/",
        f"/admin/pages/{news.pk}/history/",
        "/admin/images/",
        "/admin/images/add/",
        "/admin/images/multiple/add/",
        "/admin/documents/",
        "/admin/reports/aging-pages/",
        "/admin/workflows/list/",
        "/admin/redirects/",
    ):
        assert tab.open(path).status == 200, path
        tab.page.wait_for_timeout(300)
    tab.open(f"/admin/pages/{news.pk}/edit/")
    tab.page.wait_for_timeout(1500)

    tab.close()
    assert tab.refused == []
    assert tab.hosts == {live_server.url.split("/")[2]}
