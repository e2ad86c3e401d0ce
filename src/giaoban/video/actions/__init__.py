"""Everything that may be decided about picture and sound."""

from giaoban.video.actions import microphones
from giaoban.video.actions.microphones import close_all_microphones, readmit, remove, set_discussion, set_microphone

ACTIONS = microphones.ACTIONS

__all__ = ["ACTIONS", "close_all_microphones", "readmit", "remove", "set_discussion", "set_microphone"]
