"""Halls are drawn; people are seated by rank, by unit and by hand; everybody sees where (LIVE-7)."""

import pytest
from django.db import transaction

from giaoban.clerical.tests.reading import text_of
from giaoban.hall.queries import snapshot
from giaoban.hall.testing import guest
from giaoban.kernel.errors import Conflict, Invalid, NotFound, Refused
from giaoban.kernel.ids import new_id
from giaoban.ledger.testing import expect_record
from giaoban.meetings import actions as meetings
from giaoban.meetings.queries import room
from giaoban.people.testing import a_person, a_unit, an, binh, by, chi, dung, em
from giaoban.seating import actions, drawing, order, queries, shapes
from giaoban.seating.models import Hall, Place

YES, NO, UNSEEN = "yes", "no", "unseen"


def seated(meeting):
    return {seat: user.username for seat, user in queries.places_of(meeting).items()}


@pytest.mark.parametrize("seats", [shapes.rows(8, 12), shapes.u_shape(7, 10), shapes.table(8, 3), shapes.rows(30, 1)])
def test_every_shape_is_a_hall(seats):
    assert shapes.cleaned(seats) == seats
    assert seats[0]["kind"] == "chair"


@pytest.mark.parametrize(
    "seats",
    [
        [],
        [{"id": "A1"}],
        [{"id": "A1", "x": 5000, "y": 0, "kind": "seat"}],
        [{"id": "A 1", "x": 5, "y": 0, "kind": "seat"}],
        [{"id": "A1", "x": 5, "y": 0, "kind": "sofa"}],
        [{"id": "A1", "x": 5, "y": 0, "kind": "seat"}, {"id": "a1", "x": 9, "y": 0, "kind": "seat"}],
        [{"id": "A1", "x": 5, "y": 0, "kind": "chair"}, {"id": "A2", "x": 9, "y": 0, "kind": "chair"}],
        ["A1"],
    ],
)
def test_what_makes_no_hall_is_refused(db, seats):
    with pytest.raises(Invalid):
        actions.save_hall(name="x", shape="rows", seats=seats, by=by(binh()))


def test_a_hall_is_saved_drawn_anew_and_retired(hall):
    with expect_record():
        actions.save_hall(hall_id=hall.pk, name=hall.name, shape="rows", seats=hall.seats, by=by(binh()))
    with expect_record("seating.hall_saved"):
        actions.save_hall(hall_id=hall.pk, name="Phòng A", shape="u", seats=shapes.u_shape(3, 4), by=by(binh()))
    with expect_record("seating.hall_retired"):
        actions.retire_hall(hall_id=hall.pk, by=by(binh()))
    with expect_record():
        actions.retire_hall(hall_id=hall.pk, by=by(binh()))
    assert not queries.halls().exists()
    for wrong in ({"name": " "}, {"shape": "circle"}):
        with pytest.raises(Invalid):
            actions.save_hall(**({"name": "x", "shape": "u", "seats": hall.seats} | wrong), by=by(binh()))


def test_by_rank_chair_and_secretary_first(running, hall, watched):
    with expect_record("seating.hall_chosen"), watched(running):
        actions.choose_hall(meeting_id=running.pk, hall_id=hall.pk, by=by(binh()))
    with expect_record():
        actions.choose_hall(meeting_id=running.pk, hall_id=hall.pk, by=by(binh()))
    with expect_record("seating.filled"), watched(running):
        assert actions.fill_seats(meeting_id=running.pk, by=by(binh())) == 0
    assert seated(running) == {"CT": "an", "TK": "binh", "A2": "giang"}  # Chi sits at her site
    with expect_record():
        actions.fill_seats(meeting_id=running.pk, by=by(an()))
    state = snapshot(running, room.eyes(by(guest()), running)).state
    assert state["seat/A2"] == str(guest().pk)
    assert state["hall"]["seats"][0][0] == "CT"


def test_a_chair_who_stands_on_the_list_has_the_chairs_seat(running, hall):
    meetings.invite(meeting_id=running.pk, user_ids=[an().pk, binh().pk], by=by(binh()))
    actions.choose_hall(meeting_id=running.pk, hall_id=hall.pk, by=by(binh()))
    actions.fill_seats(meeting_id=running.pk, by=by(binh()))
    assert {"CT": "an", "TK": "binh"}.items() <= seated(running).items()


def test_names_stand_where_there_is_room():
    assert [drawing.side_of("u", x, 300) for x in (120, 500, 880)] == ["right", "below", "left"]
    assert [drawing.side_of("table", x, 300) for x in (330, 670)] == ["left", "right"]
    assert {drawing.side_of(shape, 120, 90) for shape in ("rows", "u", "table")} == {"below"}


def test_units_sit_together_and_too_few_seats_are_said(running, hall):
    units = [a_unit(code, name=code, level="division") for code in ("P1", "P2")]
    people = [a_person(f"{unit.code}{n}", f"Người {unit.code}{n}", unit=unit) for n in (1, 2, 3, 4) for unit in units]
    meetings.invite(meeting_id=running.pk, user_ids=[one.pk for one in people], by=by(binh()))
    actions.choose_hall(meeting_id=running.pk, hall_id=hall.pk, by=by(binh()))
    assert actions.fill_seats(meeting_id=running.pk, rule=order.UNIT, by=by(binh())) == 1
    found = [name for seat, name in seated(running).items() if seat not in {"CT", "TK"}]
    assert [name[:2] for name in sorted(found)] == sorted(name[:2] for name in found)
    together = [seated(running)[seat["id"]] for seat in hall.seats if seat["kind"] == "seat"]
    assert [name[:2] for name in together if name.startswith("P1")] == ["P1"] * 4
    first = together.index(next(name for name in together if name.startswith("P1")))
    assert {name[:2] for name in together[first : first + 4]} == {"P1"}
    with pytest.raises(Invalid):
        actions.fill_seats(meeting_id=running.pk, rule="age", by=by(binh()))


def test_by_hand_two_people_change_places(running, hall, watched):
    actions.choose_hall(meeting_id=running.pk, hall_id=hall.pk, by=by(binh()))
    actions.fill_seats(meeting_id=running.pk, by=by(binh()))
    with expect_record("seating.person_placed"), watched(running):
        actions.place_person(meeting_id=running.pk, user_id=guest().pk, seat="TK", by=by(binh()))
    assert seated(running) == {"CT": "an", "A2": "binh", "TK": "giang"}
    with expect_record():
        actions.place_person(meeting_id=running.pk, user_id=guest().pk, seat="TK", by=by(binh()))
    with watched(running):
        actions.place_person(meeting_id=running.pk, user_id=guest().pk, seat="", by=by(binh()))
    with watched(running):
        actions.place_person(meeting_id=running.pk, user_id=guest().pk, seat="A2", by=by(binh()))
    assert seated(running) == {"CT": "an", "A2": "giang"}  # who has no seat to give stands
    for seat, who in (("Z9", guest()), ("A1", dung())):
        with pytest.raises(Conflict):
            actions.place_person(meeting_id=running.pk, user_id=who.pk, seat=seat, by=by(binh()))


def test_another_hall_keeps_whom_it_can(running, hall, watched):
    actions.choose_hall(meeting_id=running.pk, hall_id=hall.pk, by=by(binh()))
    actions.fill_seats(meeting_id=running.pk, by=by(binh()))
    other = actions.save_hall(name="Phòng B", shape="u", seats=shapes.u_shape(2, 1), by=by(binh()))
    with watched(running):
        actions.choose_hall(meeting_id=running.pk, hall_id=other.pk, by=by(binh()))
    assert seated(running) == {"CT": "an"}
    assert Place.objects.count() == 1
    with pytest.raises(NotFound):
        actions.choose_hall(meeting_id=running.pk, hall_id=new_id(), by=by(binh()))


def test_without_a_hall_nobody_is_seated(running):
    with pytest.raises(Conflict):
        actions.fill_seats(meeting_id=running.pk, by=by(binh()))


def test_after_the_meeting_seats_stand_still(running, hall):
    meetings.close(meeting_id=running.pk, by=by(an()))
    with pytest.raises(Refused):
        actions.choose_hall(meeting_id=running.pk, hall_id=hall.pk, by=by(binh()))


CAST = {"an": an, "binh": binh, "chi": chi, "giang": guest, "dung": dung, "em": em}
WHO_MAY = [
    # action         an   bình chi giang dũng    em
    ("save_hall",    NO,  YES, NO, NO,   NO,     NO),
    ("retire_hall",  NO,  YES, NO, NO,   NO,     NO),
    ("choose_hall",  YES, YES, NO, NO,   UNSEEN, UNSEEN),
    ("fill_seats",   YES, YES, NO, NO,   UNSEEN, UNSEEN),
    ("place_person", YES, YES, NO, NO,   UNSEEN, UNSEEN),
]  # fmt: skip


@pytest.mark.parametrize("row", WHO_MAY, ids=lambda row: row[0])
def test_who_may(running, hall, row):
    verb, *expected = row
    of = {
        "save_hall": {"name": "x", "shape": "rows", "seats": hall.seats},
        "retire_hall": {"hall_id": hall.pk},
        "choose_hall": {"meeting_id": running.pk, "hall_id": hall.pk},
        "fill_seats": {"meeting_id": running.pk},
        "place_person": {"meeting_id": running.pk, "user_id": guest().pk, "seat": "A1"},
    }[verb]
    if verb in {"fill_seats", "place_person"}:
        actions.choose_hall(meeting_id=running.pk, hall_id=hall.pk, by=by(binh()))
    for (name, person), answer in zip(CAST.items(), expected, strict=True):
        if answer == YES:
            with transaction.atomic():
                getattr(actions, verb)(**of, by=by(person()))
                transaction.set_rollback(True)
        else:
            with pytest.raises(Refused if answer == NO else NotFound):
                getattr(actions, verb)(**of, by=by(person()))
            assert name


def test_by_pages_and_the_api(running, client):
    client.force_login(binh())
    assert "Vẽ sơ đồ mới" in client.get("/so-do/").content.decode()
    assert client.get("/so-do/moi/").status_code == 200
    client.post("/so-do/moi/", {"name": "Phòng C", "shape": "rows", "seats": ""})
    hall = Hall.objects.get()
    assert "Phòng C" in client.get(f"/so-do/{hall.pk}/").content.decode()
    at = f"/so-do/cuoc-hop/{running.pk}/"
    assert "Dùng hội trường này" in client.get(at).content.decode()
    client.post(f"{at}hoi-truong/", {"hall": str(hall.pk)})
    client.post(f"{at}xep/", {"rule": "rank"})
    client.post(f"{at}doi/", {"person": str(guest().pk), "seat": "b1"})
    assert "Vũ Thị Giang" in client.get(at).content.decode()
    plates = client.get(f"{at}bien-ten.pdf")
    assert "NGUYỄNVĂNAN" in text_of(plates.content)
    api = f"/api/meetings/{running.pk}/seats"
    json = {"content_type": "application/json"}
    assert client.get(api).json()["places"]["B1"] == str(guest().pk)
    assert client.post(f"{api}/fill", {"rule": "unit"}, **json).json() == {"without": 0}
    assert client.post(api, {"person": str(guest().pk), "seat": "A1"}, **json).status_code == 204
    assert client.post(f"/api/meetings/{running.pk}/hall", {"hall": str(hall.pk)}, **json).status_code == 204
    client.force_login(guest())
    assert client.get(api).json()["mine"] == "A1"
    assert "Ghế A1" in client.get(f"{at}cho-cua-toi/").content.decode()
    assert "Xếp theo chức vụ" not in client.get(at).content.decode()
    assert client.get(f"{at}bien-ten.pdf").status_code == 403
    client.force_login(dung())
    for address in (at, f"{at}cho-cua-toi/", f"{at}bien-ten.pdf", api):
        assert client.get(address).status_code == 404
    client.force_login(binh())
    client.post(f"/so-do/{hall.pk}/ngung/")
    assert client.get(f"/so-do/{hall.pk}/").status_code == 404
