"""One page of a list: any number asked for gives a page, and a page of wide rows is the same page."""

import pytest

from giaoban.kernel.paging import page, page_of_wide
from giaoban.people.models import User
from giaoban.people.testing import a_person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("asked", ["1", "2", "3", "99", "no number"])
def test_a_page_of_wide_rows_is_the_same_page(asked: str) -> None:
    for number in range(7):
        a_person(f"nguoi{number}", f"Nguyễn Văn {number}")
    rows = User.objects.filter(username__startswith="nguoi").order_by("-full_name").prefetch_related("appointments")
    narrow, wide = page(rows, asked, 3), page_of_wide(rows, asked, 3)
    assert wide == narrow
    assert (wide.first, wide.last, wide.total, wide.pages) == (narrow.first, narrow.last, 7, 3)


def test_a_page_of_nothing_is_empty() -> None:
    assert page_of_wide(User.objects.none()).rows == []
