"""Conclusions in the room: drafted by several hands, settled by one tap, seen by all, a task at once."""

from datetime import timedelta

import pytest

from giaoban.hall.queries import snapshot
from giaoban.hall.testing import assisted, guest, lan
from giaoban.kernel import clock
from giaoban.kernel.errors import Conflict, NotFound, Refused
from giaoban.ledger.testing import expect_record
from giaoban.meetings import actions
from giaoban.meetings.actions.conclusions import Facts
from giaoban.meetings.queries import room
from giaoban.people.testing import an, binh, by, chi, dung
from giaoban.tasks.models import Task


@pytest.fixture
def draft(running):
    return actions.conclude(meeting_id=running.pk, content="Rà soát tờ khai.\nBáo cáo Cục.", by=by(binh()))


def unit_of(user):
    return user.appointments.get().unit


def facts_of(draft):
    draft.refresh_from_db()
    return Facts.of(draft)


def change(draft, who, base, revision, **values):
    facts = {"content": base.content, "lead_unit_id": base.lead_unit_id, "deadline_on": base.deadline_on} | values
    return actions.change_conclusion(conclusion_id=draft.pk, base=base, revision=revision, by=by(who), **facts)


def test_what_the_words_name_is_filled_in(running, watched):
    with watched(running):
        made = actions.conclude(
            meeting_id=running.pk,
            content="Giao Chi cục Nội Bài, phối hợp Văn phòng, xong trong 3 ngày.",
            guess=True,
            by=by(binh()),
        )
    assert made.lead_unit == unit_of(chi())
    assert [row.unit for row in made.coordinating.all()] == [unit_of(binh())]
    assert made.deadline_on > clock.today()


def test_two_hands_on_one_draft_keep_both(running, draft, watched):
    assisted(running)
    base = facts_of(draft)
    with watched(running):
        change(draft, lan(), base, 1, lead_unit_id=unit_of(chi()).pk, content="Rà soát mọi tờ khai.\nBáo cáo Cục.")
    with expect_record("meetings.conclusion_changed"), watched(running):
        both = change(
            draft, binh(), base, 1, deadline_on=clock.today(), content="Rà soát tờ khai.\nBáo cáo Cục trưởng."
        )
    assert (both.content, both.lead_unit, both.deadline_on, both.revision) == (
        "Rà soát mọi tờ khai.\nBáo cáo Cục trưởng.",
        unit_of(chi()),
        clock.today(),
        3,
    )


def test_the_same_fact_is_never_overwritten_unseen(running, draft):
    assisted(running)
    base = facts_of(draft)
    change(draft, lan(), base, 1, deadline_on=clock.today())
    with expect_record(), pytest.raises(Conflict) as no:
        change(draft, binh(), base, 1, deadline_on=clock.today() + timedelta(days=3))
    assert no.value.code == "meetings.conclusion_changed_meanwhile"


def test_the_same_saving_again_changes_nothing(running, draft):
    base = facts_of(draft)
    change(draft, binh(), base, 1, content="Khác.")
    with expect_record():
        change(draft, binh(), base, 1, content="Khác.")


def test_it_is_final_for_all_and_a_task_at_once(running, draft, watched):
    change(draft, binh(), facts_of(draft), 1, lead_unit_id=unit_of(chi()).pk, deadline_on=clock.today())
    assert f"conclusion/{draft.pk}" not in snapshot(running, room.eyes(by(chi()), running)).state
    with expect_record("tasks.assigned", "meetings.conclusion_settled"), watched(running):
        actions.settle_conclusion(conclusion_id=draft.pk, by=by(an()))
    assert f"conclusion/{draft.pk}" in snapshot(running, room.eyes(by(guest()), running)).state
    assert Task.objects.get().assignee == chi()


def test_only_the_desk_concludes(running, draft):
    assisted(running)
    for who in (chi(), guest()):
        with pytest.raises(Refused):
            actions.conclude(meeting_id=running.pk, content="Không", by=by(who))
        with pytest.raises(NotFound):  # a draft is not there for them
            actions.settle_conclusion(conclusion_id=draft.pk, by=by(who))
    with pytest.raises(NotFound):
        actions.conclude(meeting_id=running.pk, content="Không", by=by(dung()))
    actions.conclude(meeting_id=running.pk, content="Được", by=by(lan()))
