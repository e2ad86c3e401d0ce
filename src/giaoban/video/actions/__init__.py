"""Everything that may be decided about picture and sound."""

from giaoban.video.actions import microphones, sites
from giaoban.video.actions.microphones import close_all_microphones, readmit, remove, set_discussion, set_microphone
from giaoban.video.actions.sites import note_line_test, pair_site, show_code, take_pairing, unpair_site

ACTIONS = microphones.ACTIONS | sites.ACTIONS

__all__ = [
    "ACTIONS",
    "close_all_microphones",
    "note_line_test",
    "pair_site",
    "readmit",
    "remove",
    "set_discussion",
    "set_microphone",
    "show_code",
    "take_pairing",
    "unpair_site",
]
