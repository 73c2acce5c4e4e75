"""Every mail with invented values, in each language, as text and as HTML, for staff."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import get_language, get_language_info, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.mail_samples import MailSample, mail_samples
from cms.models import OutboxMail
from cms.outbox import RenderedMail, render_mail


@require_safe
def list_mails(request: HttpRequest) -> HttpResponse:
    """List all mails by their subject; the values in them are invented."""
    language = get_language() or settings.LANGUAGE_CODE
    rows = [
        {"sample": sample, "subject": render_sample(sample, language).subject}
        for sample in mail_samples.entries()
    ]
    context = {
        "page_title": _("Mails"),
        "header_icon": "mail",
        "rows": rows,
        "languages": list_languages(),
    }
    return TemplateResponse(request, "cms/admin/mails.html", context)


@require_safe
def show_mail(request: HttpRequest, mail_name: str, language: str) -> HttpResponse:
    """Show subject and text, and the HTML in a frame of its own."""
    sample = find_sample(mail_name, language)
    mail = render_sample(sample, language)
    context = {
        "page_title": mail.subject,
        "header_icon": "mail",
        "mail": mail,
        "sample": sample,
        "language": language,
        "languages": list_languages(),
    }
    return TemplateResponse(request, "cms/admin/mail.html", context)


@require_safe
def show_mail_html(
    _request: HttpRequest, mail_name: str, language: str
) -> HttpResponse:
    """Answer the HTML as a mail program would show it."""
    return HttpResponse(render_sample(find_sample(mail_name, language), language).html)


def render_sample(sample: MailSample, language: str) -> RenderedMail:
    """Render a mail as the outbox does, and write nothing."""
    with override(language):
        context = sample.make_context()
    row = OutboxMail(template=sample.name, language=language, context=context)
    return render_mail(row)


def find_sample(mail_name: str, language: str) -> MailSample:
    """Return the mail of an address.

    Raises:
        Http404: there is no such mail, or the site does not speak this language.
    """
    for sample in mail_samples.entries():
        if sample.slug == mail_name and language in dict(settings.LANGUAGES):
            return sample
    raise Http404(_("There is no such mail."))


def list_languages() -> list[dict[str, str]]:
    return [
        {"code": code, "name": get_language_info(code)["name_translated"]}
        for code, _name in settings.LANGUAGES
    ]
