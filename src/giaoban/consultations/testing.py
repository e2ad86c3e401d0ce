"""Consultations for tests: Khánh's division asks, An approves, Chi (her branch) and Phúc answer."""

from typing import Any

from giaoban.approvals import actions as approvals
from giaoban.approvals import queries as approval_queries
from giaoban.consultations import actions
from giaoban.consultations.models import Consultation, OpinionLine, OpinionSlip
from giaoban.kernel.actor import Actor
from giaoban.people.models import Unit, User
from giaoban.people.testing import a_person, a_unit, an, by, chi, the_agency

NOTE = "Quy chế ban hành trong quý II."
TREATED = "Đã bổ sung tại Điều 5."
SUBJECT = "Dự thảo quy chế làm việc sửa đổi"


def gsql() -> Unit:
    """The division that asks."""
    return a_unit("GSQL", name="Phòng GSQL", parent=the_agency(), level="division")


def lan() -> User:
    """Lan, an officer of the division, is in charge."""
    return a_person("lan", "Đặng Thị Lan", unit=gsql())


def khanh() -> User:
    """Khánh heads the division that asks."""
    return a_person("khanh", "Ngô Quốc Khánh", unit=gsql(), position="Trưởng phòng", authority="head")


def phuc() -> User:
    """Phúc is asked by name."""
    team = a_unit("NOIBAI-1", name="Đội Thủ tục", parent=a_unit("NOIBAI"), level="team")
    return a_person("phuc", "Đỗ Hồng Phúc", unit=team)


def facts_of(**more: Any) -> dict[str, Any]:
    """What an officer writes: Chi's branch and Phúc are asked."""
    branch = chi().appointments.get().unit_id
    plain = {
        "subject": SUBJECT,
        "text": "Xin ý kiến về dự thảo quy chế làm việc, trọng tâm là chế độ họp giao ban trực tuyến.",
        "units": [branch],
        "people": [phuc().pk],
        "working_days": 5,
        "approver_id": an().pk,
    }
    return plain | more


def a_consultation(state: str = "open", **more: Any) -> Consultation:
    """A consultation of Lan's, led through the verbs up to the state."""
    khanh()
    made = actions.draft(unit_id=gsql().pk, facts=facts_of(**more), by=by(lan()))
    return led_to(made, state)


def led_to(made: Consultation, state: str) -> Consultation:
    """Lead a draft to that state as its people would."""
    officer, pk = by(lan()), made.pk
    over = {"closed", "signing", "published"}
    if state in {"submitted", "approved", "open", *over}:
        actions.submit(consultation_id=pk, by=officer)
    if state in {"approved", "open", *over}:
        decided(made, by(an()))
    if state in {"open", *over}:
        actions.send(consultation_id=pk, by=officer)
    if state in over:
        for person, choice, text in ((chi(), "agree", ""), (phuc(), "other", "Bổ sung thời hạn gửi tài liệu họp.")):
            answered(made, person, choice, text)
        actions.close(consultation_id=pk, by=officer)
    if state in {"signing", "published"}:
        treated(made)
        actions.announce(consultation_id=pk, note=NOTE, by=officer)
    if state == "published":
        decided(made, by(an()))
    if state == "cancelled":
        actions.cancel(consultation_id=pk, reason="Không cần nữa", by=officer)
    made.refresh_from_db()
    return made


def treated(consultation: Consultation) -> None:
    """Lan says of Phúc's opinion that it is taken in."""
    line = OpinionLine.objects.get(opinion=slip_for(consultation, phuc()).opinion)
    actions.treat(consultation_id=consultation.pk, line_id=line.pk, kind="taken", text=TREATED, by=by(lan()))


def decided(consultation: Consultation, leader: Actor, *, approve: bool = True, comment: str = "") -> None:
    """The leader says yes, or sends it back."""
    for kind in ("consultations.consultation", "consultations.notice"):
        waiting = approval_queries.waiting_approval(kind, consultation.pk)
        if waiting:
            approvals.decide(approval_id=waiting.pk, approve=approve, comment=comment, by=leader)


def slip_for(consultation: Consultation, person: User) -> OpinionSlip:
    """The slip of that person."""
    return consultation.slips.get(user=person)


def said(consultation: Consultation, choice: str = "agree", text: str = "") -> list[actions.Said]:
    """The same words to every question."""
    return [actions.Said(question.pk, choice, text) for question in consultation.questions.all()]


def answered(consultation: Consultation, person: User, choice: str = "agree", text: str = "") -> OpinionSlip:
    """That person answers the own slip."""
    slip = slip_for(consultation, person)
    return actions.answer(slip_id=slip.pk, said=said(consultation, choice, text), by=by(person))
