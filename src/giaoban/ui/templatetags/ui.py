"""Template tags and filters of the design system. Loaded into every template by the settings."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Literal

from django import template
from django.http import HttpRequest
from django.template.base import FilterExpression, Parser, Token
from django.template.context import Context
from django.templatetags.static import static
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from giaoban.kernel.paging import Page
from giaoban.ui import dates

register = template.Library()

THEMES = frozenset({"light", "dark", "contrast"})
SIZES = frozenset({"large", "larger"})
TINTS = 6
THOUSAND = 1000
SOON = 3
KIND_WORDS = {"jpeg": "JPG", "tiff": "TIF", "htm": "HTML"}
MESSAGE_ICONS = {
    "success": "circle-check",
    "done": "circle-check",
    "warning": "alert-triangle",
    "error": "alert-circle",
    "danger": "alert-circle",
    "live": "broadcast",
}


def icon(name: str, label: str = "") -> SafeString:
    """Draw an icon from the sprite; with a label it is read aloud, without it is decoration."""
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}#{}"/></svg>', label, _sprite(), name
        )
    return _decoration(str(name))


@cache
def _sprite() -> str:
    """Where the icons are does not change in the life of the process."""
    return static("ui/dist/icons.svg")


@cache
def _decoration(name: str) -> SafeString:
    """Three hundred on a page: each is written once in the life of the process."""
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', _sprite(), name)


class IconNode(template.Node):
    """An icon whose name is known or is a value of the page."""

    def __init__(self, name: FilterExpression, label: FilterExpression | None) -> None:
        self.name, self.label = name, label

    def render(self, context: Context) -> SafeString:
        """Draw it."""
        return icon(self.name.resolve(context), self.label.resolve(context) if self.label else "")


@register.tag("icon")
def do_icon(parser: Parser, token: Token) -> IconNode:
    """Draw an icon: its name, and a label where it is read aloud."""
    _tag, name, *label = token.split_contents()
    return IconNode(parser.compile_filter(name), parser.compile_filter(label[0]) if label else None)


@register.simple_tag(takes_context=True)
def theme_attributes(context: Context) -> SafeString:
    """Write the chosen theme and text size on <html>, so that the first paint is already right."""
    request: HttpRequest | None = context.get("request")
    cookies = request.COOKIES if request else {}
    theme, size = cookies.get("theme", ""), cookies.get("size", "")
    return format_html(
        'data-theme="{}" data-size="{}"',
        theme if theme in THEMES else "auto",
        size if size in SIZES else "normal",
    )


register.filter("date_vn", dates.date_vn)
register.filter("time_vn", dates.time_vn)
register.filter("datetime_vn", dates.datetime_vn)
register.filter("weekday_vn", dates.weekday_vn)
register.filter("long_date_vn", dates.long_date_vn)
register.filter("duration", dates.duration)
register.filter("lunar", dates.lunar)
register.filter("when", dates.when)
register.simple_tag(dates.span, name="time_span")


@register.simple_tag
def widget_attributes(attributes: dict[str, Any]) -> SafeString:
    """Write the attributes of a form's control, as Django does, in one go: twenty controls stand on a page."""
    written = [
        format_html(" {}", name) if value is True else format_html(' {}="{}"', name, value)
        for name, value in attributes.items()
        if value is not False
    ]
    return mark_safe("".join(written))  # noqa: S308 - escaped above


@register.filter
def file_size(size: int | None) -> str:
    """Write a number of bytes as people read it: 640 kB, 1,2 MB."""
    if size is None:
        return ""
    amount = float(size)
    for unit, digits in (("B", 0), ("kB", 0), ("MB", 1)):
        if amount < THOUSAND:
            return f"{number_format(round(amount, digits), digits)} {unit}"
        amount /= THOUSAND
    return f"{number_format(round(amount, 1), 1)} GB"


@register.filter
def file_kind(name: str) -> str:
    """Return the short word on a file's corner: PDF, DOCX."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""  # a path refuses what a template marks safe
    return KIND_WORDS.get(ending, ending.upper())[:4] or "?"


@register.filter
def initials(name: str) -> str:
    """Return two letters for a Vietnamese name: the family name's and the given name's."""
    words = name.split()
    if not words:
        return "?"
    return (words[0][0] + words[-1][0] if len(words) > 1 else words[0][:1]).upper()


@register.filter
def tint(name: str) -> int:
    """Return the number of the avatar colour that a name always gets."""
    return zlib.crc32(name.encode()) % TINTS + 1


@register.filter
def message_icon(tone: str) -> str:
    """Return the icon that goes with a tone."""
    return MESSAGE_ICONS.get(tone.rsplit(maxsplit=1)[-1] if tone else "", "info-circle")


@register.filter
def times(count: int | str) -> range:
    """Repeat something that many times."""
    return range(int(count))


@dataclass(frozen=True, slots=True)
class PagerStep:
    """One link of the pager."""

    number: int
    kind: Literal["", "back", "next"] = ""
    current: bool = False
    disabled: bool = False

    @property
    def icon(self) -> str:
        """The sign on the link; page numbers have none."""
        return {"back": "chevron-left", "next": "chevron-right"}.get(self.kind, "")

    @property
    def label(self) -> str:
        """What the link is called aloud."""
        words = {"back": _("Trang trước"), "next": _("Trang sau")}
        return words.get(self.kind) or _("Trang số %(n)d") % {"n": self.number}


@register.filter
def pager_steps(page: Page[Any]) -> Iterator[PagerStep | Literal["gap"]]:
    """Return the links of a pager: back, the first, those around, the last, next."""
    yield PagerStep(page.number - 1, "back", disabled=page.number <= 1)
    wanted = sorted({1, page.pages, *range(max(1, page.number - 1), min(page.pages, page.number + 1) + 1)})
    before = 0
    for number in wanted:
        between = range(before + 1, number)
        if len(between) == 1:
            yield PagerStep(between[0])
        elif between:
            yield "gap"
        yield PagerStep(number, current=number == page.number)
        before = number
    yield PagerStep(page.number + 1, "next", disabled=page.number >= page.pages)


def _query(context: Context, **changes: str | None) -> str:
    request: HttpRequest | None = context.get("request")
    query = request.GET.copy() if request else None
    if query is None:
        return "?"
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = value
    return f"{request.path if request else ''}?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def with_query(context: Context, name: str, value: object) -> str:
    """Return this page's address with one parameter changed."""
    return _query(context, **{name: str(value)})


@dataclass(frozen=True, slots=True)
class Sorting:
    """How a column is sorted now, and the address that turns it."""

    url: str
    direction: Literal["", "ascending", "descending"]


@register.simple_tag(takes_context=True)
def sorting(context: Context, key: str) -> Sorting:
    """Return how a column is sorted: `?sort=key` up, `?sort=-key` down, first click up."""
    request: HttpRequest | None = context.get("request")
    now = request.GET.get("sort", "") if request else ""
    direction: Literal["", "ascending", "descending"] = (
        "ascending" if now == key else "descending" if now == f"-{key}" else ""
    )
    return Sorting(_query(context, sort=f"-{key}" if now == key else key, page=None), direction)


@register.simple_tag(takes_context=True)
def here(context: Context) -> str:
    """Return the address of this page with its query, for `next` fields."""
    request: HttpRequest | None = context.get("request")
    return request.get_full_path() if request else ""


@register.filter
def days_left(day: date | datetime | None, today: date | None = None) -> str:
    """Say how far a due day is: "còn 3 ngày", "hôm nay", "quá hạn 2 ngày"."""
    left = dates.days_until(day, today)
    if left is None:
        return ""
    if left == 0:
        return _("hạn hôm nay")
    if left == 1:
        return _("còn 1 ngày")
    if left == -1:
        return _("quá hạn 1 ngày")
    return (_("còn %(n)d ngày") if left > 0 else _("quá hạn %(n)d ngày")) % {"n": abs(left)}


@register.filter
def due_tone(day: date | datetime | None, today: date | None = None) -> str:
    """Return the tone of a due day: live when overdue, warning within three days, else neutral."""
    left = dates.days_until(day, today)
    if left is None:
        return "neutral"
    return "live" if left < 0 else "warning" if left <= SOON else "neutral"


@register.filter
def lines(text: str) -> SafeString:
    """Keep the line breaks that a person typed; everything is escaped."""
    return mark_safe("<br>".join(format_html("{}", line) for line in text.splitlines()))  # noqa: S308 - escaped above
