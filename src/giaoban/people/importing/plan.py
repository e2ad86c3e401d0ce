"""What an import would do, line by line, before anything is done. Reading only."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from giaoban.people.importing import people as people_part
from giaoban.people.importing import units as unit_part
from giaoban.people.importing.columns import PEOPLE, UNITS
from giaoban.people.importing.lines import Line
from giaoban.people.importing.people import PersonWish
from giaoban.people.importing.table import read
from giaoban.people.importing.units import UnitWish

State = Literal["create", "change", "same", "fault"]


@dataclass(slots=True)
class Plan:
    """Every line with what it would do; ``faults`` are wrong with the file as a whole."""

    units: list[UnitWish] = field(default_factory=list)
    people: list[PersonWish] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def fault_count(self) -> int:
        """How many faults stand in the way."""
        return len(self.faults) + sum(len(line.faults) for line in self.lines)

    @property
    def counts(self) -> dict[str, int]:
        """How many lines would create, change, leave, or are faulty."""
        return dict(Counter(line.state for line in self.lines))

    @property
    def does_something(self) -> bool:
        """Whether applying would change anything."""
        return any(line.state in {"create", "change"} for line in self.lines)


def plan(content: bytes) -> Plan:
    """Compare a file with what is there. Raises Invalid when it cannot be read at all."""
    book = read(content)
    units, unit_lines = unit_part.plan_units(book.rows[UNITS], book.headings[UNITS])
    people, people_lines = people_part.plan_people(book.rows[PEOPLE], book.headings[PEOPLE], units)
    return Plan(units=units, people=people, lines=[*unit_lines, *people_lines], faults=book.faults)


def shown(lines: list[Line], state: str) -> Iterator[Line]:
    """Return the lines in one state, or all, faulty ones first."""
    order = {"fault": 0, "create": 1, "change": 2, "same": 3}
    return iter(sorted((line for line in lines if state in {"", line.state}), key=lambda line: order[line.state]))
