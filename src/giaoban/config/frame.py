"""What stands around every page: the rail, what runs now, unread notices, who I am."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from giaoban.approvals import queries as approvals
from giaoban.floor import permissions as floor
from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.meetings import queries as meetings
from giaoban.meetings.models import Meeting
from giaoban.notify import queries as notify
from giaoban.people import queries as people
from giaoban.people.models import Delegation, Role, User
from giaoban.ui.frame import Banner, Frame, Hat, Me, MenuLink, NavEntry, Running

ENTRIES: tuple[tuple[str, Any, str], ...] = (
    ("desk:today", _("Hôm nay"), "home"),
    ("desk:calendar", _("Lịch"), "calendar"),
    ("meetings:list", _("Cuộc họp"), "users-group"),
    ("obstacles:list", _("Vướng mắc"), "barrier-block"),
    ("tasks:list", _("Nhiệm vụ"), "checklist"),
    ("reports:owed", _("Báo cáo tuần"), "report"),
    ("documents:library", _("Tài liệu"), "books"),
    ("consultations:list", _("Lấy ý kiến"), "message-question"),
    ("approvals:waiting", _("Chờ tôi duyệt"), "rubber-stamp"),
    ("people:people", _("Danh bạ"), "address-book"),
)
FOR_ADMINISTRATORS: tuple[tuple[str, Any, str], ...] = (
    ("people:units", pgettext_lazy("cây", "Đơn vị"), "sitemap"),
    ("desk:book", _("Nhật ký"), "book"),
    ("notify:outbox", _("Hộp thư đi"), "mail"),
    ("notify:channels", _("Kênh thông báo"), "broadcast"),
    ("tasks:policy", _("Chính sách nhắc việc"), "bell"),
    ("documents:authorities", _("Chứng thực tin cậy"), "certificate"),
    ("signing:keys", _("Khóa ký số"), "key"),
)
FOR_LEADERS: tuple[tuple[str, Any, str], ...] = (("floor:figures", _("Thống kê phát biểu"), "microphone"),)
FOR_THE_OFFICE: tuple[tuple[str, Any, str], ...] = (("seating:halls", _("Sơ đồ hội trường"), "armchair"),)
SHOWN_RUNNING = 2


def frame(request: HttpRequest) -> dict[str, Any]:
    """Offer the frame to every template; it is computed only where a template asks for it."""
    return {"frame": SimpleLazyObject(lambda: _frame(request))}


def _frame(request: HttpRequest) -> Frame:
    user = getattr(request, "user", None)  # a request that is refused at the door has none
    if not isinstance(user, User):
        return Frame()
    by: Actor = request.actor  # type: ignore[attr-defined]
    return Frame(
        me=_me(user, by),
        nav=_nav(request.path, by),
        running=_running(by),
        unread=notify.unread_count(user.pk),
        banner=_banner(by),
        agency=people.agency_name(),
        search_url=reverse("search:results"),
        notices_url=reverse("notify:inbox"),
        notices_list_url=reverse("notify:bell"),
        language_url=reverse("people:language"),
        sign_out_url=reverse("account_logout"),
        visit=notify.digest_of(request.session.session_key or "")[:12],
        menu=(
            MenuLink(reverse("people:me"), _("Tài khoản của tôi"), "user"),
            MenuLink(reverse("notify:preferences"), _("Tùy chọn thông báo"), "bell-cog"),
        ),
    )


def _nav(path: str, by: Actor) -> list[NavEntry]:
    waiting = approvals.waiting_for(by).count()
    rows = list(ENTRIES)
    if floor.figure_units(by):
        rows += FOR_LEADERS
    if by.has_role(Role.OFFICE_SECRETARY):
        rows += FOR_THE_OFFICE
    if by.has_role(Role.SYSTEM_ADMIN) or by.has_role(Role.INSPECTOR):
        rows += FOR_ADMINISTRATORS
    urls = [(reverse(name), label, icon, name) for name, label, icon in rows]
    best = max((url for url, *_ in urls if path == url or (url != "/" and path.startswith(url))), key=len, default="")
    return [
        NavEntry(url, label, icon, active=url == best, count=waiting if name == "approvals:waiting" else 0)
        for url, label, icon, name in urls
    ]


def _running(by: Actor) -> list[Running]:
    if not Meeting.objects.filter(state=Meeting.State.RUNNING).exists():  # on most pages of most days
        return []
    rows = meetings.visible_meetings(by, whole=True).filter(state=Meeting.State.RUNNING).order_by("started_at")
    return [Running(reverse("hall:room", args=[row.pk]), row.title, row.started_at) for row in rows[:SHOWN_RUNNING]]


def _me(user: User, by: Actor) -> Me:
    position, unit = people.post_names(user.pk)
    return Me(name=user.full_name, key=str(user.pk), role=position, unit=unit, hats=_hats(by))


def _banner(by: Actor) -> Banner | None:
    """Say that an administrator works as one: nobody forgets it, nobody standing by misses it."""
    if not (by.has_role(Role.SYSTEM_ADMIN) or by.has_role(Role.UNIT_ADMIN)):
        return None
    session = people.current_staff_session(by.person_id)
    if session is None:
        return None
    until = clock.local(session.ends_at)
    words = _("Đang trong phiên quản trị đến {until}: {reason}").format(until=f"{until:%H:%M}", reason=session.reason)
    return Banner(words, url=reverse("people:me"), action=_("Trang của tôi"))


def _hats(by: Actor) -> list[Hat]:
    if not by.stands_in_for:
        return []
    rows = Delegation.objects.filter(holder_id=by.user_id, giver_id__in=by.stands_in_for, ended_at=None)
    return [Hat(row.giver.full_name, until=row.ends_at) for row in rows.select_related("giver")]
