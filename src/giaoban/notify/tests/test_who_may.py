"""Who may do what with messages."""

import pytest

from giaoban.kernel.rules import YES
from giaoban.notify import permissions
from giaoban.people.testing import an, binh, by, chi, dung, em

pytestmark = pytest.mark.django_db
NO = "no"
WHO_MAY = [
    # action     an  bình chi dũng em
    ("retry", NO, NO, NO, NO, YES),
    ("set_channels", NO, NO, NO, NO, YES),
]


@pytest.mark.parametrize(("action", "an_", "binh_", "chi_", "dung_", "em_"), WHO_MAY)
def test_who_may(action, an_, binh_, chi_, dung_, em_):
    rule = getattr(permissions, f"may_{action}")
    for person, expected in ((an, an_), (binh, binh_), (chi, chi_), (dung, dung_), (em, em_)):
        assert bool(rule(by(person()))) is (expected is YES), person.__name__
