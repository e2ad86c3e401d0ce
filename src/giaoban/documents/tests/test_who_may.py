"""Who may do what: the keeper of the owner, a reader, a stranger."""

import pytest

from giaoban.documents import actions
from giaoban.documents.testing import KIND, a_document, a_door, a_file, a_pdf
from giaoban.kernel.errors import NotFound, Refused
from giaoban.ledger.testing import run_jobs
from giaoban.people.testing import an, binh, by, chi, dung

pytestmark = pytest.mark.django_db

YES, NO, UNSEEN = "yes", "no", "unseen"

WHO_MAY = [
    # action               keeper  reader  stranger
    ("add_document",       YES,    NO,     UNSEEN),
    ("add_placeholder",    YES,    NO,     UNSEEN),
    ("link_document",      YES,    NO,     UNSEEN),
    ("add_version",        YES,    NO,     UNSEEN),
    ("change_document",    YES,    NO,     UNSEEN),
    ("move_document",      YES,    NO,     UNSEEN),
    ("withdraw_document",  YES,    NO,     UNSEEN),
    ("restore_document",   YES,    NO,     UNSEEN),
    ("grant",              YES,    NO,     UNSEEN),
    ("revoke",             YES,    NO,     UNSEEN),
    ("read_again",         YES,    NO,     UNSEEN),
    ("trust_authority",    NO,     NO,     NO),
    ("distrust_authority", NO,     NO,     NO),
    ("hand_out_copies",    YES,    NO,     UNSEEN),
    ("take_back_copy",     YES,    NO,     UNSEEN),
    ("take_back_all",      YES,    NO,     UNSEEN),
    ("report_missing_copy", YES,   NO,     UNSEEN),
    ("note_reading",       YES,    YES,    UNSEEN),
    ("write_note",         YES,    YES,    UNSEEN),
    ("share_note",         UNSEEN, YES,    UNSEEN),
    ("place_note",         UNSEEN, YES,    UNSEEN),
    ("change_note",        UNSEEN, YES,    UNSEEN),
    ("remove_note",        UNSEEN, YES,    UNSEEN),
    ("restore_note",       UNSEEN, YES,    UNSEEN),
]  # fmt: skip


def attempts(document, owner, secret, note, given, copy, desk):
    """Each verb as one call of one actor."""
    one = document.id
    bring = {"owner_kind": KIND, "owner_id": owner, "vouched": True}
    mark = {"number": 1, "page": 1, "kind": "highlight", "boxes": [[0.1, 0.1, 0.2, 0.02]], "quote": "tuần"}
    change = {"may_print": True}
    return {
        "add_document": lambda b: actions.add_document(file=a_file(a_pdf(1, "Tệp khác")), **bring, by=b),
        "add_placeholder": lambda b: actions.add_placeholder(owner_kind=KIND, owner_id=secret, by=b),
        "link_document": lambda b: actions.link_document(source_id=one, owner_kind=KIND, owner_id=desk, by=b),
        "add_version": lambda b: actions.add_version(
            document_id=one, file=a_file(a_pdf(4)), reason="Sửa", vouched=True, by=b
        ),
        "change_document": lambda b: actions.change_document(document_id=one, changes=change, by=b),
        "move_document": lambda b: actions.move_document(document_id=one, place=1, by=b),
        "withdraw_document": lambda b: actions.withdraw_document(document_id=one, by=b),
        "restore_document": lambda b: actions.restore_document(document_id=one, by=b),
        "grant": lambda b: actions.grant(document_id=one, user_id=an().pk, by=b),
        "revoke": lambda b: actions.revoke(grant_id=given.id, by=b),
        "read_again": lambda b: actions.read_again(document_id=one, pages=[1], by=b),
        "trust_authority": lambda b: actions.trust_authority(content=b"x", by=b),
        "distrust_authority": lambda b: actions.distrust_authority(authority_id=one, by=b),
        "hand_out_copies": lambda b: actions.hand_out_copies(document_id=one, names=["Khách"], by=b),
        "take_back_copy": lambda b: actions.take_back_copy(copy_id=copy.id, by=b),
        "take_back_all": lambda b: actions.take_back_all(document_id=one, by=b),
        "report_missing_copy": lambda b: actions.report_missing_copy(copy_id=copy.id, note="Không thấy", by=b),
        "note_reading": lambda b: actions.note_reading(document_id=one, number=1, pages=[1], last_page=1, by=b),
        "write_note": lambda b: actions.write_note(document_id=one, **mark, by=b),
        "share_note": lambda b: actions.share_note(note_id=note.id, sharing="all", by=b),
        "place_note": lambda b: actions.place_note(note_id=note.id, number=2, page=1, boxes=[[0, 0, 1, 1]], by=b),
        "change_note": lambda b: actions.change_note(note_id=note.id, changes={"color": "pink"}, by=b),
        "remove_note": lambda b: actions.remove_note(note_id=note.id, by=b),
        "restore_note": lambda b: actions.restore_note(note_id=note.id, by=b),
    }


def said(act, actor) -> str:
    try:
        act(actor)
    except Refused:
        return NO
    except NotFound:
        return UNSEEN
    return YES


@pytest.mark.parametrize("row", WHO_MAY, ids=lambda row: row[0])
def test_who_may(row):
    name, *expected = row
    owner = a_door(seen_by=[chi()], kept_by=[binh()])
    secret = a_door(seen_by=[chi()], kept_by=[binh()], secret=True)
    desk = a_door(seen_by=[chi(), dung()], kept_by=[binh(), chi()])
    document = a_document(owner, sender=binh())
    run_jobs()
    mark = {"number": 1, "page": 1, "kind": "highlight", "boxes": [[0.1, 0.1, 0.2, 0.02]]}
    note = actions.write_note(document_id=document.id, **mark, by=by(chi()))
    given = actions.grant(document_id=document.id, user_id=an().pk, by=by(binh()))
    actions.add_version(document_id=document.id, file=a_file(a_pdf(2)), reason="Sửa", vouched=True, by=by(binh()))
    run_jobs()
    (copy,) = actions.hand_out_copies(document_id=document.id, names=["Người giữ"], by=by(binh()))
    act = attempts(document, owner, secret, note, given, copy, desk)[name]
    # the stranger first: a verb that takes something away must still find it there
    answers = [said(act, by(user)) for user in (dung(), chi(), binh())]
    assert answers[::-1] == expected


def test_every_verb_that_a_person_asks_for_is_in_the_table():
    house = {
        "compare_job", "convert", "convert_job", "hurry", "judge_job", "layer_job", "lock_paper", "move_notes_job",
        "note_access", "recognize_job", "remind_copies", "sweep", "unlock_paper", "want_page", "ACTIONS",
        # a file on its way is its sender's alone: test_parts
        "begin_upload", "take_part", "finish_upload", "drop_upload", "sweep_uploads",
        # a signed copy comes by the rule of the paper's own app: meetings/tests/test_signed_papers
        "add_signed_copy",
        # libraries have owners of their own kind: test_libraries
        "open_library", "make_folder", "make_path", "rename_folder", "move_folder", "remove_folder", "shelve_document",
        "keep_at_hand", "let_go", "describe_regulation", "guess_job",
    }  # fmt: skip
    assert {row[0] for row in WHO_MAY} == set(actions.__all__) - house


def test_a_look_is_one_line_of_the_log_and_each_download_another():
    owner = a_door(seen_by=[chi()], kept_by=[binh()])
    document = a_document(owner, sender=binh())
    version = document.versions.get()
    for what in ("see", "see", "download", "download"):
        actions.note_access(document=document, version=version, what=what, by=by(chi()))
    assert sorted(document.accesses.values_list("what", flat=True)) == ["download", "download", "see"]
