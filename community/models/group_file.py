"""Files of a group by link: they lie elsewhere, the group keeps title and address (CO30)."""

from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.audiences import Viewer
from community.models.group import Group
from community.models.member import Member

ADDRESS_LENGTH = 500


class GroupFileQuerySet(models.QuerySet["GroupFile"]):
    def visible_to(self, viewer: Viewer) -> "GroupFileQuerySet":
        """Keep those in groups whose content the viewer may read."""
        return self.filter(group__in=Group.objects.read_by(viewer))


class GroupFile(models.Model):
    """A file by link; it stays for the group when who has added it is erased."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="files")
    title = models.CharField(_("title"), max_length=120)
    url = models.URLField(
        _("address"),
        max_length=ADDRESS_LENGTH,
        validators=[URLValidator(schemes=["https"])],
    )
    added_by = models.ForeignKey(
        Member,
        verbose_name=_("added by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    added_at = models.DateTimeField(_("added"))

    objects = GroupFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file by link")
        verbose_name_plural = _("files by link")
        constraints = [
            models.UniqueConstraint(fields=["group", "url"], name="group_file_once"),
        ]

    def __str__(self) -> str:
        return self.title
