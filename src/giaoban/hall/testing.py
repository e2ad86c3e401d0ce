"""The proof of every live action: what browsers have must equal what the server would say now."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

from giaoban.documents.models import Document, Version
from giaoban.hall.queries import snapshot
from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.ledger import streams
from giaoban.ledger.streams import Puts
from giaoban.ledger.tails import frame
from giaoban.meetings.actions import appoint_assistant
from giaoban.meetings.live import stream
from giaoban.meetings.models import AgendaItem, Attendee, Meeting, MeetingKind
from giaoban.meetings.queries import room
from giaoban.people.models import Unit, User
from giaoban.people.testing import a_person, a_unit, an, binh, by, chi, the_agency


@contextmanager
def live_parity(meeting: Meeting, *viewers: Actor) -> Iterator[None]:
    """Old state plus the events of this block must equal a fresh snapshot, for every viewer.

    A viewer outside gets nothing before and nothing after. A ``reset`` is obeyed as a browser does.
    """
    before = {viewer.user_id: _seen(meeting, viewer) for viewer in viewers}
    yield
    for viewer in viewers:
        old, now = before[viewer.user_id], _seen(meeting, viewer)
        if old is None:
            continue  # outside: whether the person came in is another test
        seq, state, audiences = old
        for event in streams.after(stream(meeting.pk), seq, audiences):
            if streams.RESET in event.puts:
                state = now[1] if now else {}
                break
            streams.apply(state, _as_sent(event.puts))
        expected = now[1] if now else {}
        assert state == expected, _difference(state, expected)


def _seen(meeting: Meeting, viewer: Actor) -> tuple[int, Puts, frozenset[str]] | None:
    audiences = room.audiences_of(viewer, meeting.pk)
    if audiences is None:
        return None
    shot = snapshot(Meeting.objects.get(pk=meeting.pk), audiences)
    return shot.seq, _as_sent(shot.state), audiences


def _as_sent(puts: Puts) -> Puts:
    """Return the values as a browser reads them."""
    text = frame("x", puts).split(b"data: ", 1)[1]
    return json.loads(text)  # type: ignore[no-any-return]


def _difference(state: Puts, expected: Puts) -> str:
    keys = [key for key in sorted(state.keys() | expected.keys()) if state.get(key) != expected.get(key)]
    return "\n".join(f"{key}\n  browser: {state.get(key)}\n  server:  {expected.get(key)}" for key in keys)


def a_room(*, items: int = 3, state: str = "published", papers: int = 1) -> Meeting:
    """A published briefing that An chairs and Bình minutes, with Chi and a guest invited and papers ready to show."""
    agency = the_agency()
    kind, _ = MeetingKind.objects.get_or_create(code="briefing", defaults={"name": "Họp giao ban", "is_periodic": True})
    starts = clock.now().replace(microsecond=0)
    meeting = Meeting.objects.create(
        title="Giao ban tuần 12",
        kind=kind,
        unit=agency,
        form=Meeting.Form.HYBRID,
        location="Hội trường tầng 2",
        starts_at=starts,
        ends_at=starts + timedelta(minutes=90),
        chair=an(),
        secretary=binh(),
        created_by=binh(),
        state=state,
        published_at=starts - timedelta(days=3),
    )
    for place in range(1, items + 1):
        item = AgendaItem.objects.create(
            meeting=meeting,
            place=place,
            title=f"Nội dung thứ {place}",
            minutes=20,
            presenter=chi() if place == 2 else None,
        )
        for number in range(1, papers + 1):
            a_paper("meetings.item", item.pk, f"Báo cáo {place}.{number}")
    for place, (user, site) in enumerate(((chi(), True), (guest(), False)), start=1):
        unit = Unit.objects.get(appointments__user=user)
        Attendee.objects.create(
            meeting=meeting, user=user, unit=unit, position="Công chức", place=place, site=unit if site else None
        )
    return meeting


def guest() -> User:
    """Giang, of the Office, is invited too."""
    return a_person("giang", "Vũ Thị Giang", unit=a_unit("VP", name="Văn phòng", parent=the_agency(), level="office"))


def lan() -> User:
    """Lan, of the Office, helps the secretary."""
    office = a_unit("VP", name="Văn phòng", parent=the_agency(), level="office")
    return a_person("lan", "Đỗ Thị Lan", unit=office)


def stand_in() -> User:
    """Khoa comes in place of Giang where a test says so."""
    return a_person("khoa", "Bùi Văn Khoa", unit=guest().appointments.get().unit)


def assisted(meeting: Meeting) -> Meeting:
    """The meeting with Lan as assistant secretary."""
    appoint_assistant(meeting_id=meeting.pk, user_id=lan().pk, by=by(binh()))
    return meeting


def a_paper(owner_kind: str, owner_id: UUID, title: str, pages: int = 5) -> Document:
    """A paper with one readable version."""
    document = Document.objects.create(owner_kind=owner_kind, owner_id=owner_id, title=title, created_by=binh())
    Version.objects.create(
        document=document,
        number=1,
        filename="bao-cao.pdf",
        content_type="application/pdf",
        size=1,
        sha256="0" * 64,
        state=Version.State.READY,
        page_count=pages,
        pages_done=pages,
        created_by=binh(),
    )
    return document
