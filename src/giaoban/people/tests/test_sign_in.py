"""Signing in: password, forced change, lock-out, second factor, what the book says, what is closed."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache

from giaoban.kernel import clock
from giaoban.ledger.models import Entry
from giaoban.people import actions, queries
from giaoban.people.models import User
from giaoban.people.testing import PASSWORD, by, can_sign_in, chi, em

pytestmark = pytest.mark.django_db

SIGN_IN, CHANGE = "/tai-khoan/login/", "/tai-khoan/password/change/"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def _fresh_cache():
    cache.clear()


def sign_in(client, username="chi", password=PASSWORD):
    return client.post(SIGN_IN, {"login": username, "password": password})


def actions_in_book() -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("action", flat=True))


def code_now(offset: int = 0) -> str:
    return format_hotp_value(hotp_value(SECRET, next(yield_hotp_counters_from_time()) + offset))


def test_a_person_signs_in_and_out_and_the_book_says_so(client):
    can_sign_in(chi())
    assert sign_in(client, " CHI ").status_code == 302
    assert client.get("/api/me").json()["username"] == "chi"
    client.post("/tai-khoan/logout/")
    assert client.get("/api/me").status_code == 401
    assert actions_in_book() == ["people.signed_in", "people.signed_out"]
    entry = Entry.objects.first()
    assert (entry.actor_label, entry.address, entry.data["method"]) == ("Lê Thị Chi", "127.0.0.1", "password")


def test_a_wrong_password_and_an_unknown_name_sound_the_same(client):
    can_sign_in(chi())
    answers = [sign_in(client, name, "sai").content.decode() for name in ("chi", "ai-do")]
    for answer in answers:
        assert "Tên đăng nhập hoặc mật khẩu không đúng." in answer
    assert actions_in_book() == ["people.sign_in_failed"] * 2


def test_the_book_does_not_keep_what_was_typed_as_a_name(client):
    sign_in(client, "MậtKhẩuGõNhầm1!", "x")
    entry = Entry.objects.get()
    assert "Nhầm" not in f"{entry.subject_label}{entry.subject_id}{entry.data}"


@pytest.mark.parametrize("name", ["chi", "khong-co"])
def test_five_failures_lock_the_name_and_say_for_how_long(client, name):
    can_sign_in(chi())
    for _ in range(5):
        sign_in(client, name, "sai")
    answer = sign_in(client, name).content.decode()
    assert "hãy thử lại sau 15 phút" in answer
    assert client.get("/api/me").status_code == 401
    with clock.later(minutes=10):
        assert queries.locked_minutes(name) == 5
    with clock.later(minutes=16):
        assert queries.locked_minutes(name) == 0
    assert actions_in_book().count("people.locked_out") == 1


def test_after_the_lock_the_right_password_works_and_counting_starts_anew(client):
    can_sign_in(chi())
    for _ in range(5):
        sign_in(client, "chi", "sai")
    with clock.later(minutes=16):
        sign_in(client, "chi", "sai")
        assert queries.locked_minutes("chi") == 0
        assert sign_in(client).status_code == 302


def test_a_locked_account_cannot_sign_in(client):
    can_sign_in(chi())
    actions.deactivate_user(user_id=chi().pk, by=by(em()))
    sign_in(client)
    assert client.get("/api/me").status_code == 401


def test_a_given_password_must_be_changed_before_anything_else(client):
    actions.reset_password(user_id=chi().pk, password="Tam-2024z", by=by(em()))
    sign_in(client, password="Tam-2024z")
    for page in ("/quan-tri/toi/", "/tai-lieu/x/"):
        response = client.get(page)
        assert (response.status_code, response.get("Location")) == (302, CHANGE)
    refused = client.get("/api/me")
    assert (refused.status_code, refused.json()["code"]) == (403, "people.change_password_first")
    assert client.get("/quan-tri/toi/", headers={"HX-Request": "true"}).headers["HX-Redirect"] == CHANGE
    changed = client.post(CHANGE, {"oldpassword": "Tam-2024z", "password1": "Rieng-2024", "password2": "Rieng-2024"})
    assert (changed.status_code, changed["Location"]) == (302, "/")
    assert client.get("/api/me").status_code == 200
    assert "people.password_changed" in actions_in_book()


def test_a_change_signs_out_the_other_devices(client):
    from django.test import Client

    can_sign_in(chi())
    other = Client()
    sign_in(client)
    sign_in(other)
    client.post(CHANGE, {"oldpassword": PASSWORD, "password1": "Rieng-2024", "password2": "Rieng-2024"})
    assert client.get("/api/me").status_code == 200
    assert other.get("/api/me").status_code == 401


@pytest.mark.parametrize(
    ("new", "words"),
    [
        ("Ab1!", "ít nhất 8 ký tự"),
        ("giaoban2024", "còn thiếu: chữ hoa, ký hiệu"),
        (PASSWORD, "phải khác mật khẩu đang dùng"),
        ("Vung-Vang9", ""),
    ],
)
def test_a_weak_new_password_is_refused_with_the_reason(client, new, words):
    can_sign_in(chi())
    sign_in(client)
    answer = client.post(CHANGE, {"oldpassword": PASSWORD, "password1": new, "password2": new})
    if words:
        assert words in answer.content.decode()
        assert User.objects.get(pk=chi().pk).check_password(PASSWORD)
    else:
        assert answer.status_code == 302


def test_two_different_new_passwords_are_refused_in_vietnamese(client):
    can_sign_in(chi())
    sign_in(client)
    answer = client.post(CHANGE, {"oldpassword": PASSWORD, "password1": "Rieng-2024", "password2": "Rieng-2025"})
    assert "không giống nhau" in answer.content.decode()


def test_a_second_factor_is_asked_for_and_counted(client):
    can_sign_in(chi())
    TOTP.activate(chi(), SECRET)
    assert sign_in(client)["Location"] == "/tai-khoan/2fa/authenticate/"
    assert client.get("/api/me").status_code == 401
    page = client.get("/tai-khoan/2fa/authenticate/").content.decode()
    assert "Mã xác thực" in page
    wrong = client.post("/tai-khoan/2fa/authenticate/", {"code": "000000"}).content.decode()
    assert "Mã xác thực không đúng" in wrong
    assert client.post("/tai-khoan/2fa/authenticate/", {"code": code_now(1)}).status_code == 302
    assert client.get("/api/me").status_code == 200
    assert actions_in_book() == ["people.sign_in_failed", "people.signed_in"]
    assert "totp" in Entry.objects.last().data["method"]


def test_administrators_must_have_a_second_factor_where_the_setting_says_so(client, settings):
    settings.SECOND_FACTOR = "admins"
    can_sign_in(em())
    can_sign_in(chi())
    sign_in(client)
    assert client.get("/api/me").status_code == 200
    client.post("/tai-khoan/logout/")
    sign_in(client, "em")
    assert client.get("/quan-tri/toi/")["Location"] == "/tai-khoan/2fa/"
    assert client.get("/tai-khoan/2fa/").status_code == 200
    assert client.get("/api/me").json()["code"] == "people.set_up_second_factor"
    TOTP.activate(em(), SECRET)
    assert client.get("/api/me").status_code == 200


def test_an_authenticator_app_is_bound_and_removed_through_the_pages(client):
    can_sign_in(chi())
    sign_in(client)
    assert "reauthenticate" in client.get("/tai-khoan/2fa/totp/activate/")["Location"]
    client.post("/tai-khoan/reauthenticate/", {"password": PASSWORD})
    page = client.get("/tai-khoan/2fa/totp/activate/").content.decode()
    secret = client.session["mfa.totp.secret"]
    assert "data:image/svg+xml" in page
    counter = next(yield_hotp_counters_from_time()) + 1
    bound = client.post("/tai-khoan/2fa/totp/activate/", {"code": format_hotp_value(hotp_value(secret, counter))})
    assert bound.status_code == 302
    assert queries.has_second_factor(chi().pk)
    codes = client.get("/tai-khoan/2fa/recovery-codes/").content.decode()
    assert len(re.findall(r"<code>\d+</code>", codes)) == 10
    client.post("/tai-khoan/2fa/totp/deactivate/")
    assert not queries.has_second_factor(chi().pk)
    kinds = [entry.data.get("kind") for entry in Entry.objects.filter(action__startswith="people.second_factor")]
    assert kinds[0] == "totp"
    assert "people.second_factor_removed" in actions_in_book()


def test_a_recovery_code_opens_the_door_once(client):
    can_sign_in(chi())
    TOTP.activate(chi(), SECRET)
    code = RecoveryCodes.activate(chi()).get_unused_codes()[0]
    sign_in(client)
    client.post("/tai-khoan/2fa/authenticate/", {"code": code})
    assert client.get("/api/me").status_code == 200
    client.post("/tai-khoan/logout/")
    sign_in(client)
    client.post("/tai-khoan/2fa/authenticate/", {"code": code})
    assert client.get("/api/me").status_code == 401


@pytest.mark.parametrize(
    "page",
    [
        "signup/", "email/", "confirm-email/", "confirm-email/abc/", "password/set/", "password/reset/",
        "password/reset/key/1-abc/", "login/code/confirm/", "2fa/webauthn/signup/", "3rdparty/", "sessions/",
    ],
)  # fmt: skip
def test_pages_that_make_no_sense_are_not_there(client, page):
    assert client.get(f"/tai-khoan/{page}").status_code == 404


@pytest.mark.parametrize(
    "page",
    [
        "login/", "logout/", "password/change/", "2fa/", "2fa/totp/activate/", "2fa/webauthn/", "2fa/webauthn/add/",
        "reauthenticate/", "2fa/recovery-codes/generate/", "2fa/recovery-codes/", "2fa/totp/deactivate/",
    ],
)  # fmt: skip
def test_every_page_of_the_account_is_in_vietnamese_and_clean(client, page):
    can_sign_in(chi())
    if "codes" in page or "deactivate" in page:
        TOTP.activate(chi(), SECRET)
        RecoveryCodes.activate(chi())
    client.force_login(chi(), backend="allauth.account.auth_backends.AuthenticationBackend")
    if page == "login/":
        client.logout()
    response = client.get(f"/tai-khoan/{page}", follow=True)
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    assert response.status_code == 200
    assert re.search(r"\b(Sign|Password|Please|Menu|Authenticator|Two-Factor|Passkey)\b", text) is None
    assert not re.search(r"\son\w+=|style=", response.content.decode())


def test_passkey_sign_in_offers_a_challenge(client):
    answer = client.get("/tai-khoan/2fa/webauthn/login/", headers={"Accept": "application/json"})
    assert answer.json()["request_options"]["publicKey"]["challenge"]


def test_end_session_and_end_other_sessions(client):
    from django.test import Client

    can_sign_in(chi())
    others = [Client(), Client()]
    sign_in(client)
    for other in others:
        sign_in(other)
    key = client.session.session_key
    rows = queries.open_sessions(chi().pk, key)
    assert [row.is_here for row in rows] == [True, False, False]
    actions.end_session(session_id=rows[1].pk, by=by(chi()))
    assert actions.end_other_sessions(keep=key, by=by(chi())) == 1
    assert actions.end_other_sessions(keep=key, by=by(chi())) == 0
    assert [c.get("/api/me").status_code for c in (client, *others)] == [200, 401, 401]


def test_a_session_of_somebody_else_is_not_ended(client):
    can_sign_in(chi())
    sign_in(client)
    row = queries.open_sessions(chi().pk, None)[0]
    actions.end_session(session_id=row.pk, by=by(em()))
    assert client.get("/api/me").status_code == 200


def test_the_language_follows_the_person_then_the_browser(client):
    can_sign_in(chi())
    page = client.get(SIGN_IN, headers={"Accept-Language": "en-GB,en"})
    assert page.headers["Content-Language"] == "en"
    client.post("/quan-tri/ngon-ngu/", {"language": "vi", "next": SIGN_IN})
    page = client.get(SIGN_IN, headers={"Accept-Language": "en"})
    assert page.headers["Content-Language"] == "vi"
    sign_in(client)
    client.post("/quan-tri/ngon-ngu/", {"language": "en", "next": "/"})
    assert User.objects.get(pk=chi().pk).language == "en"
    assert client.get("/api/me").headers["Content-Language"] == "en"


def test_notes_of_sign_in_are_written_by_actions():
    """note_sign_in(), note_sign_out(), note_password_changed() and note_second_factor() may be repeated."""
    for _ in range(2):
        actions.note_sign_in(user_id=chi().pk, method="password", by=by(chi()))
        actions.note_second_factor(user_id=chi().pk, kind="totp", added=True, by=by(chi()))
        actions.note_password_changed(user_id=chi().pk, session_key=None, by=by(chi()))
        actions.note_sign_out(user_id=chi().pk, session_key=None, by=by(chi()))
    assert len(actions_in_book()) == 8
    assert Authenticator.objects.count() == 0
