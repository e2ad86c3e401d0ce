"""Recording: the chair's, shown to all, with chapters, ended with the meeting, read as the minutes are."""

from datetime import timedelta

from django.test import Client

from giaoban.documents.storage import storage
from giaoban.kernel import clock
from giaoban.ledger.models import Job
from giaoban.meetings.actions import close, go_to_item
from giaoban.meetings.models import AgendaItem, Meeting
from giaoban.people.testing import an, binh, by, chi
from giaoban.video import actions, composing, queries
from giaoban.video.models import Recording


def ready(meeting) -> Recording:
    """A recording that can be watched."""
    row = Recording.objects.create(meeting=meeting, by=an(), state="ready", size=10, stopped_at=clock.now())
    storage().write(row.key, b"0123456789")
    return row


def test_it_is_shown_to_all_and_has_a_chapter_for_each_item(running, watched):
    with watched(running):
        recording = actions.start_recording(meeting_id=running.pk, by=by(an()))
        assert actions.start_recording(meeting_id=running.pk, by=by(an())) == recording
    assert queries.voices(running.pk).records
    second = running.items.order_by("place")[1]
    go_to_item(meeting_id=running.pk, item_id=second.pk, by=by(an()))
    with watched(running):
        actions.stop_recording(meeting_id=running.pk, by=by(an()))
        assert actions.stop_recording(meeting_id=running.pk, by=by(an())) is None
    recording.refresh_from_db()
    assert [chapter["title"] for chapter in recording.chapters][1:] == [second.title]
    assert Job.objects.filter(name="video.compose").count() == 1
    assert not queries.voices(running.pk).records


def test_a_secret_item_is_never_recorded(running):
    actions.start_recording(meeting_id=running.pk, by=by(an()))
    AgendaItem.objects.filter(pk=running.current_item_id).update(is_secret=True)
    assert not queries.voices(running.pk).records


def test_it_ends_with_the_meeting(running, watched):
    recording = actions.start_recording(meeting_id=running.pk, by=by(an()))
    with watched(running):
        close(meeting_id=running.pk, by=by(an()))
    recording.refresh_from_db()
    assert (recording.state, Job.objects.filter(name="video.compose").count()) == ("stopped", 1)


def test_what_cannot_be_made_says_so(running):
    recording = actions.start_recording(meeting_id=running.pk, by=by(an()))
    actions.stop_recording(meeting_id=running.pk, by=by(an()))
    actions.compose_job(Job.objects.get(name="video.compose"))
    recording.refresh_from_db()
    assert recording.state == "failed"


def test_it_is_watched_as_the_minutes_are_read(running):
    row = ready(running)
    client = Client()
    client.force_login(chi())
    assert client.get(f"/diem-cau/ban-ghi/{row.pk}.mp4").status_code == 403
    Meeting.objects.filter(pk=running.pk).update(state="concluded")
    reply = client.get(f"/diem-cau/ban-ghi/{row.pk}.mp4", headers={"Range": "bytes=2-5"})
    assert (reply.status_code, reply.content) == (206, b"2345")
    assert client.get(f"/diem-cau/ban-ghi/{row.pk}.mp4", headers={"Range": "bytes=20-"}).status_code == 416
    client.force_login(binh())
    assert b"".join(client.get(f"/diem-cau/ban-ghi/{row.pk}.mp4").streaming_content) == b"0123456789"
    assert client.get(f"/diem-cau/ghi-hinh/{running.pk}/").status_code == 200


def test_when_its_time_is_over_it_is_gone(running, settings):
    row = ready(running)
    Recording.objects.update(started_at=clock.now() - timedelta(days=settings.RECORDING_DAYS + 1))
    actions.prune_recordings()
    row.refresh_from_db()
    assert row.state == "gone"
    assert not storage().exists(row.key)


def test_chapters_are_moved_to_the_first_part(running, tmp_path):
    row = Recording(meeting=running, by=an(), chapters=[{"at": 0.0, "title": "A=1"}, {"at": 30.0, "title": "B"}])
    parts = [composing.Part("a", row.started_at.timestamp() + 2, 60.0, shares=False, file=tmp_path / "x.opus")]
    text = composing._chapters(row, parts, tmp_path).read_text("utf8")
    assert "START=0\nEND=28000\ntitle=A\\=1" in text
    assert "START=28000\nEND=60000\ntitle=B" in text
