"""A vote as a workbook: the count, ballot by ballot where that may be seen, the roll."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from giaoban.voting import results
from giaoban.voting.models import Poll, Voter
from giaoban.voting.queries.ballots import Line
from giaoban.voting.wording import rule_in_words

WIDE, NARROW = 46, 14


def title() -> str:
    """Return what the list of votes is called."""
    return _("Biểu quyết")


def of_poll(poll: Poll, lines: Sequence[Line] | None, roll: Sequence[Voter] | None) -> bytes:
    """Return the workbook; without lines and roll for who may not see them."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        _result(book, poll)
        if lines is not None:
            _lines(book, poll, lines)
        if roll is not None:
            _roll(book, roll)
    return out.getvalue()


def _result(book: Any, poll: Poll) -> None:
    people = poll.result["people"]
    head = [
        (_("Vấn đề"), poll.question),
        (_("Cuộc họp"), poll.meeting.title),
        (_("Cách bỏ phiếu"), poll.get_secrecy_display()),
        (_("Quy tắc"), rule_in_words(poll)),
        (_("Vòng"), poll.round),
        (_("Thành viên"), people["members"]),
        (_("Được bỏ phiếu"), people["may"]),
        (_("Đã bỏ phiếu"), people["cast"]),
        (_("Kết quả"), results.words(poll)),
    ]
    page = book.add_worksheet(_("Kết quả"))
    bold = book.add_format({"bold": True})
    page.set_column(0, 0, WIDE)
    page.set_column(1, 2, NARROW * 2)
    for row, (label, value) in enumerate(head):
        page.write_string(row, 0, str(label), bold)
        (page.write_number if isinstance(value, int) else page.write_string)(row, 1, value)
    first = len(head) + 1
    _head(book, page, first, [(_("Phương án"), WIDE), (_("Số phiếu"), NARROW * 2), (_("Tỷ lệ %"), NARROW * 2)])
    for row, bar in enumerate(results.bars(poll), first + 1):
        page.write_string(row, 0, bar.label)
        page.write_number(row, 1, bar.votes)
        page.write_number(row, 2, bar.share)


def _lines(book: Any, poll: Poll, lines: Iterable[Line]) -> None:
    page = book.add_worksheet(_("Từng phiếu"))
    own = _("Dấu của mã phiếu") if poll.is_secret else _("Người bỏ phiếu")
    columns = [(_("STT"), 6), (own, WIDE), (_("Đơn vị"), 28), (_("Lựa chọn"), WIDE), (_("Ý kiến"), WIDE)]
    _head(book, page, 0, [*columns, (_("Số phiếu"), NARROW)])
    for row, line in enumerate(lines, 1):
        page.write_number(row, 0, row)
        for column, text in enumerate((line.commitment or line.who, line.unit, line.words, line.text), 1):
            page.write_string(row, column, text)
        page.write_number(row, 5, line.weight)


def _roll(book: Any, roll: Iterable[Voter]) -> None:
    page = book.add_worksheet(_("Danh sách biểu quyết"))
    columns = [(_("STT"), 6), (_("Thành viên"), 30), (_("Người bỏ phiếu"), 30), (_("Đơn vị"), 28)]
    _head(book, page, 0, [*columns, (_("Được bỏ phiếu"), NARROW), (_("Đã bỏ phiếu"), NARROW)])
    for row, voter in enumerate(roll, 1):
        page.write_number(row, 0, row)
        unit = voter.unit.short_name if voter.unit else ""
        said = [_("Có") if value else _("Không") for value in (voter.may_vote, voter.has_voted)]
        for column, text in enumerate((voter.member_name, voter.name, unit, *said), 1):
            page.write_string(row, column, text)


def _head(book: Any, page: Any, row: int, columns: list[tuple[str, int]]) -> None:
    form = book.add_format({"bold": True, "bg_color": "#E6ECF2", "border": 1, "text_wrap": True, "valign": "vcenter"})
    for column, (words, width) in enumerate(columns):
        page.write_string(row, column, words, form)
        page.set_column(column, column, width)
