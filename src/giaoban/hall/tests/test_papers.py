"""The room hears of its papers: sent while it sits, readable, withdrawn."""

from giaoban.documents.models import Document, Version
from giaoban.hall.testing import a_paper
from giaoban.kernel.ids import new_id
from giaoban.ledger.models import Entry, Job
from giaoban.ledger.testing import expect_record
from giaoban.meetings import actions
from giaoban.meetings.models import Meeting


def after(document):
    """The job that follows a change of this document."""
    entry = Entry.objects.create(
        action="documents.ready", actor_label="", subject_kind="documents.document", subject_id=str(document.pk)
    )
    return Job(entry=entry, name="meetings.show_papers")


def test_a_paper_that_became_readable_is_there_without_reloading(running, watched):
    item = running.items.first()
    with expect_record("documents.ready", "meetings.papers_moved"), watched(running):
        late = a_paper("meetings.item", item.pk, "Báo cáo gửi muộn")
        actions.show_papers(after(late))


def test_a_withdrawn_paper_goes_and_a_second_run_is_harmless(running, watched):
    document = Document.objects.get(title="Báo cáo 1.1")
    with watched(running):
        document.withdrawn_at = running.started_at
        document.save()
        actions.show_papers(after(document))
        actions.show_papers(after(document))


def test_papers_of_the_meeting_itself(running, watched):
    with watched(running):
        document = a_paper("meetings.meeting", running.pk, "Tài liệu chung")
        actions.show_papers(after(document))
        Version.objects.filter(document=document).update(page_count=9)
        actions.show_papers(after(document))


def test_other_documents_and_meetings_without_a_room_are_left_alone(running):
    foreign = a_paper("tasks.task", new_id(), "Minh chứng")
    Meeting.objects.filter(pk=running.pk).update(state="draft")
    for document in (foreign, Document.objects.get(title="Báo cáo 1.1")):
        job = after(document)
        with expect_record():
            actions.show_papers(job)
