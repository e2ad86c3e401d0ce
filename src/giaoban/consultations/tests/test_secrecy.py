"""What those asked, and search, must not learn before the result is out; whose a draft is."""

import json

import pytest

from giaoban.consultations import actions, queries
from giaoban.consultations.testing import (
    NOTE,
    TREATED,
    a_consultation,
    decided,
    khanh,
    lan,
    led_to,
    phuc,
    slip_for,
    treated,
)
from giaoban.documents.testing import a_file, a_pdf
from giaoban.ledger.testing import run_jobs
from giaoban.people.testing import an, binh, by, chi
from giaoban.search import actions as searching
from giaoban.search import queries as search

pytestmark = pytest.mark.django_db
REMARK = "Nêu rõ vì sao không tiếp thu"


def led_to_published(consultation):
    actions.announce(consultation_id=consultation.pk, note=NOTE, by=by(lan()))
    decided(consultation, by(an()))
    consultation.refresh_from_db()
    return consultation


def whole(client, person, consultation):
    client.force_login(person)
    return json.dumps(client.get(f"/api/consultations/{consultation.pk}").json(), ensure_ascii=False)


def page(client, person, consultation):
    client.force_login(person)
    return client.get(f"/lay-y-kien/{consultation.pk}/").content.decode()


def test_what_becomes_of_an_opinion_is_read_when_the_result_is_out(client):
    consultation = a_consultation("closed")
    treated(consultation)
    assert TREATED in json.loads(whole(client, lan(), consultation))["slips"][1]["lines"][0]["explanation"]
    mine = json.loads(whole(client, phuc(), consultation))["mine"][0]["lines"][0]
    assert (mine["choice"], mine["treatment"], mine["explanation"]) == ("other", "", "")
    assert TREATED not in page(client, phuc(), consultation)
    published = led_to_published(consultation)
    assert TREATED in whole(client, phuc(), published)
    assert TREATED in page(client, phuc(), published)


def test_the_leader_s_remark_stays_with_those_who_prepare_it(client):
    consultation = a_consultation("signing")
    decided(consultation, by(an()), approve=False, comment=REMARK)
    for person, reads in ((lan(), True), (an(), True), (khanh(), True), (phuc(), False), (chi(), False)):
        assert (REMARK in whole(client, person, consultation)) is reads, person
        assert (REMARK in page(client, person, consultation)) is reads, person
    consultation = led_to_published(consultation)
    assert REMARK in page(client, lan(), consultation)  # in its story
    assert REMARK not in page(client, phuc(), consultation)


def test_search_knows_the_words_of_the_result_when_it_is_out():
    consultation = a_consultation("signing")

    def hits():
        run_jobs()
        searching.rebuild()
        run_jobs()
        return len(search.find(by(phuc()), "quy II", kind="consultations.consultation").hits)

    assert hits() == 0
    decided(consultation, by(an()))
    assert hits() == 1


def test_a_paper_at_the_door_of_the_result_is_not_seen_by_those_asked_before_it_is_out(client, settings, tmp_path):
    settings.STORAGE = f"file:{tmp_path}"
    consultation = a_consultation("closed")
    client.force_login(lan())
    sent = {"owner_kind": "consultations.notice", "owner_id": consultation.pk, "vouched": "true"}
    made = client.post("/api/documents", sent | {"file": a_file(a_pdf(), "du-thao.pdf")})
    assert made.status_code == 201
    paper = f"/api/documents/{made.json()['id']}"
    for person, status in ((lan(), 200), (an(), 200), (khanh(), 200), (phuc(), 404), (chi(), 404)):
        client.force_login(person)
        assert client.get(paper).status_code == status, person
    treated(consultation)
    led_to_published(consultation)
    client.force_login(phuc())
    assert client.get(paper).status_code == 200


def test_a_draft_that_was_called_off_is_the_officers_alone():
    draft = a_consultation("cancelled")
    assert queries.seen_among(by(lan()), [draft.pk])
    for person in (an(), binh(), khanh(), phuc(), chi()):
        assert not queries.seen_among(by(person), [draft.pk]), person
    was_before_an = led_to(a_consultation("submitted"), "cancelled")
    for person, sees in ((lan(), True), (an(), True), (binh(), False), (khanh(), False), (phuc(), False)):
        assert bool(queries.seen_among(by(person), [was_before_an.pk])) is sees, person
    sent = led_to(a_consultation("open"), "cancelled")
    for person in (lan(), an(), binh(), khanh(), phuc()):
        assert queries.seen_among(by(person), [sent.pk]), person
    assert not slip_for(sent, phuc()).is_answered
