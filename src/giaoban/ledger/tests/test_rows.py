"""Rows that are written many at once read as if the ORM had written them, and obey the database as they would."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from giaoban.kernel import clock, rows
from giaoban.kernel.ids import new_id
from giaoban.ledger import registry, streams
from giaoban.ledger.models import Entry, Stream, StreamEvent
from giaoban.ledger.record import LINE, Deed, record, record_all
from giaoban.people.testing import an, binh, by

pytestmark = pytest.mark.django_db
TEXT = 'Chi cục "Bắc Ninh" \\ đường\tmột\nhai 😀 \\N'  # whatever a text form of a row could stumble over


@pytest.fixture(autouse=True)
def vocabulary(monkeypatch):
    monkeypatch.setitem(registry.ACTIONS, "test.done", "{actor} đã làm “{subject}”")


def a_line(number: int, at: datetime, person: UUID | None) -> tuple:
    return (number, at, "test.done", person, TEXT, None, "", "a.b", "7", TEXT, {"về": [TEXT, None, 1.5]}, "", "::1")


def test_they_read_as_the_orm_would_have_written_them():
    at, person = clock.now(), new_id()
    first, second = rows.reserve(Entry, 2)
    rows.insert(Entry, LINE, [a_line(first, at, person), a_line(second, at + timedelta(seconds=1), None)])
    third = Entry.objects.create(**dict(zip(LINE[1:], a_line(0, at, person)[1:], strict=True)))
    facts = Entry.objects.order_by("pk").values_list(*LINE[1:])
    assert facts[0] == facts[2]
    assert facts[1][:2] == (at + timedelta(seconds=1), "test.done")
    assert facts[1][2] is None
    assert (first + 1, second < third.pk) == (second, True)
    assert Entry.objects.filter(actor_id=person, at=at, data={"về": [TEXT, None, 1.5]}).count() == 2


def test_one_that_breaks_a_rule_spoils_the_whole_lot_and_nothing_else():
    stream = Stream.objects.create(name="meeting:x")
    names = ("stream_id", "seq", "audience", "puts", "entry_id", "at")
    entry = record_one()
    good = (stream.pk, 1, "all", {"a": TEXT}, entry.pk, clock.now())
    twice = (stream.pk, 1, "all", {}, entry.pk, clock.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.insert(StreamEvent, names, [good, twice])
    assert StreamEvent.objects.count() == 0
    rows.insert(StreamEvent, names, [good])
    assert StreamEvent.objects.get().puts == {"a": TEXT}
    rows.insert(StreamEvent, names, [])
    assert StreamEvent.objects.count() == 1


def record_one() -> Entry:
    with transaction.atomic():
        return record("test.done", by=by(an()), subject=an())


@pytest.mark.django_db(transaction=True)
def test_a_lot_of_acts_is_written_down_as_each_alone_would_be():
    people = enumerate((an(), binh()))
    deeds = [Deed(by(who), who, {"n": n}, [streams.Change("meeting:x", {"a": n})]) for n, who in people]
    with transaction.atomic():
        for deed in deeds:
            record("test.done", by=deed.by, subject=deed.subject, data=deed.data, live=deed.live)
    with transaction.atomic():
        record_all("test.done", deeds)
    lines = list(Entry.objects.order_by("pk").values_list(*LINE[2:]))
    assert lines[:2] == lines[2:]
    events = streams.after("meeting:x", 0)
    assert [event.seq for event in events] == [1, 2, 3, 4]
    assert [event.puts for event in events[:2]] == [event.puts for event in events[2:]]
    assert [event.entry_id for event in events] == list(Entry.objects.order_by("pk").values_list("pk", flat=True))
    with pytest.raises(RuntimeError):
        record_all("test.done", deeds)
    with pytest.raises(LookupError), transaction.atomic():
        record_all("test.unknown", deeds)
