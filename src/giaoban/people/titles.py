"""Who somebody is, in one phrase as an office writes it: «Trưởng Phòng Tổ chức cán bộ», «Chánh Văn phòng».

A position of the catalogue often repeats what the unit is called («Trưởng phòng», «Chánh Văn phòng»): said once.
"""

from typing import Final

from giaoban.people.models import Appointment, Unit, UnitKind

NEEDS: Final = ("position", "unit__kind", "unit__parent")  # what an appointment is loaded with to be called so
_OF_THE_WHOLE: Final = frozenset({UnitKind.Level.LEADERSHIP, UnitKind.Level.AGENCY})


def joined(position: str, unit: Unit | None, *, inside: Unit | None = None, short: bool = False) -> str:
    """Return position and unit as one phrase.

    ``inside``: the agency that speaks, whose own name goes without saying. ``short``: units by their short names.
    """
    if unit is None or not position:
        return position or (unit.name if unit else "")
    if unit.kind.level in _OF_THE_WHOLE or (inside is not None and unit.pk == inside.pk):
        return position
    stem = _without_kind(position, unit.kind.label)
    if unit.name.casefold() == unit.kind.label.casefold():
        return position if stem is not None else f"{position} {unit.name}"
    phrase = f"{position if stem is None else stem} {_called(unit, short=short)}"
    if unit.kind.level == UnitKind.Level.TEAM and unit.parent and unit.parent != inside:
        phrase += f", {_called(unit.parent, short=short)}"
    return phrase


def _called(unit: Unit, *, short: bool) -> str:
    return unit.short_name if short else unit.name


def _without_kind(position: str, kind: str) -> str | None:
    """«Trưởng phòng» without «Phòng» is «Trưởng»; None when the position does not end with the kind."""
    if not position.casefold().endswith(f" {kind.casefold()}"):
        return None
    return position[: -len(kind)].rstrip()


def of(post: Appointment | None, *, inside: Unit | None = None, short: bool = False) -> str:
    """Return the phrase of an appointment; empty without one."""
    return joined(post.position.name, post.unit, inside=inside, short=short) if post else ""
