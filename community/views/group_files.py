"""Files of a group by link: shown, added, taken away (CO30)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cms.audiences import get_viewer
from cms.views.limits import limited
from community.forms.groups import GroupFileForm
from community.models import Group, GroupFile
from community.operations.groups import (
    AddedAlreadyError,
    ArchivedError,
    add_group_file,
    remove_group_file,
)
from community.permissions.groups import can_add_file, can_remove_file
from community.queries.groups import list_files
from community.views.account import personal
from community.views.groups import find_group, make_frame


@login_required
@personal
@limited("group")
@require_http_methods(["GET", "HEAD", "POST"])
def group_files(request: HttpRequest, slug: str) -> HttpResponse:
    now, group = timezone.now(), find_group(request, slug)
    frame = make_frame(request, group)
    if not frame["has_files"]:
        raise Http404
    can_add = can_add_file(request.user, group, now)
    if request.method == "POST" and not can_add:
        raise Http404
    form = GroupFileForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _add(request, group, form):
        return redirect("community_groups:group_files", group.slug)
    files = list_files(group, get_viewer(request))
    own = frame["place"].member_id if frame["place"] else 0
    context = frame | {
        "tab": "files",
        "files": [
            {
                "file": file,
                "can_remove": group.is_active
                and (frame["leads"] or file.added_by_id == own),
            }
            for file in files
        ],
        "form": form if can_add else None,
    }
    return render(request, "community/group_files.html", context)


def _add(request: HttpRequest, group: Group, form: GroupFileForm) -> bool:
    place = make_frame(request, group)["place"]
    try:
        add_group_file(
            group=group,
            title=form.cleaned_data["title"],
            url=form.cleaned_data["url"],
            member=place.member if place else None,
            now=timezone.now(),
        )
    except AddedAlreadyError:
        form.add_error("url", _("The group has a file by this address already."))
        return False
    except ArchivedError:
        messages.warning(request, _("The group is archived: it can only be read."))
    else:
        messages.success(request, _("The file is there for the group now."))
    return True


@login_required
@personal
@require_POST
def group_file_remove(request: HttpRequest, slug: str, file_id: int) -> HttpResponse:
    group = find_group(request, slug)
    rows = GroupFile.objects.visible_to(get_viewer(request)).select_related("group")
    file = get_object_or_404(rows, pk=file_id, group=group)
    if not can_remove_file(request.user, file, timezone.now()):
        raise Http404
    remove_group_file(file=file)
    messages.success(
        request, _("The link is taken away. The file itself stays where it is.")
    )
    return redirect("community_groups:group_files", group.slug)
