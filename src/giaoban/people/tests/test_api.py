"""The API of people: keys, who I am, the directory, the shapes of refusal."""

import json

import pytest
from django.core.cache import cache
from django.test import Client

from giaoban.people import actions
from giaoban.people.models import User
from giaoban.people.testing import PASSWORD, an, by, can_sign_in, chi, dung, em, the_agency
from giaoban.people.tests.test_sign_in import SECRET, code_now

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_cache():
    cache.clear()


def post(client, url, **body):
    return client.post(url, json.dumps(body), content_type="application/json")


def token_of(client, username="chi", password=PASSWORD, **more):
    return post(client, "/api/auth/token", username=username, password=password, **more)


def bearer(user):
    _, key = actions.make_token(label="thử", by=by(user))
    return {"Authorization": f"Bearer {key}"}


def test_token_for_password_opens_the_door(client):
    can_sign_in(chi())
    key = token_of(client, "Chi").json()["token"]
    me = client.get("/api/me", headers={"Authorization": f"Bearer {key}"})
    assert me.json()["name"] == "Lê Thị Chi"


def test_a_wrong_password_is_counted_and_locks(client):
    can_sign_in(chi())
    for _ in range(5):
        refused = token_of(client, password="sai")
        assert (refused.status_code, refused.json()["code"]) == (422, "people.wrong_password")
    locked = token_of(client)
    assert (locked.status_code, locked.json()["code"]) == (429, "people.locked")
    assert "15 phút" in locked.json()["message"]


def test_tokens_are_not_asked_for_without_end(client):
    answers = [token_of(client, f"nguoi-{n}", "x").status_code for n in range(31)]
    assert answers[-1] == 429
    assert answers[0] == 422


def test_a_second_factor_is_asked_for(client):
    from allauth.mfa.totp.internal.auth import TOTP

    can_sign_in(chi())
    TOTP.activate(chi(), SECRET)
    assert token_of(client).json()["code"] == "people.second_factor_needed"
    assert token_of(client, code="000000").json()["code"] == "people.wrong_code"
    assert token_of(client, code=code_now(1)).status_code == 200


def test_a_given_password_makes_no_token(client):
    can_sign_in(chi())
    User.objects.filter(pk=chi().pk).update(must_change_password=True)
    refused = token_of(client)
    assert (refused.status_code, refused.json()["code"]) == (403, "people.change_password_first")


@pytest.mark.parametrize("url", ["/api/me", "/api/units", "/api/people"])
def test_strangers_are_asked_to_sign_in(client, url):
    for headers in ({}, {"Authorization": "Bearer gb_sai"}):
        refused = client.get(url, headers=headers)
        assert (refused.status_code, refused.json()["code"]) == (401, "kernel.sign_in")


def test_me_says_positions_roles_and_delegations(client):
    from datetime import timedelta

    from giaoban.kernel import clock

    now = clock.now()
    actions.delegate(
        giver_id=an().pk, holder_id=chi().pk, starts_at=now, ends_at=now + timedelta(days=1), reason="Đi công tác",
        by=by(an()),
    )  # fmt: skip
    me = client.get("/api/me", headers=bearer(chi())).json()
    assert [(p["position"], p["authority"]) for p in me["positions"]] == [("Chi cục trưởng", "head")]
    assert [d["giver"] for d in me["delegations_held"]] == ["Nguyễn Văn An"]
    assert me["delegations_given"] == []
    assert client.get("/api/me", headers=bearer(em())).json()["roles"][0]["role"] == "system_admin"


def test_people_are_found_without_diacritics_and_by_unit(client):
    an(), chi(), dung()
    found = client.get("/api/people?q=le chi", headers=bearer(chi())).json()
    assert [(p["name"], p["unit"], p["position"]) for p in found["items"]] == [
        ("Lê Thị Chi", "Chi cục Nội Bài", "Chi cục trưởng")
    ]
    below = client.get("/api/people?unit=HQHN", headers=bearer(chi())).json()
    assert below["total"] == 3
    assert client.get("/api/people?unit=KHONGCO", headers=bearer(chi())).json()["total"] == 0


def test_people_cost_the_same_whatever_their_number(client, django_assert_max_num_queries):
    headers = bearer(chi())
    an(), dung(), em()
    with django_assert_max_num_queries(9):
        client.get("/api/people", headers=headers)


def test_units_are_listed(client):
    chi()
    found = client.get("/api/units?q=noi bai", headers=bearer(chi())).json()
    assert [(u["code"], u["parent"]) for u in found] == [("NOIBAI", str(the_agency().pk))]


def test_a_session_needs_its_csrf_token_and_a_key_does_not():
    can_sign_in(chi())
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(chi(), backend="allauth.account.auth_backends.AuthenticationBackend")
    refused = strict.patch("/api/me", '{"theme": "dark"}', content_type="application/json")
    assert (refused.status_code, refused.json()["code"]) == (403, "kernel.stale_page")
    allowed = Client(enforce_csrf_checks=True).patch(
        "/api/me", '{"theme": "dark"}', content_type="application/json", headers=bearer(chi())
    )
    assert (allowed.status_code, allowed.json()["theme"]) == (200, "dark")


def test_a_stranger_who_posts_is_asked_to_sign_in():
    strict = Client(enforce_csrf_checks=True)
    assert strict.patch("/api/me", "{}", content_type="application/json").status_code == 401


def test_broken_json_is_said_in_the_shape_of_the_api(client):
    broken = client.post("/api/auth/token", "{", content_type="application/json")
    assert (broken.status_code, broken.json()["code"]) == (400, "kernel.bad_input")
    missing = post(client, "/api/auth/token", username="chi")
    assert (missing.status_code, missing.json()["code"]) == (400, "kernel.bad_input")


def test_an_administrator_without_the_demanded_second_factor_gets_no_key(client, settings):
    settings.SECOND_FACTOR = "admins"
    can_sign_in(em())
    can_sign_in(chi())
    assert token_of(client, "em").json()["code"] == "people.set_up_second_factor"
    assert token_of(client, "chi").status_code == 200
