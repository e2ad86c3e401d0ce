"""Pages of people: who sees them, what they say, that their forms work and keep what was typed."""

import io
import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from giaoban.kernel import clock
from giaoban.people import actions, holidays
from giaoban.people.models import AttendeeGroup, DayRule, Delegation, ImportDraft, Position, Unit, User
from giaoban.people.testing import (
    a_kind,
    a_person,
    a_position,
    a_unit,
    an,
    binh,
    by,
    chi,
    dung,
    em,
    the_agency,
    unit_admin,
)
from giaoban.people.tests.test_import import BHN, person, table

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def as_(client):
    def sign_in(user):
        client.force_login(user, backend=BACKEND)
        return client

    return sign_in


def branch() -> Unit:
    return chi().appointments.get().unit


EVERYBODY = ["units", "people", "groups", "days", "me", "my_contacts", "delegate", "make_token", "new_group", "export"]
ADMINISTRATORS = ["catalogues", "roles", "upload", "template", "set_day", "begin_staff_session"]


@pytest.mark.parametrize("name", EVERYBODY)
def test_everybody_reads_the_directory(as_, name):
    assert as_(dung()).get(reverse(f"people:{name}")).status_code == 200


@pytest.mark.parametrize("name", ADMINISTRATORS)
def test_administration_is_not_there_for_others(as_, name):
    assert as_(dung()).get(reverse(f"people:{name}")).status_code == 404
    assert as_(em()).get(reverse(f"people:{name}")).status_code == 200


@pytest.mark.parametrize("name", EVERYBODY + ADMINISTRATORS)
def test_strangers_are_sent_to_sign_in(client, name):
    assert client.get(reverse(f"people:{name}"))["Location"].startswith("/tai-khoan/login/")


def test_a_person_page_shows_the_account_to_administrators_only(as_):
    url = reverse("people:person", args=[chi().pk])
    assert "Cấp mật khẩu" not in as_(dung()).get(url).content.decode()
    seen = as_(em()).get(url).content.decode()
    assert "Cấp mật khẩu" in seen
    assert "Xác thực hai lớp" in seen


def test_people_are_searched_without_diacritics_filtered_and_sorted(as_):
    an(), binh(), chi(), dung()
    url = reverse("people:people")

    def names(query):
        text = as_(chi()).get(f"{url}?{query}").content.decode()
        return re.findall(r'person-name" href="[^"]+">([^<]+)<', text)

    assert names("") == ["Nguyễn Văn An", "Trần Thị Bình", "Lê Thị Chi", "Phạm Văn Dũng"]
    assert names("q=pham dung") == ["Phạm Văn Dũng"]
    assert names(f"unit={branch().pk}") == ["Lê Thị Chi"]
    assert names("role=office_secretary") == ["Trần Thị Bình"]
    assert names(f"position={Position.objects.get(name='Chi cục trưởng').pk}") == ["Lê Thị Chi"]
    assert names("sort=-name")[0] == "Phạm Văn Dũng"
    assert names("state=inactive") == []
    assert names("q=zzz&unit=x&position=y&sort=evil&page=99") == []
    assert as_(chi()).get(f"{url}?q=%00").status_code == 400


@pytest.mark.parametrize("count", [3, 25])
def test_the_directory_costs_the_same_whatever_its_length(as_, django_assert_max_num_queries, count):
    for number in range(count):
        a_person(f"nguoi{number}", f"Người Số {number}", unit=branch())
    client = as_(chi())
    client.get(reverse("people:people"))
    with django_assert_max_num_queries(26):
        client.get(reverse("people:people"))


def test_the_tree_shows_the_past(as_):
    unit = branch()
    day = clock.today() - timedelta(days=5)
    actions.rename_unit(unit_id=unit.pk, name="Hải quan Nội Bài", on=day, by=by(em()))
    client = as_(dung())
    assert "Hải quan Nội Bài" in client.get(reverse("people:units")).content.decode()
    before = client.get(f"{reverse('people:units')}?day={day - timedelta(days=1):%Y-%m-%d}").content.decode()
    assert "Chi cục Nội Bài" in before
    assert "Hải quan Nội Bài" not in before
    history = client.get(reverse("people:unit", args=[unit.pk])).content.decode()
    assert "Chi cục Nội Bài" in history


def test_inviting_shows_the_password_once(as_):
    client = as_(em())
    done = client.post(
        reverse("people:invite"),
        {
            "full_name": "Đỗ Thị Hoa", "username": "hoa.do", "unit": branch().pk, "starts_on": "2024-01-02",
            "position": a_position("Công chức").pk,
        },
        follow=True,
    )  # fmt: skip
    password = re.search(r'class="one-time">([^<]+)<', done.content.decode())[1]
    hoa = User.objects.get(username="hoa.do")
    assert hoa.check_password(password.replace("&#x27;", "'").replace("&amp;", "&"))
    assert "one-time" not in client.get(reverse("people:person", args=[hoa.pk])).content.decode()


def test_a_refused_form_keeps_what_was_typed_and_says_why(as_):
    given = {
        "full_name": "Đỗ Thị Hoa", "username": "chi", "unit": branch().pk, "starts_on": "2024-01-02",
        "position": a_position("Công chức").pk, "email": "hoa@hq.example",
    }  # fmt: skip
    answer = as_(em()).post(reverse("people:invite"), given)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Tên đăng nhập “chi” đã có." in text
    assert 'value="Đỗ Thị Hoa"' in text


def test_a_ring_is_refused_on_the_form(as_):
    team = a_unit("DOI1", parent=branch(), level="team")
    answer = as_(em()).post(
        reverse("people:move_unit", args=[branch().pk]), {"parent": team.pk, "on": f"{clock.today():%Y-%m-%d}"}
    )
    assert "Không thể đặt “Chi cục Nội Bài” dưới “Đơn vị DOI1”" in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("change_unit", {"phone": "024"}),
        ("rename_unit", {"name": "Tên mới", "on": "2024-05-01"}),
        ("move_unit", {"on": "2024-05-01"}),
        ("merge_unit", {"on": "2024-05-01"}),
        ("close_unit", {"on": "2024-05-01"}),
        ("put_in_charge", {"starts_on": "2024-05-01"}),
    ],
)
def test_every_form_of_a_unit_opens_and_works(as_, name, given):
    unit = a_unit("DOI1", parent=branch(), level="team")
    other = a_unit("DOI2", parent=the_agency(), level="team")
    url = reverse(f"people:{name}", args=[unit.pk])
    client = as_(em())
    assert client.get(url).status_code == 200
    more = {"kind": a_kind("team").pk, "parent": other.pk, "into": other.pk, "leader": an().pk, "place": "0"}
    assert client.post(url, given | more)["Location"] == reverse("people:unit", args=[unit.pk])
    assert as_(dung()).get(url).status_code == 403


def test_forms_of_a_person_open_and_work(as_):
    hoa = a_person("hoa", "Đỗ Thị Hoa", unit=branch())
    client, page = as_(em()), reverse("people:person", args=[hoa.pk])
    steps = [
        ("change_person", {"full_name": "Đỗ Thị Hòa"}),
        ("assign", {"unit": the_agency().pk, "position": a_position("Tổ viên").pk, "starts_on": "2024-01-01"}),
        ("grant", {"role": "inspector", "unit": the_agency().pk, "starts_on": "2024-01-01"}),
        ("reset_password", {}),
        ("deactivate", {}),
        ("reactivate", {}),
    ]
    for name, given in steps:
        assert client.post(reverse(f"people:{name}", args=[hoa.pk]), given)["Location"] == page, name
    grant = hoa.role_grants.get()
    assert "Thanh tra" in client.get(page).content.decode()
    client.post(reverse("people:revoke", args=[grant.pk]))
    appointment = hoa.appointments.filter(ends_on=None).first()
    url = reverse("people:end_appointment", args=[appointment.pk])
    assert client.get(url).status_code == 200
    client.post(url, {"on": f"{clock.today():%Y-%m-%d}"})
    hoa.refresh_from_db()
    assert (hoa.full_name, hoa.is_active) == ("Đỗ Thị Hòa", True)
    assert not by(hoa).has_role("inspector")


def test_a_unit_administrator_invites_into_the_own_unit_only(as_):
    client = as_(unit_admin(branch()))
    given = {
        "full_name": "Đỗ Thị Hoa", "username": "hoa.do", "unit": the_agency().pk, "starts_on": "2024-01-02",
        "position": a_position("Công chức").pk,
    }  # fmt: skip
    assert client.post(reverse("people:invite"), given).status_code == 403
    assert client.post(reverse("people:invite"), given | {"unit": branch().pk}).status_code == 302


def test_an_import_is_previewed_then_applied(as_):
    a_kind("branch", "Chi cục")
    a_position("Công chức")
    client = as_(em())
    the_agency()
    file = SimpleUploadedFile("ds.xlsx", table([BHN], [person()]))
    preview = client.post(reverse("people:upload"), {"file": file}, follow=True)
    text = preview.content.decode()
    assert "Tệp không có lỗi" in text
    assert "Đỗ Thị Hoa" in text
    assert not User.objects.filter(username="hoa.do").exists()
    draft = ImportDraft.objects.get()
    client.post(reverse("people:apply_import", args=[draft.pk]))
    assert User.objects.filter(username="hoa.do").exists()
    assert "đã được nhập" in client.get(reverse("people:import", args=[draft.pk])).content.decode()


def test_a_faulty_import_shows_the_rows_and_keeps_the_file(as_):
    client = as_(em())
    file = SimpleUploadedFile("ds.xlsx", table([], [person(name="")]))
    text = client.post(reverse("people:upload"), {"file": file}, follow=True).content.decode()
    assert "Người 2" in text
    assert "Thiếu họ và tên." in text
    assert "Nhập toàn bộ" not in text
    assert "ds.xlsx" in client.get(reverse("people:upload")).content.decode()


@pytest.mark.parametrize("content", [b"", b"MZ\x90\x00", b"PK\x03\x04"])
def test_what_is_no_table_is_said_on_the_form(as_, content):
    answer = as_(em()).post(reverse("people:upload"), {"file": SimpleUploadedFile("x.xlsx", content)})
    assert answer.status_code == 422
    assert "field-error" in answer.content.decode() or "alert-danger" in answer.content.decode()


def test_the_export_holds_what_the_page_shows(as_):
    an(), dung()
    answer = as_(chi()).get(f"{reverse('people:export')}?q=dung")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_name("Người").to_python()
    assert [row[1] for row in rows[1:]] == ["Phạm Văn Dũng"]


def test_ones_own_page_delegates_makes_keys_and_changes_the_look(as_):
    client = as_(chi())
    now = clock.local(clock.now())
    client.post(
        reverse("people:delegate"),
        {
            "holder": dung().pk, "starts_at": f"{now:%Y-%m-%dT%H:%M}", "reason": "Nghỉ phép",
            "ends_at": f"{now + timedelta(days=2):%Y-%m-%dT%H:%M}",
        },
    )  # fmt: skip
    assert "Phạm Văn Dũng" in client.get(reverse("people:me")).content.decode()
    key = client.post(reverse("people:make_token"), {"label": "Đồng bộ", "days": "30"}, follow=True).content.decode()
    assert re.search(r'class="one-time">gb_[\w-]{40,}<', key)
    assert "one-time" not in client.get(reverse("people:me")).content.decode()
    answer = client.post(reverse("people:preferences"), {"language": "en", "theme": "dark"})
    assert answer.cookies["theme"].value == "dark"
    assert "My contacts" not in client.get(reverse("people:me")).content.decode()
    client.post(reverse("people:my_contacts"), {"email": "moi@hq.example", "phone": "0988"})
    client.post(reverse("people:end_delegation", args=[Delegation.objects.get().pk]))
    client.post(reverse("people:revoke_token", args=[chi().api_tokens.get().pk]))
    user = User.objects.get(pk=chi().pk)
    assert (user.language, user.theme, user.phone) == ("en", "dark", "0988")
    assert not by(dung()).answers_for(chi().pk)


def test_the_language_switch_does_not_send_people_away(client):
    there = client.post(reverse("people:language"), {"language": "en", "next": "https://evil.example/"})
    assert there["Location"] == "/"


def test_a_staff_session_shows_a_banner(as_):
    client = as_(em())
    client.post(reverse("people:begin_staff_session"), {"reason": "Nhập danh sách", "hours": "1"})
    assert "Đang trong phiên quản trị" in client.get(reverse("people:units")).content.decode()
    client.post(reverse("people:end_staff_session"))
    assert "Đang trong phiên quản trị" not in client.get(reverse("people:units")).content.decode()


def test_groups_are_kept_by_their_unit(as_):
    client = as_(chi())
    given = {"name": "Lãnh đạo chi cục", "unit": branch().pk, "users": [dung().pk], "units": [branch().pk]}
    client.post(reverse("people:new_group"), given)
    group = AttendeeGroup.objects.get()
    assert group.members.count() == 2
    assert client.get(reverse("people:group", args=[group.pk])).status_code == 200
    assert as_(dung()).get(reverse("people:group", args=[group.pk])).status_code == 403
    as_(chi()).post(reverse("people:retire_group", args=[group.pk]))
    group.refresh_from_db()
    assert not group.is_active


@pytest.mark.parametrize(
    ("tab", "given"),
    [
        ("position", {"name": "Đội trưởng", "authority": "head", "rank": "30"}),
        ("unit_kind", {"label": "Tổ", "level": "team", "place": "9"}),
        ("room", {"code": "P1", "name": "Phòng họp 1", "place": "1", "is_active": "on"}),
    ],
)
def test_catalogues_are_kept(as_, tab, given):
    client = as_(em())
    assert client.get(reverse("people:new_entry", args=[tab])).status_code == 200
    assert client.post(reverse("people:new_entry", args=[tab]), given).status_code == 302
    text = client.get(reverse("people:catalogue", args=[tab])).content.decode()
    assert (given.get("name") or given["label"]) in text
    assert client.get(reverse("people:catalogue", args=["khac"])).status_code == 404


def test_the_days_of_2027_are_proposed_and_set(as_):
    names = {one.day: one.name for one in holidays.proposed(2027)}
    assert names[date(2027, 2, 6)] == "Tết Nguyên đán"
    assert names[date(2027, 4, 16)] == "Giỗ Tổ Hùng Vương"
    assert names[date(2027, 5, 3)] == "Nghỉ bù Ngày Quốc tế lao động"
    client = as_(binh())
    client.post(
        reverse("people:set_proposed_days"),
        {"year": "2027", "day": ["2027-01-01", "2027-02-08", "2027-12-31"], "basis": "TB 1"},
    )
    assert set(DayRule.objects.values_list("day", flat=True)) == {date(2027, 1, 1), date(2027, 2, 8)}
    client.post(reverse("people:set_day"), {"day": "2027-02-20", "kind": "swap_day", "name": "Làm bù"})
    client.post(reverse("people:remove_day"), {"day": "2027-01-01"})
    assert DayRule.objects.count() == 2
    assert "Làm bù" in client.get(f"{reverse('people:days')}?year=2027").content.decode()
