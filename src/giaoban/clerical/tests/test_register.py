"""Keeping the register: carrying the paper book over, voiding a number, who may."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from giaoban.clerical import actions, queries
from giaoban.clerical.models import IssuedNumber
from giaoban.kernel.errors import Conflict, Invalid, NotFound, Refused
from giaoban.ledger.testing import expect_record
from giaoban.people.testing import a_unit, an, binh, by, chi, dung

ON = date(2026, 11, 6)
pytestmark = pytest.mark.django_db


def a_number(name="P1"):
    return actions.issue_number(type_code="TB", symbol="HQHN", on=ON, subject=a_unit(name), by=by(binh()))


def test_carry_over_goes_on_after_the_paper_book():
    with expect_record("clerical.register_carried_over"):
        actions.carry_over(type_code="TB", symbol="HQHN", year=2026, last_number=113, by=by(binh()))
    with expect_record():
        actions.carry_over(type_code="TB", symbol="HQHN", year=2026, last_number=113, by=by(binh()))
    assert a_number().label == "114/TB-HQHN"


def test_carry_over_comes_before_the_first_number():
    a_number()
    with pytest.raises(Conflict):
        actions.carry_over(type_code="TB", symbol="HQHN", year=2026, last_number=113, by=by(binh()))


@pytest.mark.parametrize("person", [an, chi, dung])
def test_only_the_office_keeps_the_register(person):
    number = a_number()
    with pytest.raises(Refused):
        actions.carry_over(type_code="GM", symbol="HQHN", year=2026, last_number=5, by=by(person()))
    with pytest.raises(NotFound):
        actions.void_number(number_id=number.id, reason="Nhầm", by=by(person()))


def test_void_number_keeps_its_place_and_frees_the_paper():
    first = a_number("P1")
    with expect_record("clerical.number_voided"):
        actions.void_number(number_id=first.id, reason="Ghi sai ngày", by=by(binh()))
    with expect_record():
        actions.void_number(number_id=first.id, reason="Lần nữa", by=by(binh()))
    assert IssuedNumber.objects.get(pk=first.pk).void_reason == "Ghi sai ngày"
    assert queries.number_of(a_unit("P1")) is None
    assert a_number("P1").label == "02/TB-HQHN"


def test_void_number_needs_a_reason():
    number = a_number()
    with pytest.raises(Invalid):
        actions.void_number(number_id=number.id, reason=" ", by=by(binh()))


def test_the_database_refuses_a_second_number_for_a_paper():
    number = a_number()
    with pytest.raises(IntegrityError), transaction.atomic():
        IssuedNumber.objects.create(
            register=number.register, number=2, label="02/TB-HQHN", subject_kind=number.subject_kind,
            subject_id=number.subject_id, subject_label="", issued_on=ON, issued_by=binh(),
        )  # fmt: skip


def test_the_office_sees_the_register_others_see_numbers_on_papers():
    number = a_number()
    assert list(queries.visible_numbers(by(binh()))) == [number]
    assert not queries.visible_numbers(by(chi())).exists()
