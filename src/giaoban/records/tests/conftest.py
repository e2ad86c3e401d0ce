"""A briefing that is over: papers, presence, a vote with names, a secret vote, conclusions, an issued notice."""

import io
from datetime import timedelta

import pytest

from giaoban.approvals import actions as approvals
from giaoban.approvals import queries as approval_queries
from giaoban.kernel import clock
from giaoban.ledger.seal import seal_all
from giaoban.ledger.testing import run_jobs
from giaoban.meetings import actions
from giaoban.meetings.models import Meeting, RecordPaper
from giaoban.meetings.testing import FRIDAY, MONDAY, a_paper, a_published
from giaoban.people.testing import an, binh, by, chi
from giaoban.records.packing import pack

SECRET = "Kế hoạch chống buôn lậu tuyến X"


@pytest.fixture
def held():
    """The meeting, with one secret item and a private note that must not leave."""
    with clock.at(MONDAY):
        meeting = a_published()
        item = meeting.items.first()
        a_paper(item)
        meeting.items.create(place=9, title=SECRET, is_secret=True)
    with clock.at(FRIDAY):
        actions.start(meeting_id=meeting.pk, by=by(binh()))
        actions.next_item(meeting_id=meeting.pk, by=by(binh()))
        actions.write_note(meeting_id=meeting.pk, text="Chỉ mình tôi biết", by=by(chi()))
    with clock.at(FRIDAY + timedelta(minutes=90)):
        actions.conclude(
            meeting_id=meeting.pk, content="Rà soát các tờ khai tồn đọng.", by=by(binh()),
            lead_unit_id=chi().appointments.get().unit_id, deadline_on=FRIDAY.date() + timedelta(days=7),
        )  # fmt: skip
        actions.close(meeting_id=meeting.pk, by=by(binh()))
        run_jobs()
        paper = RecordPaper.objects.get(meeting=meeting, kind="notice")
        actions.put_forward(paper_id=paper.pk, by=by(binh()))
        waiting = approval_queries.waiting_approval("meetings.record", paper.pk)
        approvals.decide(approval_id=waiting.pk, approve=True, comment="", by=by(an()))
        actions.issue(paper_id=paper.pk, by=by(binh()))
        run_jobs()
        seal_all()
        yield Meeting.objects.get(pk=meeting.pk)


@pytest.fixture
def package(held):
    """The bytes of its record."""
    out = io.BytesIO()
    pack(held, out, made_by="Bình")
    return out.getvalue()
