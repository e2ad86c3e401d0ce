"""The verbs of documents. One function, one business sentence."""

from giaoban.documents.actions.adding import (
    add_document,
    add_placeholder,
    add_signed_copy,
    add_version,
    link_document,
)
from giaoban.documents.actions.changing import (
    change_document,
    grant,
    lock_paper,
    move_document,
    restore_document,
    revoke,
    unlock_paper,
    withdraw_document,
)
from giaoban.documents.actions.comparing import compare_job
from giaoban.documents.actions.converting import convert, convert_job
from giaoban.documents.actions.copies import (
    hand_out_copies,
    remind_copies,
    report_missing_copy,
    take_back_all,
    take_back_copy,
)
from giaoban.documents.actions.moving import move_notes_job, place_note
from giaoban.documents.actions.note_sharing import share_note
from giaoban.documents.actions.noting import change_note, remove_note, restore_note, write_note
from giaoban.documents.actions.reading import note_access, note_reading
from giaoban.documents.actions.recognizing import hurry, layer_job, read_again, recognize_job, want_page
from giaoban.documents.actions.shelving import (
    describe_regulation,
    guess_job,
    keep_at_hand,
    let_go,
    make_folder,
    make_path,
    move_folder,
    open_library,
    remove_folder,
    rename_folder,
    shelve_document,
)
from giaoban.documents.actions.signing import distrust_authority, judge_job, trust_authority
from giaoban.documents.actions.sweeping import sweep
from giaoban.documents.actions.uploading import (
    begin_upload,
    drop_upload,
    finish_upload,
    sweep_uploads,
    take_part,
)
from giaoban.documents.actions.words import ACTIONS

__all__ = [
    "ACTIONS",
    "add_document",
    "add_placeholder",
    "add_signed_copy",
    "add_version",
    "begin_upload",
    "change_document",
    "change_note",
    "compare_job",
    "convert",
    "convert_job",
    "describe_regulation",
    "distrust_authority",
    "drop_upload",
    "finish_upload",
    "grant",
    "guess_job",
    "hand_out_copies",
    "hurry",
    "judge_job",
    "keep_at_hand",
    "layer_job",
    "let_go",
    "link_document",
    "lock_paper",
    "make_folder",
    "make_path",
    "move_document",
    "move_folder",
    "move_notes_job",
    "note_access",
    "note_reading",
    "open_library",
    "place_note",
    "read_again",
    "recognize_job",
    "remind_copies",
    "remove_folder",
    "remove_note",
    "rename_folder",
    "report_missing_copy",
    "restore_document",
    "restore_note",
    "revoke",
    "share_note",
    "shelve_document",
    "sweep",
    "sweep_uploads",
    "take_back_all",
    "take_back_copy",
    "take_part",
    "trust_authority",
    "unlock_paper",
    "want_page",
    "withdraw_document",
    "write_note",
]
