"""People who propose and editors who answer, for the tests of proposals."""

import io
import uuid

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override
from PIL import Image as PillowImage

from cms.models import NewsPage, Proposal


def url(name, *args, language="en"):
    with override(language):
        return reverse(f"cms_me:{name}", args=args)


def form_data(**values):
    return {
        "token": str(uuid.uuid4()),
        "language": "de",
        "kind_of_news": "news",
        "title": "Brücke hält",
        "date": "2027-03-03",
        "summary": "Zwölf Jugendliche haben eine Brücke gebaut.",
        "text": "Sie hielt beim dritten Versuch.",
        "submit": "1",
    } | values


def make_upload(name="bruecke.png", size=(60, 40)):
    buffer = io.BytesIO()
    PillowImage.new("RGB", size, "teal").save(buffer, "PNG")
    return SimpleUploadedFile(name, buffer.getvalue(), "image/png")


def propose(client, **values):
    """Send the form and return the newest proposal."""
    response = client.post(url("proposal_new", "news"), form_data(**values))
    assert response.status_code == 302, response.context["form"].errors
    return Proposal.objects.latest("pk")


def get_page(proposal):
    return NewsPage.objects.get(
        article_id=proposal.object_id, locale__language_code=proposal.language
    )


def get_task_state(proposal):
    return get_page(proposal).current_workflow_state.current_task_state.specific


def ask_for_changes(proposal, editor, comment="Bitte kürzer."):
    get_task_state(proposal).reject(user=editor, comment=comment)
    proposal.refresh_from_db()


def approve(proposal, editor, comment=""):
    get_task_state(proposal).approve(user=editor, comment=comment)
    proposal.refresh_from_db()
