"""One line of the preview."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell that would change."""

    label: str
    old: str
    new: str


@dataclass(slots=True)
class Line:
    """One row of the file: what it is about, what would change, what is wrong with it."""

    sheet: str
    number: int
    name: str
    key: str
    is_new: bool = False
    differences: list[Difference] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def state(self) -> str:
        """What the line would do."""
        if self.faults:
            return "fault"
        if self.is_new:
            return "create"
        return "change" if self.differences else "same"

    def compare(self, label: str, old: object, new: object) -> bool:
        """Note a difference; tell whether there is one."""
        if old == new:
            return False
        self.differences.append(Difference(label, _shown(old), _shown(new)))
        return True


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "x" if value else ""
    return str(value) if value is not None else ""
