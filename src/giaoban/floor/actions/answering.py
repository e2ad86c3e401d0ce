"""Questions are answered: on the floor, or in writing. What time did not reach is handed in in writing (R-45-13)."""

from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from giaoban.floor import permissions, queries
from giaoban.floor.actions import speakers
from giaoban.floor.actions.speaking import begin, close_turn, make_room
from giaoban.floor.actions.writing import is_secret, note, only_in_the_book, write_down
from giaoban.floor.models import HELD, Turn
from giaoban.kernel import clock
from giaoban.kernel.actor import Actor
from giaoban.kernel.errors import Conflict, Invalid
from giaoban.kernel.ids import new_id
from giaoban.kernel.rules import require
from giaoban.meetings.models import MinutesLine
from giaoban.people.models import User

State, Kind = Turn.State, Turn.Kind
LONGEST: Final = 7_900  # characters, so that the line with its mark stays within what the minutes take
MARK: Final = "(Gửi bằng văn bản)"

ACTIONS: dict[str, Promise | str] = {
    "floor.answer_started": _("{actor} đã mời {speaker} trả lời chất vấn trong cuộc họp «{subject}»"),
    "floor.remainder_given": _("{speaker} gửi ý kiến bằng văn bản cho cuộc họp «{subject}» ({actor} gửi)"),
    "floor.answer_written": _("{speaker} trả lời chất vấn bằng văn bản cho cuộc họp «{subject}» ({actor} gửi)"),
}


@transaction.atomic
def answer_question(
    *, turn_id: UUID, by: Actor, speaker_id: UUID | None = None, instead_of: UUID | None = None
) -> Turn:
    """The desk lets the person asked answer, or somebody in their place; the question itself is ended.

    When: the meeting runs, and nobody else speaks than who asks (or the turn that the button showed).
    Repeat: while that person answers this question nothing changes; later, they answer once more.
    """
    meeting, question = queries.lock_turn(turn_id, by)
    require(permissions.may_give(by, meeting))
    _must_be_question(question)
    user = speakers.in_the_room(meeting, speaker_id or _asked_id(question))
    answering = question.answers.filter(speaker=user, state__in=HELD).first()
    if answering is not None:
        return answering
    moved, lines = _end_question(question, by, instead_of)
    answer = _answer(question, user, by)
    begin(answer, queries.floor_of(meeting).minutes * 60)
    only_in_the_book("floor.turn_called", answer, by)
    only_in_the_book("floor.answer_started", answer, by)
    return write_down("floor.turn_started", answer, by, also=[question, *moved], lines=lines)


@transaction.atomic
def hand_in_remainder(*, turn_id: UUID, text: str, by: Actor) -> Turn:
    """The speaker hands in in writing what time did not reach; it stands in the minutes as a statement, so marked.

    When: the turn is over, or its time is; or its turn never came. Until the minutes are out.
    Repeat: the same text changes nothing, another one replaces it while the secretary has not touched it.
    """
    meeting, turn = queries.lock_turn(turn_id, by)
    require(permissions.may_hand_in(by, turn))
    clean = _text(text, turn)
    over = queries.used_at(turn, clock.now()).total_seconds() >= turn.allowed_seconds
    if turn.state not in {State.ENDED, State.PASSED_OVER} and not (turn.state in HELD and over):
        raise Conflict("floor.speak_first")
    if turn.remainder is not None:
        return _replaced(turn, clean, by)
    turn.remainder = note(turn, f"{MARK} {clean}", MinutesLine.Kind.STATEMENT, by)
    turn.save(update_fields=["remainder"])
    turn.meeting = meeting
    return write_down("floor.remainder_given", turn, by, lines=[turn.remainder])


@transaction.atomic
def answer_in_writing(*, turn_id: UUID, text: str, by: Actor) -> Turn:
    """The person asked answers a question in writing; the minutes carry it under the item, so marked.

    Until the minutes are out. Repeat: as for a remainder.
    """
    _meeting, question = queries.lock_turn(turn_id, by)
    _must_be_question(question)
    require(permissions.may_answer_in_writing(by, question))
    clean = _text(text, question)
    asked = User.objects.get(pk=_asked_id(question))
    written = question.answers.filter(speaker=asked, started_at=None, state=State.ENDED)
    answer = written.select_related("item", "speaker", "unit", "site", "asked", "question", "remainder").first()
    if answer is not None and answer.remainder is not None:
        answer.meeting = question.meeting
        return _replaced(answer, clean, by)
    answer = answer or _answer(question, asked, by)
    answer.state, answer.ended_at = State.ENDED, clock.now()
    answer.remainder = note(answer, f"{MARK} Trả lời chất vấn: {clean}", MinutesLine.Kind.STATEMENT, by)
    answer.save()
    return write_down("floor.answer_written", answer, by, lines=[answer.remainder])


def _end_question(question: Turn, by: Actor, instead_of: UUID | None) -> tuple[list[Turn], list[MinutesLine]]:
    """Close the question, spoken or only written, and end whoever else the button showed as speaking."""
    if question.state in {State.WITHDRAWN, State.PASSED_OVER}:
        raise Conflict("floor.waits_no_longer")
    moved: list[Turn] = []
    lines: list[MinutesLine] = []
    if question.state != State.SPEAKING:
        moved, lines = make_room(question.meeting, by, instead_of)
    if question.state != State.ENDED:
        now = clock.now()
        question.called_at, question.started_at = question.called_at or now, question.started_at or now
        question.place = None
        question.save(update_fields=["called_at", "started_at", "place"])
        lines = [*lines, close_turn(question)]
        only_in_the_book("floor.turn_ended", question, by)
    return moved, lines


def _answer(question: Turn, user: User, by: Actor) -> Turn:
    place = speakers.place_of_user(user, question.meeting)
    return Turn(
        pk=new_id(),
        meeting=question.meeting,
        item=question.item,
        kind=Kind.ANSWER,
        speaker=user,
        name=user.full_name,
        unit=place.unit,
        site=place.site,
        question=question,
        by_id=by.person_id,
    )


def _replaced(turn: Turn, clean: str, by: Actor) -> Turn:
    line = turn.remainder
    if line is None or line.text.endswith(clean):
        return turn
    if line.removed_at is not None or line.changed_at != line.at:
        raise Conflict("floor.secretary_has_edited")
    line.text = line.text[: -len(_written(line))] + clean
    line.at = line.changed_at = clock.now()
    line.save(update_fields=["text", "at", "changed_at"])
    return write_down("floor.remainder_given", turn, by, lines=[line])


def _written(line: MinutesLine) -> str:
    """Return what the speaker wrote, without the mark in front."""
    text = line.text.split(f"{MARK} ", 1)[-1]
    return text.removeprefix("Trả lời chất vấn: ")


def _text(text: str, turn: Turn) -> str:
    clean = text.strip()
    if is_secret(turn.item):
        raise Invalid("floor.secret_text", fields={"text": "floor.secret_text"})
    if not clean:
        raise Invalid("floor.empty_text", fields={"text": "floor.empty_text"})
    if len(clean) > LONGEST:
        raise Invalid("floor.long_text", most=LONGEST, fields={"text": "floor.long_text"})
    return clean


def _must_be_question(turn: Turn) -> None:
    if turn.kind != Kind.QUESTION or turn.asked_id is None:
        raise Conflict("floor.is_no_question")


def _asked_id(question: Turn) -> UUID:
    if question.asked_id is None:
        raise Conflict("floor.is_no_question")
    return question.asked_id
