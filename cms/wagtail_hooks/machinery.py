"""Screens: a draft shown outside (ED52), work that was given up (R5.4), figures (R25), mails."""

from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button

from cms.views import dead_work, figures, mail_previews, sharing

SHARE = _("Show a draft outside")


@hooks.register("register_admin_urls")
def register_machinery_urls() -> list[Any]:
    return [
        path("pages/<int:page_id>/share/", sharing.share_page, name="cms_share_draft"),
        path("work/", dead_work.list_dead_work, name="cms_dead_work"),
        path("figures/", figures.list_figures, name="cms_figures"),
        path("mails/", mail_previews.list_mails, name="cms_mails"),
        path(
            "mails/<slug:mail_name>/<slug:language>/",
            mail_previews.show_mail,
            name="cms_mail",
        ),
        path(
            "mails/<slug:mail_name>/<slug:language>/html/",
            mail_previews.show_mail_html,
            name="cms_mail_html",
        ),
    ]


@hooks.register("register_page_header_buttons")
def offer_to_share(page: Any, user: Any, **_context: Any) -> list[Button]:
    if not page.pk or page.is_root() or not page.permissions_for_user(user).can_edit():
        return []
    return [
        Button(
            SHARE,
            reverse("cms_share_draft", args=[page.pk]),
            icon_name="link",
            priority=90,
        )
    ]


class OperatorsMenuItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return bool(request.user.is_superuser)


@hooks.register("register_reports_menu_item")
def register_dead_work_item() -> MenuItem:
    return OperatorsMenuItem(
        _("Work that was given up"),
        reverse("cms_dead_work"),
        icon_name="warning",
        order=900,
    )


@hooks.register("register_reports_menu_item")
def register_figures_item() -> MenuItem:
    return OperatorsMenuItem(
        _("Measured values"),
        reverse("cms_figures"),
        icon_name="desktop",
        order=910,
    )


@hooks.register("register_reports_menu_item")
def register_mails_item() -> MenuItem:
    return MenuItem(_("Mails"), reverse("cms_mails"), icon_name="mail", order=920)
