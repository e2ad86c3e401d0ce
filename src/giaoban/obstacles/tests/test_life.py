"""The life of an obstacle through its verbs, each refused, repeated and recorded."""

from datetime import date

import pytest

from giaoban.kernel.errors import Conflict, Invalid, NotFound, Refused
from giaoban.kernel.ids import new_id
from giaoban.kernel.rules import YES
from giaoban.ledger.testing import expect_record
from giaoban.obstacles import actions, queries
from giaoban.obstacles.models import Obstacle, Precedent
from giaoban.obstacles.testing import a_field, an_obstacle, facts_of, gsql, khanh, led_to, noi_bai, phuc, txnk
from giaoban.people.testing import an, binh, by, chi, dung

pytestmark = pytest.mark.django_db


def test_a_draft_is_written_once_and_raised_with_a_number():
    noi_bai()
    mine, known = by(phuc()), new_id()
    with expect_record("obstacles.drafted", "obstacles.edited", "obstacles.raised"):
        made = actions.draft(branch_id=noi_bai().pk, facts=facts_of(), by=mine, obstacle_id=known)
        assert actions.draft(branch_id=noi_bai().pk, facts=facts_of(), by=mine, obstacle_id=known) == made
        actions.edit(obstacle_id=known, facts={"urgency": "flash"}, by=by(chi()))
        actions.edit(obstacle_id=known, facts={"urgency": "flash"}, by=by(chi()))
        raised = actions.raise_obstacle(obstacle_id=known, by=mine)
        assert actions.raise_obstacle(obstacle_id=known, by=mine).number == raised.number == "VM-0001/2026"
    assert (raised.state, raised.raised_by, raised.days_open) == ("raised", phuc(), 0)
    assert an_obstacle().number == "VM-0002/2026"


@pytest.mark.parametrize(
    ("more", "field"),
    [({"title": " "}, "title"), ({"facts": ""}, "facts"), ({"field_id": None}, "field"),
     ({"wanted_on": date(2026, 3, 1)}, "wanted_on")],
)  # fmt: skip
def test_a_draft_needs_a_name_facts_and_a_field(more, field):
    with pytest.raises(Invalid) as told:
        actions.draft(branch_id=noi_bai().pk, facts=facts_of() | more, by=by(chi()))
    assert field in told.value.details["fields"]


def test_others_cannot_raise_for_the_branch_nor_take_its_id():
    known = an_obstacle("draft")
    dung()
    with pytest.raises(Refused):
        actions.draft(branch_id=noi_bai().pk, facts=facts_of(), by=by(dung()))
    with pytest.raises(Conflict):
        actions.draft(branch_id=noi_bai().pk, facts=facts_of(), by=by(chi()), obstacle_id=known.pk)
    with pytest.raises(NotFound):
        actions.raise_obstacle(obstacle_id=known.pk, by=by(dung()))


def test_the_office_routes_by_field_and_term():
    obstacle = an_obstacle()
    with expect_record("obstacles.routed"):
        routed = actions.route(obstacle_id=obstacle.pk, by=by(binh()))
        actions.route(obstacle_id=obstacle.pk, by=by(binh()))
    assert (routed.state, routed.division, routed.due_on) == ("routed", gsql(), date(2026, 3, 17))
    moved = actions.route(obstacle_id=obstacle.pk, coordinating=[txnk().pk], by=by(binh()))
    assert moved.due_on == date(2026, 3, 24)  # ten working days with somebody's help
    assert moved.first_due_on == date(2026, 3, 17)
    with pytest.raises(Invalid):
        actions.route(obstacle_id=obstacle.pk, due_on=date(2026, 3, 1), by=by(binh()))


def test_a_field_without_division_asks_for_one():
    field = a_field("khac", "Khác")
    field.unit = None
    field.save()
    obstacle = an_obstacle(field_id=field.pk)
    with pytest.raises(Invalid):
        actions.route(obstacle_id=obstacle.pk, by=by(binh()))


def test_terms_are_set_by_the_office():
    with expect_record("obstacles.term_set"):
        actions.set_term(field_id=a_field().pk, days=3, days_together=7, by=by(binh()))
        actions.set_term(field_id=a_field().pk, days=3, days_together=7, by=by(binh()))
    assert an_obstacle("routed").due_on == date(2026, 3, 13)
    with pytest.raises(Invalid):
        actions.set_term(field_id=a_field().pk, days=9, days_together=7, by=by(binh()))
    with pytest.raises(Refused):
        actions.set_term(field_id=a_field().pk, days=3, days_together=7, by=by(khanh()))


def test_what_is_the_branchs_own_comes_back_and_may_be_raised_again():
    obstacle = an_obstacle()
    with expect_record("obstacles.returned", "obstacles.edited", "obstacles.raised"):
        actions.give_back(obstacle_id=obstacle.pk, reason="Thuộc thẩm quyền Chi cục trưởng", by=by(binh()))
        actions.give_back(obstacle_id=obstacle.pk, reason="Thuộc thẩm quyền Chi cục trưởng", by=by(binh()))
        actions.edit(obstacle_id=obstacle.pk, facts={"proposal": "Đề nghị Cục hướng dẫn"}, by=by(chi()))
        again = actions.raise_obstacle(obstacle_id=obstacle.pk, by=by(chi()))
    assert (again.number, again.state) == (obstacle.number, "raised")


def test_answered_asked_on_answered_and_confirmed():
    obstacle = an_obstacle("routed")
    pk, division, branch = obstacle.pk, by(khanh()), by(chi())
    with expect_record(
        "obstacles.answered", "obstacles.asked_on", "obstacles.answered", "obstacles.resolved", "obstacles.reopened"
    ):
        actions.answer(obstacle_id=pk, text="Theo dữ liệu một cửa.", legal_basis="TT 33/2023", by=division)
        actions.answer(obstacle_id=pk, text="Theo dữ liệu một cửa.", legal_basis="TT 33/2023", by=division)
        asked = actions.ask_on(obstacle_id=pk, text="Khi hệ thống dừng thì sao?", by=branch)
        actions.ask_on(obstacle_id=pk, text="Khi hệ thống dừng thì sao?", by=branch)
        assert (asked.state, asked.due_on) == ("routed", date(2026, 3, 17))
        actions.answer(obstacle_id=pk, text="Được bổ sung sau.", by=division)
        done = actions.confirm(obstacle_id=pk, by=by(phuc()))
        actions.confirm(obstacle_id=pk, by=branch)
        assert done.state == "resolved"
        kept = Precedent.objects.get()
        assert "Theo dữ liệu một cửa." in kept.answer
        assert kept.legal_basis == "TT 33/2023"
        again = actions.reopen(obstacle_id=pk, reason="Lại vướng", by=branch)
        actions.reopen(obstacle_id=pk, reason="Lại vướng", by=branch)
    assert (again.state, again.times_reopened, again.settled_at) == ("routed", 1, None)
    assert not Precedent.objects.exists()


def test_a_branch_may_keep_its_case_out_of_the_library():
    an_obstacle("resolved", is_shared=False)
    assert not Precedent.objects.exists()


def test_beyond_competence_goes_up_and_comes_down_answered():
    obstacle = an_obstacle("routed")
    pk = obstacle.pk
    with expect_record("obstacles.escalated", "obstacles.escalated", "obstacles.answered"):
        actions.escalate(obstacle_id=pk, level="leader", reason="Chưa có quy định", by=by(khanh()))
        actions.escalate(obstacle_id=pk, level="leader", reason="Chưa có quy định", by=by(khanh()))
        with pytest.raises(Conflict):
            actions.escalate(obstacle_id=pk, level="leader", reason="Khác", by=by(an()))
        up = actions.escalate(obstacle_id=pk, level="higher", reason="Xin ý kiến Tổng cục", by=by(an()))
        assert (up.state, up.level) == ("escalated", "higher")
        with pytest.raises(Invalid):
            actions.answer(obstacle_id=pk, text="Đồng ý", by=by(binh()))
        down = actions.answer(obstacle_id=pk, text="Đồng ý", source="CV 1234/TCHQ-GSQL", by=by(binh()))
    assert down.state == "answered"


def test_a_briefing_takes_it_up_concludes_and_the_branch_confirms():
    obstacle = an_obstacle("routed")
    pk, conclusion = obstacle.pk, new_id()
    place = actions.Place(new_id(), new_id(), "Giao ban tuần 12", date(2026, 3, 13))
    with expect_record(
        "obstacles.placed",
        "obstacles.concluded",
        "obstacles.conclusion_lost",
        "obstacles.concluded",
        "obstacles.resolved",
    ):
        actions.place(obstacle_id=pk, at=place, by=by(binh()))
        actions.place(obstacle_id=pk, at=place, by=by(binh()))
        said = {"text": "GSQL hướng dẫn.", "conclusion_id": conclusion, "meeting": "Giao ban tuần 12"}
        actions.conclude(obstacle_id=pk, **said, by=by(binh()), allowed=YES)
        actions.conclude(obstacle_id=pk, **said, by=by(binh()), allowed=YES)
        back = actions.take_conclusion_back(conclusion_id=conclusion, by=by(binh()), allowed=YES)
        assert back is not None
        assert back.state == "routed"
        assert actions.take_conclusion_back(conclusion_id=conclusion, by=by(binh()), allowed=YES) is None
        actions.conclude(obstacle_id=pk, **said, by=by(binh()), allowed=YES, task_id=new_id())
        actions.confirm(obstacle_id=pk, by=by(chi()))
    assert Precedent.objects.get().answer == "GSQL hướng dẫn.\n\nGSQL hướng dẫn."
    with pytest.raises(Refused):
        actions.conclude(obstacle_id=pk, **(said | {"conclusion_id": new_id()}), by=by(binh()), allowed=YES)


def test_an_agenda_lets_go_of_it():
    obstacle = an_obstacle("routed")
    place = actions.Place(new_id(), new_id(), "Giao ban tuần 12", date(2026, 3, 13))
    actions.place(obstacle_id=obstacle.pk, at=place, by=by(binh()))
    with expect_record("obstacles.left_agenda"):
        assert actions.place(obstacle_id=obstacle.pk, at=None, by=by(binh())).meeting_id is None


def test_it_is_withdrawn_with_a_reason_and_stays_readable():
    obstacle = an_obstacle("routed")
    with pytest.raises(Invalid):
        actions.withdraw(obstacle_id=obstacle.pk, reason=" ", by=by(chi()))
    with expect_record("obstacles.withdrawn"):
        actions.withdraw(obstacle_id=obstacle.pk, reason="Đã tự giải quyết", by=by(chi()))
        actions.withdraw(obstacle_id=obstacle.pk, reason="Đã tự giải quyết", by=by(chi()))
    with pytest.raises(Refused):
        actions.withdraw(obstacle_id=obstacle.pk, reason="x", by=by(khanh()))
    assert queries.seen_among(by(khanh()), [obstacle.pk])


def test_words_are_exchanged_and_not_twice():
    obstacle = an_obstacle("routed")
    with expect_record("obstacles.commented"):
        one = actions.comment(obstacle_id=obstacle.pk, text="Xin thêm số tờ khai", by=by(khanh()))
        assert actions.comment(obstacle_id=obstacle.pk, text="Xin thêm số tờ khai", by=by(khanh())) == one


@pytest.mark.parametrize("state", ["draft", "raised", "routed", "escalated", "answered", "resolved", "returned"])
def test_the_builders_reach_every_state(state):
    assert led_to(an_obstacle("draft"), state).state == state
    assert Obstacle.objects.count() == 1
