"""Who may do what: Lan is in charge, Khánh heads her division, An approves, Chi and Phúc are asked.

Bình is of the Office; Dũng is of another branch; Em administers.
"""

from datetime import timedelta

import pytest

from giaoban.consultations import actions, permissions, queries
from giaoban.consultations.testing import a_consultation, facts_of, gsql, khanh, lan, phuc
from giaoban.kernel import clock
from giaoban.kernel.errors import Refused
from giaoban.kernel.rules import YES
from giaoban.people.testing import a_person, an, binh, by, chi, dung, em

pytestmark = pytest.mark.django_db

NO = "no"
UNSEEN = "unseen"
WHO_MAY = [
    # verb, state                    lan  khánh    an    bình   chi    phúc   dũng    em
    ("edit", "draft", YES, UNSEEN, UNSEEN, UNSEEN, UNSEEN, UNSEEN, UNSEEN, UNSEEN),
    ("edit", "submitted", NO, NO, NO, NO, UNSEEN, UNSEEN, UNSEEN, UNSEEN),
    ("submit", "draft", YES, UNSEEN, UNSEEN, UNSEEN, UNSEEN, UNSEEN, UNSEEN, UNSEEN),
    ("take_back", "submitted", YES, NO, NO, NO, UNSEEN, UNSEEN, UNSEEN, UNSEEN),
    ("take_back", "open", NO, NO, NO, NO, NO, NO, UNSEEN, UNSEEN),
    ("send", "draft", NO, UNSEEN, UNSEEN, UNSEEN, UNSEEN, UNSEEN, UNSEEN, UNSEEN),
    ("send", "approved", YES, NO, NO, NO, UNSEEN, UNSEEN, UNSEEN, UNSEEN),
    ("answer", "open", NO, NO, NO, NO, YES, YES, UNSEEN, UNSEEN),
    ("answer", "closed", NO, NO, NO, NO, NO, NO, UNSEEN, UNSEEN),
    ("remind", "open", YES, NO, NO, NO, NO, NO, UNSEEN, UNSEEN),
    ("extend", "open", YES, NO, NO, NO, NO, NO, UNSEEN, UNSEEN),
    ("extend", "closed", NO, NO, NO, NO, NO, NO, UNSEEN, UNSEEN),
    ("close", "open", NO, NO, NO, NO, NO, NO, UNSEEN, UNSEEN),
    ("cancel", "open", YES, NO, YES, NO, NO, NO, UNSEEN, UNSEEN),
    ("cancel", "closed", NO, NO, NO, NO, NO, NO, UNSEEN, UNSEEN),
    ("treat", "closed", YES, NO, NO, NO, NO, NO, UNSEEN, UNSEEN),
    ("treat", "open", NO, NO, NO, NO, NO, NO, UNSEEN, UNSEEN),
    ("publish", "closed", YES, NO, NO, NO, NO, NO, UNSEEN, UNSEEN),
    ("publish", "signing", NO, NO, NO, NO, NO, NO, UNSEEN, UNSEEN),
    ("publish", "published", NO, NO, NO, NO, NO, NO, UNSEEN, UNSEEN),
    ("take_back", "signing", YES, NO, NO, NO, NO, NO, UNSEEN, UNSEEN),
    ("take_back", "published", NO, NO, NO, NO, NO, NO, UNSEEN, UNSEEN),
    ("treat", "signing", NO, NO, NO, NO, NO, NO, UNSEEN, UNSEEN),
    ("treat", "published", NO, NO, NO, NO, NO, NO, UNSEEN, UNSEEN),
    ("cancel", "signing", NO, NO, NO, NO, NO, NO, UNSEEN, UNSEEN),
    ("answer", "published", NO, NO, NO, NO, NO, NO, UNSEEN, UNSEEN),
    ("read_opinions", "signing", YES, YES, YES, YES, NO, NO, UNSEEN, UNSEEN),
    ("read_opinions", "published", YES, YES, YES, YES, YES, YES, UNSEEN, UNSEEN),
    ("edit", "cancelled", NO, UNSEEN, UNSEEN, UNSEEN, UNSEEN, UNSEEN, UNSEEN, UNSEEN),
    ("add_document", "published", NO, NO, NO, NO, NO, NO, UNSEEN, UNSEEN),
    ("read_opinions", "open", YES, YES, YES, YES, NO, NO, UNSEEN, UNSEEN),
    ("read_opinions", "closed", YES, YES, YES, YES, NO, NO, UNSEEN, UNSEEN),
    ("add_document", "draft", YES, UNSEEN, UNSEEN, UNSEEN, UNSEEN, UNSEEN, UNSEEN, UNSEEN),
    ("add_document", "open", NO, NO, NO, NO, NO, NO, UNSEEN, UNSEEN),
]
CAST = (lan, khanh, an, binh, chi, phuc, dung, em)


@pytest.mark.parametrize(("verb", "state", "expected"), [(row[0], row[1], row[2:]) for row in WHO_MAY])
def test_who_may(verb, state, expected):
    consultation = queries.consultation_of(a_consultation(state).pk)
    for person, wanted in zip(CAST, expected, strict=True):
        who = by(person())
        seen = bool(queries.seen_among(who, [consultation.pk]))
        assert seen is (wanted != UNSEEN), person.__name__
        if seen:
            assert bool(permissions.abilities(who, consultation)[verb]) is (wanted is YES), (person.__name__, verb)


@pytest.mark.parametrize(
    ("state", "why"),
    [("submitted", "waits_for_approval"), ("open", "sent_already"), ("published", "sent_already"),
     ("cancelled", "called_off")],
)  # fmt: skip
def test_why_it_is_not_sent(state, why):
    consultation = queries.consultation_of(a_consultation(state).pk)
    assert permissions.abilities(by(lan()), consultation)["send"].reason == f"consultations.{why}"


def test_every_verb_is_in_the_table():
    assert {row[0] for row in WHO_MAY} == set(permissions.RULES)


def test_a_substitute_is_named_by_whom_is_asked():
    consultation = a_consultation()
    slip = consultation.slips.get(user=phuc())
    assert permissions.may_name_substitute(by(phuc()), slip)
    for person in (lan, khanh, chi, an):
        assert not permissions.may_name_substitute(by(person()), slip)


@pytest.mark.parametrize("state", ["submitted", "open", "closed", "signing", "published"])
def test_an_inspector_only_looks(state):
    consultation = queries.consultation_of(a_consultation(state).pk)
    inspector = by(a_person("thanhtra", "Lý Văn Thanh", role="inspector"))
    allowed = {verb for verb, verdict in permissions.abilities(inspector, consultation).items() if verdict}
    assert allowed == {"read_opinions"}


def test_members_of_units_draft_and_guests_and_sites_do_not():
    guest = a_person("khach", "Đinh Văn Khách", unit=gsql())
    guest.is_guest = True
    guest.save(update_fields=["is_guest"])
    left = a_person("nghi", "Đinh Văn Nghỉ", unit=gsql())
    left.appointments.update(ends_on=clock.today() - timedelta(days=1))
    for person, may in ((lan(), True), (phuc(), True), (guest, False), (left, False)):
        assert bool(permissions.may_draft(by(person))) is may, person
        if not may:
            with pytest.raises(Refused, match="only_members"):
                actions.draft(unit_id=gsql().pk, facts=facts_of(), by=by(person))
