"""The words of a reminder: in one line what the matter is, in one sentence why it comes. Only what is true then."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from giaoban.kernel import clock
from giaoban.tasks.models import Task
from giaoban.tasks.policy import Owed, Policy, Reason, Standing, told_after


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else "–"


def title_of(task: Task, standing: Standing, one: Owed) -> str:
    """Say in one line what the matter is."""
    facts = {"task": task.title, "days": one.days, "unit": task.lead_unit.short_name, "day": _day(task.deadline_on)}
    if one.reason == Reason.DUE and one.days:
        return _("Đến hạn vào ngày nghỉ %(day)s: %(task)s") % facts
    if one.reason == Reason.DUE and task.deadline_on != clock.today():  # the page, on a day off
        return _("Đến hạn ngày %(day)s: %(task)s") % facts
    if one.reason == Reason.OVERDUE and standing.was_returned_late:
        return _("Bị trả lại, quá hạn %(days)s ngày làm việc: %(task)s") % facts
    words = {
        Reason.UNOPENED: _("Chưa nhận việc sau %(days)s ngày làm việc: %(task)s"),
        Reason.START: _("Còn %(days)s ngày làm việc đến hạn: %(task)s"),
        Reason.DUE: _("Hôm nay đến hạn: %(task)s"),
        Reason.OVERDUE: _("Quá hạn %(days)s ngày làm việc: %(task)s"),
        Reason.AWAY: _("Người thực hiện vắng mặt đến qua hạn: %(task)s"),
        Reason.HEAD: _("%(unit)s quá hạn %(days)s ngày làm việc: %(task)s"),
        Reason.LEADER: _("%(unit)s quá hạn %(days)s ngày làm việc: %(task)s"),
        Reason.DECIDE: _("Chờ đồng chí quyết định gia hạn: %(task)s"),
        Reason.CONFIRM: _("Chờ đồng chí xác nhận hoàn thành: %(task)s"),
    }
    return words[one.reason] % facts


def because_of(task: Task, standing: Standing, one: Owed, policy: Policy) -> str:
    """Say in one sentence why it came."""
    facts = {
        "days": one.days,
        "deadline": _day(task.deadline_on),
        "given": _day(standing.assigned_on),
        "asked": _day(standing.asks_time_since),
        "reported": _day(standing.handed_in_on),
        "progressed": _day(standing.progressed_on),
        "returned": _day(standing.returned_on),
        "until": _day(one.until),
        "rest": policy.rest,
        "silence": policy.wish_silence,
    }
    if one.reason == Reason.START:
        return _start_words(one, facts)
    if one.reason in {Reason.HEAD, Reason.LEADER}:
        return _above_words(standing, one, policy, facts)
    if one.reason == Reason.AWAY:
        return _away_words(task, facts)
    if one.reason == Reason.OVERDUE:
        return _overdue_words(standing, facts)
    words = {
        Reason.UNOPENED: _("Việc giao ngày %(given)s, chưa thấy mở xem hoặc bấm nhận."),
        Reason.DUE: _("Thời hạn là ngày %(deadline)s và chưa có báo cáo tiến độ nào.")
        if standing.progressed_on is None
        else _("Thời hạn là ngày %(deadline)s; báo tiến độ lần cuối ngày %(progressed)s."),
        Reason.DECIDE: _("Đề nghị gia hạn gửi ngày %(asked)s, sau %(days)s ngày làm việc chưa có ý kiến."),
        Reason.CONFIRM: _("Báo cáo hoàn thành ngày %(reported)s, sau %(days)s ngày làm việc chưa được xác nhận."),
    }
    return words[one.reason] % facts


def _start_words(one: Owed, facts: dict[str, Any]) -> str:
    if one.early:
        return _("Hạn %(deadline)s; nhắc sớm vì trong năm qua nhiều việc của đồng chí hoàn thành sau hạn.") % facts
    return _("Hạn %(deadline)s; phần việc còn lại cần bắt đầu từ nay để kịp hạn.") % facts


def _overdue_words(standing: Standing, facts: dict[str, Any]) -> str:
    if standing.asks_time_since:
        return _("Đề nghị gia hạn gửi ngày %(asked)s chưa có ý kiến; thời hạn %(deadline)s vẫn giữ nguyên.") % facts
    if standing.was_returned_late:
        return _("Hạn %(deadline)s; kết quả bị trả lại ngày %(returned)s, từ đó chưa báo cáo lại.") % facts
    return (
        _(
            "Chưa có tiến độ mới; báo tiến độ thì tạm ngừng nhắc %(rest)s ngày làm việc, xin gia hạn thì tạm ngừng "
            "nhiều nhất %(silence)s ngày; nếu không, lời nhắc thưa dần."
        )
        % facts
    )


def _above_words(standing: Standing, one: Owed, policy: Policy, facts: dict[str, Any]) -> str:
    """Name the number that held here: urgent work is told of sooner, returned work counts from its return."""
    head = one.reason == Reason.HEAD
    facts["after"] = told_after(policy.head_after if head else policy.leader_after, standing)
    if standing.was_returned_late:
        text = _(
            "Hạn %(deadline)s; kết quả bị trả lại ngày %(returned)s, sau %(after)s ngày làm việc chưa báo cáo lại."
        )
    elif head:
        text = _("Báo lãnh đạo đơn vị một lần khi việc của đơn vị quá hạn từ %(after)s ngày làm việc.")
    else:
        text = _("Báo lãnh đạo và người giao một lần khi quá hạn từ %(after)s ngày làm việc.")
    return text % facts


def _away_words(task: Task, facts: dict[str, Any]) -> str:
    facts["person"] = (
        task.assignee.full_name if task.assignee else _("Lãnh đạo %(unit)s") % {"unit": task.lead_unit.short_name}
    )
    return (
        _("%(person)s vắng mặt đến hết ngày %(until)s, hạn là %(deadline)s. Đề nghị chuyển người làm hoặc gia hạn.")
        % facts
    )
