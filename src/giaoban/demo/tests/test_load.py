"""The demo agency in the database: complete, in order, loaded once."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from io import StringIO

import pytest
from django.contrib.auth.hashers import check_password
from django.core.management import call_command
from django.db import connection, transaction
from django.test import override_settings

from giaoban.clerical.models import IssuedNumber, Register
from giaoban.clerical.papers import from_json, render_pdf
from giaoban.consultations.models import Consultation
from giaoban.demo.load.timeline import moment
from giaoban.documents.models import Document, Version
from giaoban.floor.models import Turn
from giaoban.kernel import clock
from giaoban.ledger import registry
from giaoban.ledger.models import Entry, Job
from giaoban.meetings.models import (
    AgendaItem,
    AttendanceMark,
    Attendee,
    Conclusion,
    Meeting,
    PaperRequest,
    RecordPaper,
    SeriesDate,
)
from giaoban.notify.models import Delivery, OutgoingMail
from giaoban.people.models import Delegation, Unit, User
from giaoban.tasks.models import Task
from giaoban.tasks.queries import figures

NOW = moment(date(2026, 11, 24), 9, 3)  # a Tuesday morning


@pytest.fixture(scope="module")
def agency(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[str]:
    """The agency, loaded once for all tests of this module and rolled back after them; what the load said."""
    out = StringIO()
    storage = f"file:{tmp_path_factory.mktemp('demo')}"
    with django_db_blocker.unblock(), override_settings(STORAGE=storage), clock.at(NOW), transaction.atomic():
        call_command("demo", if_empty=True, stdout=out)
        yield out.getvalue()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _on_that_morning(agency):
    with clock.at(NOW), transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_it_says_how_each_stage_went(agency):
    assert agency.count("giây") == 8


def test_units_and_people_are_there():
    assert Unit.objects.filter(kind__level="branch").count() == 12
    assert Unit.objects.filter(kind__level__in=["division", "office"]).count() == 9
    assert User.objects.count() >= 540
    hashes = set(User.objects.values_list("password", flat=True))
    assert len(hashes) == 1
    assert check_password("giaoban-demo", hashes.pop())
    assert not User.objects.filter(folded_name="").exists()
    assert not User.objects.filter(must_change_password=True).exists()
    assert not User.objects.filter(appointments=None).exists()


def test_a_year_of_meetings_is_there():
    assert Meeting.objects.count() >= 75
    states = Counter(Meeting.objects.values_list("state", flat=True))
    assert states["running"] == 1
    assert states["draft"] == 1
    assert states["submitted"] == 1
    held = Meeting.objects.filter(state="concluded")
    assert held.filter(series__isnull=False).count() == 52
    for meeting in held:
        assert meeting.published_at < meeting.started_at < meeting.closed_at < meeting.concluded_at < NOW
        assert meeting.created_at < meeting.submitted_at < meeting.approved_at < meeting.published_at


def test_what_was_held_is_complete():
    held = Meeting.objects.filter(state="concluded")
    assert not AgendaItem.objects.filter(meeting__in=held).exclude(state="done").exists()
    assert not AgendaItem.objects.filter(meeting__in=held, used_seconds=0).exists()
    assert (
        not Attendee.objects.filter(meeting__in=held, answer="")
        .exclude(user__username="cuctruong")
        .exclude(user__in=held.values("chair"))
        .exists()
    )
    assert not Attendee.objects.filter(answer="substitute").exclude(consent="given").exists()
    assert not Conclusion.objects.filter(meeting__in=held).exclude(state="final").exists()
    assert not Conclusion.objects.filter(meeting__in=held, no_action=False, task_id=None).exists()
    for meeting in held:
        assert AttendanceMark.objects.filter(round__meeting=meeting).count() >= meeting.attendees.count()


def test_people_have_spoken_for_some_minutes_each():
    spoken = Turn.objects.filter(state=Turn.State.ENDED)
    assert spoken.count() > 100
    assert spoken.filter(used__gt=timedelta(minutes=8)).count() == 0
    assert not spoken.filter(used=timedelta()).exists()
    assert not Turn.objects.filter(state=Turn.State.SPEAKING).exists()


def test_every_date_of_the_series_has_its_meeting():
    dates = SeriesDate.objects.exclude(state="skipped").filter(starts_at__lte=NOW)
    meetings = dict(Meeting.objects.filter(series__isnull=False).values_list("original_start", "starts_at"))
    moved_today = Meeting.objects.get(state="running")
    for row in dates:
        assert row.original_start in meetings
        if row.original_start != moved_today.original_start:
            assert meetings[row.original_start] == row.starts_at
    assert SeriesDate.objects.filter(original_start__gt=NOW).count() > 50


def test_tasks_are_there_in_every_state():
    assert Task.objects.count() >= 280
    states = Counter(Task.objects.values_list("state", flat=True))
    assert set(states) == set(Task.State.values)
    assert not Task.objects.filter(assigned_at__gt=NOW).exists()
    for task in Task.objects.filter(state="confirmed"):
        assert task.assigned_at < task.received_at < task.reported_at < task.confirmed_at <= NOW


def test_the_four_figures_equal_a_count_by_hand():
    expected = Counter()
    for task in Task.objects.filter(is_routine=False).exclude(state__in=["suspended", "cancelled"]):
        late = task.deadline_on is not None and (task.done_on or NOW.date()) > task.deadline_on
        if task.state == "confirmed":
            expected["done_late" if late else "done_on_time"] += 1
        else:
            expected["overdue" if late else "open_in_time"] += 1
    found = figures.figures_of(Task.objects.all())
    assert {cell: getattr(found, cell) for cell in figures.FIGURES} == dict(expected)
    assert all(expected[cell] for cell in figures.FIGURES)


def test_the_briefing_of_today_runs():
    meeting = Meeting.objects.get(state="running")
    assert meeting.current_item.place == 4
    assert meeting.starts_at < NOW < meeting.ends_at
    assert [item.state for item in meeting.items.order_by("place")][:4] == ["done", "done", "done", "running"]
    running_for = NOW - meeting.current_item.started_at
    assert 0 < running_for.total_seconds() < meeting.current_item.minutes * 60
    a_round = meeting.rounds.get()
    assert a_round.closed_at is None
    here = set(a_round.marks.values_list("user__username", flat=True))
    assert "cuctruong" in here
    assert "noibai.truong" not in here  # may count himself when he signs in
    papers = Document.objects.filter(owner_kind="meetings.item", owner_id__in=meeting.items.values("pk"))
    assert papers.count() == 12
    assert not papers.filter(locked_at=None).exists()


def test_next_weeks_briefing_is_in_preparation():
    meeting = Meeting.objects.get(state="draft")
    requests = PaperRequest.objects.filter(item__meeting=meeting)
    assert set(requests.values_list("state", flat=True)) == set(PaperRequest.State.values)
    assert not requests.exclude(state="asked").filter(document=None).exists()
    assert meeting.items.filter(is_carry_over=True).exists()


def test_papers_of_the_record_are_numbered_in_order_of_time():
    papers = RecordPaper.objects.filter(kind__in=["notice", "minutes"])
    assert not papers.exclude(state="issued").exists()
    assert papers.filter(kind="notice").count() == Meeting.objects.filter(state="concluded").count()
    for register in Register.objects.all():
        numbers = list(register.numbers.order_by("issued_at", "number").values_list("number", flat=True))
        assert numbers == list(range(1, register.last_number + 1))
    results = Consultation.objects.filter(state="published").count()
    assert IssuedNumber.objects.count() == RecordPaper.objects.count() + results
    oldest = papers.order_by("issued_at").first()
    assert hashlib.sha256(render_pdf(from_json(oldest.body))).hexdigest() == oldest.sha256
    stored = RecordPaper.objects.exclude(document=None)
    assert stored.count() == 4 * 3 + 1  # invitation, notice, minutes of four briefings; today's invitation
    for paper in stored:
        assert paper.document.locked_at
        assert paper.document.versions.get().sha256 == paper.sha256


def test_the_book_is_in_order_and_speaks_known_words():
    moments = list(Entry.objects.order_by("pk").values_list("at", flat=True))
    assert len(moments) > 2500
    assert moments == sorted(moments)
    assert moments[-1] <= NOW
    assert set(Entry.objects.values_list("action", flat=True)) <= set(registry.ACTIONS)
    for entry in Entry.objects.order_by("?")[:200]:
        assert "{" not in registry.sentence_of(entry)


def test_nobody_is_flooded_and_the_worker_has_papers_only():
    unread = Counter(Delivery.objects.filter(read_at=None).values_list("user", flat=True))
    assert unread
    assert max(unread.values()) <= 4
    assert not OutgoingMail.objects.exists()
    assert set(Job.objects.filter(done_at=None).values_list("name", flat=True)) == {"documents.convert"}
    running = Meeting.objects.get(state="running")
    first = Job.objects.filter(done_at=None).order_by("-priority", "due_at").first()
    version = Version.objects.get(pk=first.args["version"])
    assert version.document.owner_id in set(running.items.values_list("pk", flat=True))


def test_a_deputy_is_away_and_another_stands_in():
    delegation = Delegation.objects.get()
    assert delegation.is_in_force


def test_a_second_run_changes_nothing():
    before = _sizes()
    call_command("demo", stdout=StringIO())
    call_command("demo", if_empty=True, stdout=StringIO())
    assert _sizes() == before


def test_a_crowd_comes_once():
    people = User.objects.count()
    call_command("demo", size=30, stdout=StringIO())
    call_command("demo", size=50, stdout=StringIO())
    call_command("demo", size=50, stdout=StringIO())
    assert User.objects.count() == people + 50
    assert User.objects.get(username="tai0050").appointments.exists()


def test_constraints_hold():
    connection.check_constraints()


def _sizes() -> dict[str, int]:
    with connection.cursor() as cursor:
        names = [name for name in connection.introspection.table_names(cursor) if "_words" not in name]
        found = {}
        for name in names:
            cursor.execute(f'SELECT COUNT(*) FROM "{name}"')
            found[name] = cursor.fetchone()[0]
        return found
