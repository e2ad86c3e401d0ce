"""Figures by branch for the papers: shares of the department's, so that sums agree with the briefing."""

from dataclasses import dataclass
from datetime import date
from random import Random

from giaoban.demo.content.figures import YEAR_TARGET, week_of
from giaoban.demo.content.units import BRANCHES

# share of the year's revenue target, and of the declarations
_SHARES = {
    "NOIBAI": (0.262, 0.240),
    "DTGC": (0.046, 0.105),
    "VINHPHUC": (0.118, 0.072),
    "BACHANOI": (0.214, 0.108),
    "BACTHANGLONG": (0.082, 0.186),
    "GIATHUY": (0.088, 0.051),
    "YENVIEN": (0.046, 0.036),
    "HATAY": (0.061, 0.058),
    "BUUDIEN": (0.012, 0.078),
    "PHUTHO": (0.034, 0.048),
    "YENBAI": (0.011, 0.018),
    "KTSTQ": (0.026, 0.0),
}


@dataclass(frozen=True, slots=True)
class BranchRow:
    """A branch's week and year."""

    code: str
    name: str
    target: int
    week: int
    to_date: int
    declarations: int

    @property
    def percent(self) -> float:
        """Per cent of the year's target."""
        return round(100 * self.to_date / self.target, 1)


def _split(total: int, weights: list[float]) -> list[int]:
    """Split a sum by weights; what rounding leaves goes to the first."""
    whole = sum(weights)
    parts = [round(total * weight / whole) for weight in weights]
    parts[0] += total - sum(parts)
    return parts


def branch_rows(friday: date) -> list[BranchRow]:
    """Return every branch's figures; the columns sum up to the department's."""
    week = week_of(friday)
    chance = Random(friday.year)  # noqa: S311 - invented figures
    drift = {unit.code: chance.uniform(0.9, 1.1) for unit in BRANCHES}
    shares = [_SHARES[unit.code] for unit in BRANCHES]
    targets = _split(YEAR_TARGET, [share for share, _ in shares])
    drifted = [share * drift[unit.code] for unit, (share, _) in zip(BRANCHES, shares, strict=True)]
    weeks, years = _split(week.revenue, drifted), _split(week.revenue_to_date, drifted)
    declared = _split(week.declarations, [share for _, share in shares])
    return [
        BranchRow(unit.code, unit.name, *row)
        for unit, *row in zip(BRANCHES, targets, weeks, years, declared, strict=True)
    ]
