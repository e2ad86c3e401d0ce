"""How the house says no, to people and to programs."""

import json
import sqlite3

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.core.handlers.exception import convert_exception_to_response
from django.db import connection
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.utils import DatabaseErrorWrapper
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.views.defaults import ERROR_404_TEMPLATE_NAME

from giaoban.kernel.errors import Conflict, Invalid, NotFound, Refused, TooMany
from giaoban.ui import errors


@pytest.fixture
def request_of(db):
    def make(method: str = "get", path: str = "/nhiem-vu/", **headers: str):
        request = getattr(RequestFactory(), method)(path, headers={"accept": "text/html", **headers})
        request.session = SessionStore()
        request._messages = FallbackStorage(request)
        request.user = type("Nobody", (), {"is_authenticated": False})()
        return request

    return make


ERRORS = [
    (Refused("kernel.forbidden"), 403, "Việc này chưa thực hiện được"),
    (NotFound(), 404, "Không tìm thấy trang này"),
    (Conflict("kernel.taken"), 409, "Chưa thực hiện được"),
    (Invalid("kernel.bad_input"), 422, "Chưa thực hiện được"),
    (TooMany("kernel.too_many", seconds=30), 429, "sau 30 giây"),
]


@pytest.mark.parametrize(("error", "status", "words"), ERRORS)
def test_a_person_gets_a_page_that_helps(request_of, error, status, words):
    response = errors.answer(request_of(), error)
    assert response.status_code == status
    assert words in response.content.decode()
    assert error.code not in response.content.decode()


@pytest.mark.parametrize(("error", "status", "_words"), ERRORS)
@pytest.mark.parametrize("headers", [{"accept": "application/json"}, {"HX-Request": "true"}])
def test_a_program_gets_json(request_of, error, status, _words, headers):
    response = errors.answer(request_of(**headers), error)
    assert response.status_code == status
    body = json.loads(response.content)
    assert body["code"] == error.code
    assert body["details"] == error.details
    assert body["message"]


def test_a_form_goes_back_to_its_page_with_the_words(request_of):
    request = request_of("post", Referer="http://testserver/nhiem-vu/7?tab=a")
    response = errors.answer(request, Conflict("kernel.taken"))
    assert (response.status_code, response["Location"]) == (303, "http://testserver/nhiem-vu/7?tab=a")
    [message] = get_messages(request)
    assert message.level_tag == "error"
    assert "người khác" in str(message)


@pytest.mark.parametrize("referer", ["https://elsewhere.example/", "http://testserver.example/", "javascript:1"])
def test_nobody_is_sent_elsewhere(request_of, referer):
    assert errors.answer(request_of("post", Referer=referer), Conflict("kernel.taken")).status_code == 409


def test_a_missing_thing_is_missing_even_after_a_form(request_of):
    request = request_of("post", Referer="http://testserver/nhiem-vu/")
    assert errors.answer(request, NotFound()).status_code == 404


def test_being_too_fast_says_when_to_come_back(request_of):
    response = errors.answer(request_of(), TooMany("kernel.too_many", seconds=30))
    assert response["Retry-After"] == "30"


def test_the_middleware_leaves_faults_of_ours_alone(request_of):
    middleware = errors.HouseErrorMiddleware(lambda _: HttpResponse())
    assert middleware.process_exception(request_of(), ValueError()) is None
    assert middleware.process_exception(request_of(), NotFound()).status_code == 404


@pytest.mark.django_db
def test_a_fault_of_ours_is_told_without_touching_anything(django_assert_num_queries):
    request = RequestFactory().get("/", headers={"accept": "text/html", "X-Request-Id": "0198"})
    with django_assert_num_queries(0):
        response = errors.failed(request)
    assert response.status_code == 500
    assert "Hệ thống gặp lỗi" in response.content.decode()
    assert "0198" in response.content.decode()


@pytest.mark.parametrize(
    ("path", "accept", "kind"), [("/khong-co", "text/html", "text/html"), ("/api/khong-co", "*/*", "application/json")]
)
def test_an_unknown_address(client, db, path, accept, kind):
    response = client.get(path, headers={"accept": accept})
    assert response.status_code == 404
    assert response["Content-Type"].startswith(kind)
    assert ERROR_404_TEMPLATE_NAME not in response.content.decode()


def test_a_stale_form_says_what_was_kept(db):
    client = Client(enforce_csrf_checks=True)
    response = client.post("/ui/gallery", headers={"accept": "text/html"})
    assert response.status_code == 403
    assert "Trang đã mở quá lâu" in response.content.decode()


def test_a_stale_script_call_gets_json(db):
    client = Client(enforce_csrf_checks=True)
    response = client.post("/ui/gallery", headers={"HX-Request": "true"})
    assert response.json()["code"] == "kernel.stale_page"


@pytest.mark.django_db
def test_a_host_that_is_not_ours_is_refused_on_a_page_of_its_own(client, settings):
    """Refused before anybody is known: the page must not need to know who asks."""
    settings.ALLOWED_HOSTS = ["giaoban.example"]
    response = client.get("/", headers={"host": "elsewhere.example"})
    assert response.status_code == 400
    assert "<h1" in response.content.decode()


def answered(view, accept):
    """What the house answers when a view ends so."""
    return convert_exception_to_response(view)(RequestFactory(headers={"accept": accept}).get("/"))


@pytest.fixture
def busy(tmp_path):
    """A view whose database is held by somebody else, for real."""
    holder = sqlite3.connect(tmp_path / "held.db", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")

    def view(_request):
        waiting = sqlite3.connect(tmp_path / "held.db", timeout=0)
        try:
            with DatabaseErrorWrapper(DatabaseWrapper({"NAME": ":memory:"})):
                waiting.execute("SELECT * FROM sqlite_master")
        finally:
            waiting.close()

    yield view
    holder.close()


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_a_database_that_is_busy_is_no_fault_of_the_program(busy, accept):
    response = answered(busy, accept)
    assert response.status_code == 503
    assert response["Retry-After"] == "2"
    if accept == "application/json":
        assert json.loads(response.content)["code"] == "kernel.busy"
    else:
        assert "Hệ thống đang bận" in response.content.decode()


def test_a_column_that_is_not_there_is_a_fault_of_the_program(db):
    def wrong(_request):
        with connection.cursor() as cursor:
            cursor.execute("SELECT no_such_column FROM people_user")

    response = answered(wrong, "application/json")
    assert (response.status_code, json.loads(response.content)["code"]) == (500, "kernel.failed")
