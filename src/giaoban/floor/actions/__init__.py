"""Everything that may happen on the floor."""

from giaoban.floor.actions import answering, asking, speaking, stage
from giaoban.floor.actions.answering import answer_in_writing, answer_question, hand_in_remainder
from giaoban.floor.actions.asking import ask_to_speak, move_turn, set_speaking_rules, withdraw_request
from giaoban.floor.actions.following import follow_item, follow_mark, follow_removed
from giaoban.floor.actions.scripted import take_step
from giaoban.floor.actions.speaking import (
    call_turn,
    end_turn,
    extend_turn,
    give_floor,
    give_next,
    pass_over,
    pause_turn,
    resume_turn,
    take_back_floor,
)
from giaoban.floor.actions.stage import (
    clear_stage,
    draw_highlight,
    hand_over_stage,
    remove_highlights,
    show_paper,
    turn_page,
)

ACTIONS = asking.ACTIONS | speaking.ACTIONS | answering.ACTIONS | stage.ACTIONS

__all__ = [
    "ACTIONS",
    "answer_in_writing",
    "answer_question",
    "ask_to_speak",
    "call_turn",
    "clear_stage",
    "draw_highlight",
    "end_turn",
    "extend_turn",
    "follow_item",
    "follow_mark",
    "follow_removed",
    "give_floor",
    "give_next",
    "hand_in_remainder",
    "hand_over_stage",
    "move_turn",
    "pass_over",
    "pause_turn",
    "remove_highlights",
    "resume_turn",
    "set_speaking_rules",
    "show_paper",
    "take_back_floor",
    "take_step",
    "turn_page",
    "withdraw_request",
]
