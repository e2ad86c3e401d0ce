"""The audit book's page: who reads it, how it is cut, what goes into Excel."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from giaoban.kernel import clock
from giaoban.people import actions
from giaoban.people.testing import a_person, an, by, chi, dung, em

pytestmark = pytest.mark.django_db
URL, EXPORT = "/so-nhat-ky/", "/so-nhat-ky/xuat/"


def reader(client, user):
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture(autouse=True)
def _lines():
    actions.set_preferences(theme="dark", by=by(chi()))
    actions.change_user(user_id=dung().pk, full_name="Phạm Văn Dũng Em", by=by(em()))
    with clock.at(clock.now() - timedelta(days=30)):
        actions.change_user(user_id=an().pk, details={"title": "Kiểm tra viên"}, by=by(em()))


def rows(client, query=""):
    answer = client.get(f"{EXPORT}?{query}")
    return CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()[1:]


def test_only_administrators_and_inspectors_read_it(client):
    inspector = a_person("thanhtra", "Thanh Tra", role="inspector")
    for user, status in ((em(), 200), (inspector, 200), (chi(), 404), (an(), 404)):
        assert reader(client, user).get(URL).status_code == status
        assert reader(client, user).get(EXPORT).status_code == status


def test_lines_are_sentences(client):
    text = reader(client, em()).get(URL).content.decode()
    assert "Lê Thị Chi đổi cài đặt cá nhân" in text
    assert "sửa thông tin của “Phạm Văn Dũng Em”" in text


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 3),
        ("q=le chi", 1),
        ("q=hoang em", 2),
        ("about=Văn An", 1),
        ("area=people", 3),
        ("area=meetings", 0),
        ("area=evil", 3),
        ("action=people.changed", 2),
        ("from={today}", 2),
        ("to={yesterday}", 1),
        ("from=x&to=y", 3),
    ],
)
def test_it_is_cut_as_asked(client, query, count):
    today = clock.today()
    query = query.format(today=today, yesterday=today - timedelta(days=1))
    assert len(rows(reader(client, em()), query)) == count


def test_the_page_costs_the_same_whatever_its_length(client, django_assert_max_num_queries):
    for number in range(60):
        actions.set_preferences(theme=("light", "dark")[number % 2], by=by(chi()))
    reader(client, em()).get(URL)
    with django_assert_max_num_queries(22):
        client.get(URL)


def test_nobody_writes_into_it(client):
    assert reader(client, em()).post(URL, {}).status_code in {200, 405}
    assert reverse("desk:book") == URL
