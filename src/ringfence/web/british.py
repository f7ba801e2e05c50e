"""How dates and numbers are written for people: 21 November 2026, 14:30, 495,000. Known to every template."""

from datetime import date, datetime

from django import template

from ringfence import calendar
from ringfence.numbers import masked as hidden

register = template.Library()


@register.filter
def day(value: object) -> str:
    """A day, or the day in London of a moment; also of one that is written in ISO form."""
    found = _read(value)
    if found is None:
        return "not known"
    return calendar.british(calendar.local_day(found) if isinstance(found, datetime) else found)


@register.filter
def moment(value: object) -> str:
    """A moment in London."""
    found = _read(value)
    if isinstance(found, datetime):
        return f"{calendar.british(calendar.local_day(found))}, {calendar.local(found):%H:%M}"
    return str(day(value))


@register.filter
def count(value: object) -> str:
    """A whole number with commas."""
    return f"{int(str(value)):,}" if value not in (None, "") else "not known"


@register.filter
def seconds(value: object) -> str:
    """A stretch of time as people say it: 0.3 s, 40 s, 5 min, 3 h."""
    if not isinstance(value, int | float):
        return "not known"
    if value < 10:
        return f"{value:.1f} s"
    if value < 120:
        return f"{value:.0f} s"
    return f"{value / 60:.0f} min" if value < 7200 else f"{value / 3600:.0f} h"


@register.filter
def masked(value: object) -> str:
    """What may be shown of a telephone number."""
    return f"+{hidden(str(value))}" if value else "erased"


@register.filter
def plain(value: object) -> str:
    """The name of a field or a code as words."""
    return str(value).replace("_", " ").capitalize()


@register.filter
def said(value: object) -> str:
    """What was said, for a person: yes, no, or the words; a moment in London."""
    if value is None or isinstance(value, bool):
        return "not said" if value is None else "yes" if value else "no"
    return moment(value) if _read(value) is not None and str(value)[4:5] == "-" else str(value)


def _read(value: object) -> date | None:
    if isinstance(value, date):
        return value
    if not value:
        return None
    text = str(value)
    try:
        return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)
    except ValueError:
        return None
