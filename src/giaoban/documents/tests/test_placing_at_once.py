"""An author places a note by hand while the machine moves notes: on PostgreSQL, where both run beside each other."""

import threading
import time

import pytest
from django.db import connection, connections, transaction

from giaoban.documents import actions
from giaoban.documents.models import NotePlace
from giaoban.documents.testing import a_document, a_door, a_file, a_pdf_of
from giaoban.ledger.models import Job
from giaoban.ledger.testing import run_jobs
from giaoban.people.testing import binh, by, chi

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time"),
]
HELD = 0.5  # seconds that the author's transaction stays open: the machine has come to the note's lock by then


def test_what_the_author_is_just_placing_stays():
    author, keeper = by(chi()), by(binh())
    paper = a_document(a_door(seen_by=[chi()], kept_by=[binh()]), sender=binh(), content=a_pdf_of("Số thu trong tuần."))
    run_jobs()
    mark = {"number": 1, "page": 1, "kind": "highlight", "boxes": [[0.1, 0.1, 0.2, 0.02]], "quote": "Số thu"}
    note = actions.write_note(document_id=paper.pk, **mark, by=author)
    file = a_file(a_pdf_of("Kế hoạch kiểm tra."))
    actions.add_version(document_id=paper.pk, file=file, reason="Sửa", vouched=True, by=keeper)
    run_jobs()
    assert NotePlace.objects.get(note=note).state == NotePlace.State.ORPHANED
    job = Job(name="documents.move_notes", args={"version": str(paper.versions.get(number=2).pk)})
    placed, faults = threading.Event(), []

    def place():
        with transaction.atomic():
            actions.place_note(note_id=note.pk, number=2, page=1, boxes=[[0.3, 0.3, 0.2, 0.02]], by=author)
            placed.set()
            time.sleep(HELD)

    def move():
        placed.wait()
        actions.move_notes_job(job)

    def run(work):
        try:
            work()
        except Exception as fault:
            faults.append(fault)
        finally:
            connections["default"].close()

    threads = [threading.Thread(target=run, args=(work,)) for work in (place, move)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    place_now = NotePlace.objects.get(note=note)
    assert (place_now.state, place_now.boxes) == (NotePlace.State.PLACED, [[0.3, 0.3, 0.2, 0.02]])
