"""The verbs of obstacles: raising, routing, answering, settling."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from giaoban.obstacles.actions.answering import answer, ask_on, comment, escalate
from giaoban.obstacles.actions.raising import draft, edit, raise_obstacle, withdraw
from giaoban.obstacles.actions.routing import give_back, route, set_term
from giaoban.obstacles.actions.settling import Place, conclude, confirm, place, reopen, take_conclusion_back

ACTIONS: dict[str, Promise | str] = {
    "obstacles.drafted": _("{actor} soạn vướng mắc “{subject}”"),
    "obstacles.edited": _("{actor} sửa vướng mắc “{subject}”"),
    "obstacles.raised": _("{actor} nêu vướng mắc {number} “{subject}”"),
    "obstacles.withdrawn": _("{actor} rút vướng mắc “{subject}”"),
    "obstacles.routed": _("{actor} chuyển vướng mắc “{subject}” cho {division}, hạn trả lời {due}"),
    "obstacles.returned": _("{actor} trả lại vướng mắc “{subject}” để đơn vị tự giải quyết"),
    "obstacles.term_set": _(
        "{actor} đặt thời hạn trả lời lĩnh vực “{subject}”: {days} ngày, có phối hợp {together} ngày"
    ),
    "obstacles.answered": _("{actor} trả lời vướng mắc “{subject}”"),
    "obstacles.asked_on": _("{actor} hỏi thêm về vướng mắc “{subject}”"),
    "obstacles.escalated": _("{actor} báo cáo vướng mắc “{subject}” lên {to}"),
    "obstacles.commented": _("{actor} trao đổi về vướng mắc “{subject}”"),
    "obstacles.placed": _("Vướng mắc “{subject}” được đưa vào chương trình “{meeting}” ngày {day}"),
    "obstacles.left_agenda": _("Vướng mắc “{subject}” được đưa ra khỏi chương trình giao ban"),
    "obstacles.concluded": _("{actor} ghi kết luận về vướng mắc “{subject}” tại “{meeting}”"),
    "obstacles.conclusion_lost": _("{actor} thu hồi kết luận về vướng mắc “{subject}”"),
    "obstacles.resolved": _("{actor} xác nhận vướng mắc “{subject}” đã được tháo gỡ sau {days} ngày"),
    "obstacles.reopened": _("{actor} mở lại vướng mắc “{subject}”"),
}

__all__ = [
    "ACTIONS",
    "Place",
    "answer",
    "ask_on",
    "comment",
    "conclude",
    "confirm",
    "draft",
    "edit",
    "escalate",
    "give_back",
    "place",
    "raise_obstacle",
    "reopen",
    "route",
    "set_term",
    "take_conclusion_back",
    "withdraw",
]
