"""Wall time in Berlin: the hour that does not exist and the one that exists twice (R28)."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

BERLIN = ZoneInfo("Europe/Berlin")


def explain_wall_time(wall_time: dt.datetime, zone: ZoneInfo = BERLIN) -> str:
    """Say why this naive time means no moment or two; empty when it means one."""
    first, second = (wall_time.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return ""
    shown = {
        "time": wall_time.strftime("%H:%M"),
        "date": wall_time.strftime("%d.%m.%Y"),
    }
    there_and_back = first.astimezone(dt.UTC).astimezone(zone)
    if there_and_back.replace(tzinfo=None) != wall_time:
        return (
            _(
                "%(time)s on %(date)s does not exist: that night the clocks go from 02:00 "
                "to 03:00. Enter a time before 02:00 or from 03:00 on."
            )
            % shown
        )
    return (
        _(
            "%(time)s on %(date)s exists twice: that night the clocks go back from 03:00 "
            "to 02:00. Enter a time before 02:00 or from 03:00 on."
        )
        % shown
    )
