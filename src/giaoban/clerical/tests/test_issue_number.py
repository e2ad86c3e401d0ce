"""Numbers from the register: in order, without gaps, one for one paper."""

import threading
from datetime import date

import pytest
from django.db import connection, connections, transaction

from giaoban.clerical import actions
from giaoban.clerical.models import IssuedNumber, Register
from giaoban.kernel.actor import SYSTEM
from giaoban.kernel.errors import Invalid, Refused
from giaoban.ledger.testing import expect_record
from giaoban.people.testing import a_unit, an, binh, by

ON = date(2026, 11, 6)
pytestmark = pytest.mark.django_db


def a_number(name="P1", *, type_code="TB", symbol="HQHN", on=ON):
    return actions.issue_number(type_code=type_code, symbol=symbol, on=on, subject=a_unit(name), by=by(binh()))


def test_it_issues_the_next_number():
    with expect_record("clerical.number_issued"):
        first = a_number("P1")
    assert [first.label, a_number("P2").label] == ["01/TB-HQHN", "02/TB-HQHN"]
    assert first.subject_kind == "people.unit"
    assert first.issued_by == binh()


def test_it_may_be_repeated():
    first = a_number("P1")
    with expect_record():
        assert a_number("P1") == first
    assert Register.objects.get().last_number == 1


def test_each_type_year_and_agency_counts_for_itself():
    labels = [
        a_number("P1").label,
        a_number("P2", type_code="GM").label,
        a_number("P3", symbol="HQHP").label,
        a_number("P4", on=date(2027, 1, 4)).label,
        a_number("P5", type_code="").label,
    ]
    assert labels == ["01/TB-HQHN", "01/GM-HQHN", "01/TB-HQHP", "01/TB-HQHN", "01/HQHN"]


def test_a_rollback_takes_the_number_back():
    with transaction.atomic():
        a_number("P1")
        transaction.set_rollback(True)
    assert a_number("P2").number == 1


@pytest.mark.parametrize(
    ("type_code", "symbol", "code"), [("XX", "HQHN", "clerical.unknown_type"), ("TB", " ", "clerical.no_symbol")]
)
def test_what_cannot_be_numbered_is_refused(type_code, symbol, code):
    with pytest.raises(Invalid) as refused:
        a_number(type_code=type_code, symbol=symbol)
    assert refused.value.code == code
    assert not Register.objects.exists()


def test_only_a_person_issues():
    with pytest.raises(Refused):
        actions.issue_number(type_code="TB", symbol="HQHN", on=ON, subject=an(), by=SYSTEM)
    assert not IssuedNumber.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_many_at_once_leave_no_gap_and_no_double(tmp_path, monkeypatch):
    """Eight writers want numbers for the same forty papers; half of the writers take every fourth one back."""
    actor, units = by(binh()), [a_unit(f"P{n}") for n in range(40)]
    if connection.vendor == "sqlite":  # threads need a database on disk, as in a real installation
        with connection.cursor() as cursor:
            cursor.execute(f"VACUUM INTO '{tmp_path / 'race.db'}'")
        monkeypatch.setitem(connections.settings["default"], "NAME", str(tmp_path / "race.db"))
    faults = []

    def write(offset):
        try:
            for step in range(len(units)):
                unit = units[(step + offset * 5) % len(units)]
                with transaction.atomic():
                    actions.issue_number(type_code="TB", symbol="HQHN", on=ON, subject=unit, by=actor)
                    if offset < 4 and step % 4 == 0:
                        transaction.set_rollback(True)
        except Exception as fault:
            faults.append(fault)
        finally:
            connections["default"].close()

    run_threads(write, 8)
    assert faults == []
    found = []
    run_threads(lambda _n: found.extend(read_numbers()), 1)
    assert [number for number, _subject in found] == list(range(1, len(units) + 1))
    assert len({subject for _number, subject in found}) == len(units)


def run_threads(work, count):
    threads = [threading.Thread(target=work, args=(n,)) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def read_numbers():
    try:
        return list(IssuedNumber.objects.order_by("number").values_list("number", "subject_id"))
    finally:
        connections["default"].close()
