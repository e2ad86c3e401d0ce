"""Signing in with a name and password of a real directory, through the ordinary form (ORG-5)."""

import time

import pytest
from django.core.cache import cache
from django.test import Client

from giaoban.config import doctor
from giaoban.kernel import clock
from giaoban.ledger.models import Entry
from giaoban.people import actions, queries
from giaoban.people.identity import directory
from giaoban.people.models import User
from giaoban.people.testing import a_position, a_unit, by, can_sign_in, chi, em, the_agency
from tests.live.server import free_port
from tests.sign_in.directories import PEOPLE

# ldap3 leaves the line that it could not secure to Python's collector
LEFT = "ignore:Exception ignored in. <(ssl|socket):pytest.PytestUnraisableExceptionWarning"
pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings(LEFT)]
SIGN_IN = "/tai-khoan/login/"


def sign_in(client: Client, name: str = "chi", password: str = "mật khẩu 1") -> str:
    """Return what the page says; nothing when the person is in."""
    cache.clear()
    reply = client.post(SIGN_IN, {"login": name, "password": password})
    return "" if reply.status_code == 302 else reply.content.decode()


def is_in(client: Client) -> bool:
    return client.get("/api/me").status_code == 200


def rules(**changes: object):
    usual = {
        "match": "username", "username_claim": "uid", "email_claim": "mail", "full_name_claim": "cn",
        "employee_code_claim": "employeeNumber", "unit_claim": "ou", "position_claim": "title",
    }  # fmt: skip
    return actions.save_identity_rules(source="ldap", values=usual | changes, by=by(em()))


def post_of(user: User) -> tuple[str, str]:
    row = queries.main_appointments([user.pk])[user.pk]
    return row.unit.code, row.position.name


def test_a_person_signs_in_by_the_ordinary_form(client, listed):
    chi()
    listed.know("chi", "mật khẩu 1")
    assert sign_in(client, " Chi ") == ""
    assert client.get("/api/me").json()["username"] == "chi"
    said = list(Entry.objects.order_by("pk").values_list("action", flat=True))
    assert said == ["people.identity_tied", "people.signed_in"]
    assert Entry.objects.get(action="people.signed_in").data["method"] == "ldap"
    assert sign_in(Client()) == ""
    assert Entry.objects.filter(action="people.identity_tied").count() == 1


def test_a_wrong_password_and_an_unknown_name_sound_the_same_and_are_counted(client, listed):
    chi()
    listed.know("chi", "mật khẩu 1")
    for name in ("chi", "ai-do"):
        assert "Tên đăng nhập hoặc mật khẩu không đúng." in sign_in(client, name, "sai")
    for _ in range(4):
        sign_in(client, "chi", "sai")
    assert "hãy thử lại sau" in sign_in(client)
    assert not is_in(client)


@pytest.mark.parametrize("way", ["search", "template"])
def test_no_password_is_no_way_in(client, listed, settings, way):
    chi()
    listed.know("chi", "mật khẩu 1")
    if way == "template":
        settings.LDAP_USER_DN = "uid={}," + PEOPLE
    assert directory.identify("chi", "", ["uid"]) is None
    assert sign_in(client, "chi", "")
    assert not is_in(client)


@pytest.mark.parametrize("way", ["search", "template"])
def test_a_name_is_never_a_filter(listed, settings, way):
    listed.know("chi", "mật khẩu 1")
    if way == "template":
        settings.LDAP_USER_DN = "uid={}," + PEOPLE
    for name in ("*", "chi)(uid=*", "c*", "chi\\2a", "chi,ou=x", "*)(|(uid=*", "chi\x00", "\\", "#chi", " ", "c" * 999):
        assert directory.identify(name, "mật khẩu 1", ["uid"]) is None, name
    assert directory.identify("chi", "mật khẩu 1", ["uid"]).values("uid") == ["chi"]


@pytest.mark.parametrize("way", ["ldaps", "starttls", "template", "plain"])
def test_every_way_of_connecting(client, listed, settings, way):
    chi()
    listed.know("chi", "mật khẩu 1")
    if way in {"starttls", "plain"}:
        settings.LDAP_URL = listed.plain
    if way == "plain":
        settings.LDAP_TLS = "off"
    if way == "template":
        settings.LDAP_USER_DN, settings.LDAP_BIND_DN = "uid={}," + PEOPLE, ""
    assert sign_in(client) == ""
    assert is_in(client)


@pytest.mark.parametrize("way", ["ldaps", "starttls"])
def test_a_certificate_that_nobody_knows_gets_no_password(client, listed, settings, way):
    chi()
    listed.know("chi", "mật khẩu 1")
    settings.LDAP_CA = ""
    if way == "starttls":
        settings.LDAP_URL = listed.plain
    assert "đang không trả lời" in sign_in(client)
    assert not is_in(client)


def test_another_machines_certificate_gets_no_password(client, listed, settings):
    settings.LDAP_URL = listed.secure.replace("localhost", "127.0.0.1")
    listed.know("chi", "mật khẩu 1")
    assert "đang không trả lời" in sign_in(client)


def test_a_dead_directory_is_told_and_holds_nobody_up(client, listed, settings):
    can_sign_in(em())
    settings.LDAP_URL = f"ldaps://localhost:{free_port()}"
    assert "đang không trả lời" in sign_in(client)
    began = time.monotonic()
    assert "đang không trả lời" in sign_in(client)
    assert sign_in(client, "em", "giaoban-demo") == ""
    assert time.monotonic() - began < 3
    assert is_in(client)


def test_an_unknown_and_a_locked_person_are_refused_in_words(client, listed):
    listed.know("la", "mật khẩu 1")
    assert "chưa có tên trong hệ thống" in sign_in(client, "la")
    listed.know("chi", "mật khẩu 1")
    actions.deactivate_user(user_id=chi().pk, by=by(em()))
    assert "Tài khoản của Lê Thị Chi đang bị khóa" in sign_in(client)
    assert not is_in(client)


def test_who_is_made_gets_the_unit_of_the_directory(client, listed):
    unit = a_unit("NB", parent=the_agency())
    rules(creates=True, default_position=a_position("Công chức"))
    listed.know("hoa", "mật khẩu 1", cn="Đỗ Thị Hoa", mail="hoa@cuc.example", employeeNumber="C9")
    assert "Chưa biết đồng chí thuộc đơn vị" in sign_in(client, "hoa")
    actions.save_identity_word(source="ldap", kind="unit", word="NOI BAI", unit_id=unit.pk, by=by(em()))
    assert sign_in(client, "hoa") == ""
    user = User.objects.get(username="hoa")
    assert (user.full_name, user.email, user.employee_code) == ("Đỗ Thị Hoa", "hoa@cuc.example", "C9")
    assert post_of(user) == ("NB", "Công chức")
    assert "Dùng tài khoản cơ quan" in client.get("/quan-tri/toi/").content.decode()


def test_a_changed_unit_follows(client, listed):
    a_unit("SAN", parent=the_agency())
    rules(unit_claim="departmentNumber", position_claim="")
    chi()
    listed.know("chi", "mật khẩu 1")
    sign_in(client)
    before = post_of(chi())
    listed.change("chi", departmentNumber="SAN")
    with clock.later(days=2):
        sign_in(Client())
        assert post_of(chi()) == ("SAN", before[1]) != before
    assert Entry.objects.get(action="people.appointed").actor_label == "Danh mục LDAP, Active Directory"


def test_a_password_that_is_to_be_changed_is_not_asked_for(client, listed):
    actions.reset_password(user_id=chi().pk, password="Tam-2024z", by=by(em()))
    listed.know("chi", "mật khẩu 1")
    sign_in(client)
    assert is_in(client)


def test_with_passwords_closed_the_directorys_is_the_one(client, listed, settings):
    settings.LOCAL_SIGN_IN = "admins"
    can_sign_in(chi())
    listed.know("chi", "giaoban-demo")
    assert sign_in(client, "chi", "giaoban-demo") == ""
    listed.change("chi", userPassword="mật khẩu 2")
    assert "đã tắt mật khẩu riêng" in sign_in(Client(), "chi", "giaoban-demo")
    assert sign_in(Client(), "chi", "mật khẩu 2") == ""


def test_somebody_renamed_there_stays_the_same_person(client, listed):
    """The tie hangs on what never changes there, not on the name."""
    chi()
    listed.know("chi", "mật khẩu 1")
    first = directory.identify("chi", "mật khẩu 1", ["uid"])
    listed.change("chi", cn="Khác", mail="khac@cuc.example")
    assert directory.identify("chi", "mật khẩu 1", ["uid"]).uid == first.uid
    listed.know("chi", "mật khẩu 1")
    assert directory.identify("chi", "mật khẩu 1", ["uid"]).uid != first.uid


def test_everybody_of_the_directory(listed):
    listed.know("hoa", "x"), listed.know("chi", "x")
    assert {"hoa", "chi"} <= {one.value("uid") for one in directory.everybody(["uid"])}


def test_the_doctor_says_whether_the_directory_answers(listed, settings):
    def found() -> set[str]:
        about = f"Danh mục {settings.LDAP_URL}"
        return {finding.level for finding in doctor.examine() if finding.what.startswith(about)}

    assert found() == {"ok"}
    settings.LDAP_PASSWORD = "sai"
    assert found() == {"fail"}
    settings.LDAP_URL = f"ldaps://localhost:{free_port()}"
    assert found() == {"fail"}
