"""The rules of a poll in plain words, as they are read out before it opens. And parts of a whole, read and written."""

import re
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from django.utils.translation import gettext as _

from giaoban.kernel.errors import Invalid
from giaoban.voting.counting import HALF
from giaoban.voting.models import Poll

FINEST = 1000  # no rule of an assembly is finer than a thousandth
_SHAPE = re.compile(r"^\s*(>=|≥|>)?\s*(\d+(?:[.,]\d+)?)\s*(?:/\s*(\d+)|(%))?\s*$")


def read_part(said: str | float | None) -> tuple[str, bool]:
    """Return a part of a whole and whether reaching it is enough: «1/2», «>=2/3», 0.5, «75%»; empty: none.

    More than a half is usually «at least two thirds», a half is «more than half»: so it is read where no sign is.
    """
    text = "" if said is None else str(said)
    if text.strip().lower() in {"", "none"}:
        return "", False
    shape = _SHAPE.match(text)
    part = _fraction(*shape.group(2, 3, 4)) if shape else None
    if part is None or not 0 < part <= 1:
        raise Invalid("voting.bad_part", fields={"threshold": "voting.bad_part"})
    sign = shape.group(1) if shape else None
    return str(part), (sign != ">") if sign else part > HALF


def _fraction(upper: str, lower: str | None, percent: str | None) -> Fraction | None:
    try:
        number = Fraction(Decimal(upper.replace(",", ".")))
    except InvalidOperation:
        return None
    if lower:
        return number / int(lower) if int(lower) else None
    return (number / 100 if percent or number > 1 else number).limit_denominator(FINEST)


def part_in_words(part: str, *, at_least: bool) -> str:
    """Return a part in words: «quá nửa», «ít nhất 2/3»."""
    if not part:
        return ""
    if part == "1/2":
        return _("ít nhất một nửa") if at_least else _("quá nửa")
    if part == "1":
        return _("toàn bộ")
    return (_("ít nhất %(part)s") if at_least else _("quá %(part)s")) % {"part": part}


def rule_in_words(poll: Poll) -> str:
    """Return the whole rule: «quá nửa tổng số thành viên; hòa: theo phía chủ trì»."""
    whole = str(Poll.Base(poll.base).label)
    part = part_in_words(poll.threshold, at_least=poll.at_least)
    parts = [f"{part} {whole}" if part else _("nhiều phiếu nhất")] if poll.kind != Poll.Kind.SCORE else []
    if poll.quorum:
        least = part_in_words(poll.quorum, at_least=True)
        parts.append(_("hợp lệ khi %(part)s thành viên bỏ phiếu") % {"part": least})
    if poll.kind == Poll.Kind.ELECTION:
        parts.append(_("bầu %(seats)d người") % {"seats": poll.most})
    elif poll.kind == Poll.Kind.SEVERAL:
        parts.append(_("chọn tối đa %(most)d phương án") % {"most": poll.most})
    elif poll.kind == Poll.Kind.SCORE:
        parts.append(_("cho điểm từ 0 đến %(most)d") % {"most": poll.top_score})
    if poll.kind in {Poll.Kind.AGREE, Poll.Kind.ONE}:
        parts.append(_("hòa: %(rule)s") % {"rule": Poll.Tie(poll.tie).label})
    return "; ".join(parts)
