"""Time stands still on a Tuesday morning, so that working days count the same in every run."""

from datetime import datetime

import pytest

from giaoban.kernel import clock
from giaoban.people.testing import by, em

NOW = datetime.fromisoformat("2026-03-10T09:00:00+07:00")


@pytest.fixture(autouse=True)
def _tuesday_morning():
    with clock.at(NOW):
        yield


@pytest.fixture
def house(monkeypatch):
    """Notices and reminders of this test only, hung on an action that exists."""
    from giaoban.ledger import registry as ledger
    from giaoban.notify import registry

    def hang(*notices, reminders=()):
        monkeypatch.setattr(
            registry, "NOTICES", {n.action: [m for m in notices if m.action == n.action] for n in notices}
        )
        monkeypatch.setattr(registry, "REMINDERS", {r.name: r for r in reminders})
        monkeypatch.setattr(ledger, "REACTIONS", {n.action: ("notify.send",) for n in notices})

    return hang


@pytest.fixture
def em_by():
    """The administrator of the system."""
    return by(em())
