"""Everything that may be decided about picture and sound."""

from giaoban.video.actions import microphones, recordings, sites
from giaoban.video.actions.microphones import close_all_microphones, readmit, remove, set_discussion, set_microphone
from giaoban.video.actions.recordings import (
    compose_job,
    follow_item,
    prune_recordings,
    start_recording,
    stop_recording,
)
from giaoban.video.actions.sites import note_line_test, pair_site, show_code, take_pairing, unpair_site

ACTIONS = microphones.ACTIONS | sites.ACTIONS | recordings.ACTIONS

__all__ = [
    "ACTIONS",
    "close_all_microphones",
    "compose_job",
    "follow_item",
    "note_line_test",
    "pair_site",
    "prune_recordings",
    "readmit",
    "remove",
    "set_discussion",
    "set_microphone",
    "show_code",
    "start_recording",
    "stop_recording",
    "take_pairing",
    "unpair_site",
]
