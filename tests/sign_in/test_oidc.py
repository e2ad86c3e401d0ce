"""Signing in through a real OpenID Connect service: enter_by_identity, note_refused_identity (ORG-5)."""

import time
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from giaoban.config import doctor
from giaoban.kernel import clock
from giaoban.ledger.models import Entry
from giaoban.people import actions, queries
from giaoban.people.models import IdentityRules, IdentityWord, RoleGrant, User
from giaoban.people.testing import a_position, a_unit, an, by, can_sign_in, chi, dung, em, the_agency
from tests.live.server import free_port
from tests.sign_in.conftest import SITE, join
from tests.sign_in.servers import at_the_service

pytestmark = pytest.mark.django_db
BEGIN, BACK, SIGN_IN = "/tai-khoan/co-quan/", "/tai-khoan/co-quan/tra-ve/", "/tai-khoan/login/"


def set_out(client: Client, wanted: str = "") -> str:
    """Press the button; return where the service is asked."""
    reply = client.post(BEGIN, {"next": wanted} if wanted else {})
    assert reply.status_code == 302, reply.content[:500]
    return reply["Location"]


def come_in(client: Client, name: str = "chi", wanted: str = ""):
    """Go the whole way; return the last answer of the house."""
    return client.get(path_of(at_the_service(set_out(client, wanted), name, SITE)))


def path_of(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}"


def is_in(client: Client) -> bool:
    return client.get("/api/me").status_code == 200


def said_to(client: Client) -> str:
    return client.get(SIGN_IN).content.decode()


def rules(**changes: object) -> IdentityRules:
    usual = {
        "match": "username", "username_claim": "preferred_username", "email_claim": "email", "full_name_claim": "name",
        "employee_code_claim": "employee_code", "unit_claim": "department", "position_claim": "job",
    }  # fmt: skip
    return actions.save_identity_rules(source="oidc", values=usual | changes, by=by(em()))


def book(action: str) -> list[Entry]:
    return list(Entry.objects.filter(action=action).order_by("pk"))


def post_of(user: User) -> tuple[str, str]:
    row = queries.main_appointments([user.pk])[user.pk]
    return row.unit.code, row.position.name


def test_a_person_comes_in_and_lands_where_he_wanted_to_go(client, joined):
    chi()
    reply = come_in(client, wanted="/nhiem-vu/?tab=mine")
    assert (reply.status_code, reply["Location"]) == (302, "/nhiem-vu/?tab=mine")
    assert client.get("/api/me").json()["username"] == "chi"
    [tied] = book("people.identity_tied")
    assert (tied.actor_label, tied.data["source"]) == ("Lê Thị Chi", "oidc")
    assert book("people.signed_in")[0].data["method"] == "oidc"


def test_it_is_asked_with_proof_key_nonce_and_state(client, joined):
    asked = parse_qs(urlsplit(set_out(client)).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == [f"{SITE}{BACK}"]
    assert {"nonce", "state", "code_challenge"} <= asked.keys()


def test_the_second_time_nothing_is_tied_anew(client, joined):
    chi()
    come_in(client)
    again = Client()
    come_in(again)
    assert is_in(again)
    assert len(book("people.identity_tied")) == 1
    assert SocialAccount.objects.get().extra_data == {}


def test_nobody_is_led_to_another_site(client, joined):
    chi()
    assert come_in(client, wanted="https://elsewhere.example/x")["Location"] == "/"


@pytest.mark.parametrize(
    "fault",
    [
        "signature", "payload", "unsigned", "hmac", "nonce", "no_nonce", "audience", "issuer", "expired", "missing",
        "userinfo",
    ],
)  # fmt: skip
def test_what_is_spoilt_on_the_way_lets_nobody_in(client, joined, fault):
    chi(), dung()
    joined.break_by(fault)
    reply = come_in(client, wanted="/nhiem-vu/")
    assert reply["Location"] == f"{SIGN_IN}?next=%2Fnhiem-vu%2F"
    assert "không thành công. Hãy bắt đầu lại từ đầu." in said_to(client)
    assert not is_in(client)
    assert not SocialAccount.objects.exists()


def test_a_way_back_leads_in_once(client, joined):
    chi()
    back = path_of(at_the_service(set_out(client), "chi", SITE))
    client.get(back)
    client.post("/tai-khoan/logout/")
    client.get(back)
    assert not is_in(client)


def test_a_way_back_of_one_browser_does_not_lead_another_in(joined):
    chi()
    back = path_of(at_the_service(set_out(Client()), "chi", SITE))
    thief = Client()
    thief.get(back)
    assert not is_in(thief)
    mixed = Client()
    state = parse_qs(urlsplit(set_out(mixed)).query)["state"][0]
    code = parse_qs(urlsplit(back).query)["code"][0]
    mixed.get(f"{BACK}?{urlencode({'code': code, 'state': state})}")
    assert not is_in(mixed)


def test_whoever_stops_there_is_told_so(client, joined):
    state = parse_qs(urlsplit(set_out(client)).query)["state"][0]
    client.get(f"{BACK}?{urlencode({'error': 'access_denied', 'state': state})}")
    assert "Đồng chí đã dừng đăng nhập" in said_to(client)


def test_an_unknown_person_is_refused_in_words_and_in_the_book(client, joined):
    chi()
    come_in(client, "la")
    assert "chưa có tên trong hệ thống" in said_to(client)
    assert not is_in(client)
    [entry] = book("people.identity_refused")
    assert entry.data == {"why": "people.identity_unknown", "name": "la"}
    assert not User.objects.filter(username="la").exists()


def test_a_locked_person_is_refused_in_words(client, joined):
    chi()
    come_in(client)
    actions.deactivate_user(user_id=chi().pk, by=by(em()))
    late = Client()
    come_in(late)
    assert "Tài khoản của Lê Thị Chi đang bị khóa" in said_to(late)
    assert not is_in(late)
    assert not is_in(client)


def test_an_unknown_person_is_made_when_the_administrator_says_so(client, joined):
    branch = a_unit("NOIBAI", parent=the_agency())
    member = a_position("Công chức")
    rules(creates=True, default_position=member)
    who = {"name": "Đỗ Thị Hoa", "department": "noibai", "email": "hoa@cuc.example", "email_verified": True}
    joined.know(hoa=who | {"employee_code": "C12"})
    assert come_in(client, "hoa")["Location"] == "/"
    user = User.objects.get(username="hoa")
    assert (user.full_name, user.email, user.employee_code) == ("Đỗ Thị Hoa", "hoa@cuc.example", "C12")
    assert post_of(user) == (branch.code, "Công chức")
    assert not user.has_usable_password()
    assert not RoleGrant.objects.filter(user=user).exists()
    assert book("people.invited")[-1].actor_label == "Cổng đăng nhập một lần (OIDC)"
    assert is_in(client)


def test_a_person_without_a_known_unit_waits_and_the_word_waits_for_its_meaning(client, joined):
    rules(creates=True, default_position=a_position("Công chức"))
    joined.know(hoa={"department": "Phòng Lạ"})
    come_in(client, "hoa")
    assert "Chưa biết đồng chí thuộc đơn vị" in said_to(client)
    come_in(client, "hoa")
    [word] = IdentityWord.objects.all()
    assert (word.word, word.unit) == ("Phòng Lạ", None)
    actions.save_identity_word(source="oidc", kind="unit", word="phòng lạ", unit_id=the_agency().pk, by=by(em()))
    come_in(client, "hoa")
    assert post_of(User.objects.get(username="hoa")) == ("HQHN", "Công chức")


def test_unit_and_position_follow_and_the_book_says_so(client, joined):
    chi()
    rules()
    a_unit("SAN", parent=the_agency())
    a_position("Đội trưởng", "head")
    come_in(client)
    before = post_of(chi())
    joined.know(chi={"department": "SAN", "job": "đội trưởng"})
    with clock.later(days=3):
        come_in(Client())
        assert post_of(chi()) == ("SAN", "Đội trưởng") != before
        come_in(Client())
    assert [entry.actor_label for entry in book("people.appointed")] == ["Cổng đăng nhập một lần (OIDC)"]
    assert len(book("people.appointment_ended")) == 1


def test_a_second_head_is_written_down_and_lets_in(client, joined):
    rules()
    position = queries.main_appointments([chi().pk])[chi().pk]
    dung()
    joined.know(dung={"department": position.unit.code, "job": position.position.name})
    come_in(client, "dung")
    assert is_in(client)
    assert book("people.identity_not_followed")[0].data["why"] == "people.unit_has_a_head"


def test_an_address_that_nobody_vouches_for_opens_nothing(client, joined):
    rules(match="email")
    joined.know(x={"email": chi().email, "email_verified": False}, y={"email": chi().email})
    for name in ("x", "y"):
        come_in(client, name)
        assert "chưa được hệ thống đăng nhập của cơ quan xác minh" in said_to(client)
    assert not is_in(client)
    joined.know(z={"email": chi().email.upper(), "email_verified": True})
    come_in(client, "z")
    assert client.get("/api/me").json()["username"] == "chi"


def test_one_person_is_tied_to_one_account(client, joined):
    rules(match="employee_code")
    User.objects.filter(pk=chi().pk).update(employee_code="C7")
    joined.know(one={"employee_code": "c7"}, two={"employee_code": "C7"})
    come_in(client, "one")
    other = Client()
    come_in(other, "two")
    assert "đã gắn với một tài khoản cơ quan khác" in said_to(other)
    actions.untie_identity(user_id=chi().pk, by=by(em()))
    assert not is_in(client)
    come_in(other, "two")
    assert is_in(other)


def test_two_people_with_one_code_are_nobody(client, joined):
    rules(match="employee_code")
    User.objects.filter(pk__in=[chi().pk, dung().pk]).update(employee_code="C7")
    joined.know(one={"employee_code": "C7"})
    come_in(client, "one")
    assert "Có nhiều người mang “C7”" in said_to(client)


def test_administrators_are_not_tied_by_themselves(client, joined):
    em()
    come_in(client, "em")
    assert "không tự gắn với tài khoản cơ quan" in said_to(client)
    rules(links_administrators=True)
    come_in(client, "em")
    assert is_in(client)


def test_only_the_agencys_own_domain_is_taken_off(client, joined):
    chi()
    rules(domain="cuc.example")
    joined.know(a={"preferred_username": "chi@other.example"}, b={"preferred_username": "chi@CUC.example"})
    come_in(client, "a")
    assert not is_in(client)
    come_in(client, "b")
    assert is_in(client)


def test_a_password_that_is_to_be_changed_is_not_asked_for(client, joined):
    actions.reset_password(user_id=chi().pk, password="Tam-2024z", by=by(em()))
    come_in(client)
    assert is_in(client)
    by_password = Client()
    by_password.post(SIGN_IN, {"login": "chi", "password": "Tam-2024z"})
    assert by_password.get("/api/me").json()["code"] == "people.change_password_first"


def test_the_second_factor_of_the_house_is_asked_for_all_the_same(client, joined):
    from allauth.mfa.totp.internal.auth import TOTP

    TOTP.activate(chi(), "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    assert come_in(client)["Location"].startswith("/tai-khoan/2fa/authenticate/")
    assert not is_in(client)


def test_signing_out_ends_the_session_there_too(client, joined):
    chi()
    come_in(client)
    reply = client.post("/tai-khoan/logout/")
    asked = urlsplit(reply["Location"])
    assert f"{asked.scheme}://{asked.netloc}" == joined.issuer
    assert parse_qs(asked.query)["post_logout_redirect_uri"] == [f"{SITE}{SIGN_IN}"]
    assert not is_in(client)


def test_with_passwords_closed_only_administrators_use_them(client, joined, settings):
    settings.LOCAL_SIGN_IN = "admins"
    can_sign_in(chi()), can_sign_in(em())
    refused = client.post(SIGN_IN, {"login": "chi", "password": "giaoban-demo"})
    assert "đã tắt mật khẩu riêng" in refused.content.decode()
    wrong = client.post(SIGN_IN, {"login": "chi", "password": "sai"})
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in wrong.content.decode()
    token = client.post("/api/auth/token", {"username": "chi", "password": "giaoban-demo"}, "application/json")
    assert token.json()["code"] == "people.password_closed"
    assert not is_in(client)
    client.post(SIGN_IN, {"login": "em", "password": "giaoban-demo"})
    assert is_in(client)


def test_a_dead_service_is_told_in_words_and_holds_nobody_up(client, settings, joined):
    join(settings, f"http://127.0.0.1:{free_port()}")
    client.post(BEGIN, {"next": "/nhiem-vu/"})
    began = time.monotonic()
    reply = client.post(BEGIN, {"next": "/nhiem-vu/"})
    assert time.monotonic() - began < 1
    assert reply["Location"] == f"{SIGN_IN}?next=%2Fnhiem-vu%2F"
    assert "đang không trả lời" in said_to(client)


def test_the_button_stands_first_and_only_when_joined(client, joined, settings):
    page = said_to(client)
    assert page.index("Tài khoản Cục") < page.index("Mật khẩu")
    settings.OIDC_ISSUER = ""
    assert "Tài khoản Cục" not in said_to(client)
    assert client.post(BEGIN).status_code == 404
    assert client.get(BACK).status_code == 404


def test_a_leader_gets_no_role_from_what_is_said(client, joined):
    an()
    rules()
    before = RoleGrant.objects.count()
    joined.know(an={"roles": ["system_admin"], "department": "HQHN"})
    come_in(client, "an")
    assert RoleGrant.objects.count() == before


def test_the_doctor_says_whether_the_service_answers(joined, settings):
    found = {finding.level for finding in doctor.examine() if joined.issuer in finding.what}
    assert found == {"ok"}
    join(settings, f"http://127.0.0.1:{free_port()}")
    found = {finding.level for finding in doctor.examine() if settings.OIDC_ISSUER in finding.what}
    assert found == {"fail"}


def test_the_page_of_rules(client, joined):
    client.force_login(em())
    page = "/quan-tri/tai-khoan-co-quan/"
    assert "preferred_username" in client.get(page).content.decode()
    sent = {"match": "username", "username_claim": "upn", "unit_claim": "department", "position_claim": "job"}
    assert client.post(f"{page}oidc/", sent)["Location"] == page
    client.post(f"{page}oidc/unit/", {"word": "Phòng Một", "unit": str(the_agency().pk)})
    shown = client.get(page).content.decode()
    assert "upn" in shown
    assert "Phòng Một" in shown
    client.post(f"{page}bo/{IdentityWord.objects.get().pk}/")
    assert not IdentityWord.objects.exists()
    assert client.post(f"{page}oidc/", sent | {"match": "email", "email_claim": "mail"}).status_code == 422
    assert client.get(f"{page}saml/").status_code == 404
    client.force_login(chi())
    assert client.get(page).status_code == 404
