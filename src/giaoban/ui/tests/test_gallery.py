"""The gallery draws every component and every template of this app."""

import re
from pathlib import Path

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from giaoban.people.testing import a_person
from giaoban.ui.views import SHEETS

TEMPLATES = Path(__file__).parents[1] / "templates"
COMPONENTS = sorted(path.stem for path in (TEMPLATES / "cotton").glob("*.html"))


@pytest.fixture
def signed_in(db):
    client = Client()
    client.force_login(a_person("chi", "Lê Thị Ngọc Chi"))
    return client


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_sheet_is_drawn(signed_in, sheet):
    response = signed_in.get(reverse("ui:sheet", args=[sheet]))
    assert response.status_code == 200
    page = response.content.decode()
    assert "<c-" not in page
    assert "{%" not in page
    assert "{{" not in page


@pytest.mark.parametrize("component", COMPONENTS)
def test_the_gallery_shows(component):
    tag = component.replace("_", "-")
    sheets = "\n".join(path.read_text("utf8") for path in (TEMPLATES / "ui").rglob("*.html"))
    parts = "\n".join(path.read_text("utf8") for path in (TEMPLATES / "cotton").glob("*.html"))
    assert re.search(rf"<c-{tag}[\s/>]", sheets + parts), f"<c-{tag}> is nowhere in the gallery"


def test_a_stranger_is_asked_to_sign_in(client, db):
    response = client.get(reverse("ui:gallery"))
    assert response.status_code == 302
    assert "next=" in response.url


def test_a_sheet_that_is_not_there_is_not_there(signed_in):
    assert signed_in.get(reverse("ui:sheet", args=["khong-co"])).status_code == 404


def test_the_page_names_its_language_and_theme(signed_in):
    signed_in.cookies["theme"] = "dark"
    signed_in.cookies["size"] = "larger"
    page = signed_in.get(reverse("ui:gallery")).content.decode()
    assert re.search(r'<html lang="vi" data-theme="dark" data-size="larger">', page)


def test_a_theme_that_is_none_is_not_written_into_the_page(signed_in):
    signed_in.cookies["theme"] = "x onload=alert(1)"
    page = signed_in.get(reverse("ui:gallery")).content.decode()
    assert 'data-theme="auto"' in page
    assert "onload" not in page


def test_the_policy_finds_nothing_inline(signed_in):
    for sheet in SHEETS:
        page = signed_in.get(reverse("ui:sheet", args=[sheet])).content.decode()
        assert not re.search(r"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*\ssrc=)", page), sheet


def test_ids_are_there_once(signed_in):
    page = signed_in.get(reverse("ui:gallery")).content.decode()
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert {one for one in ids if ids.count(one) > 1} <= WRONG_FORM_TOO


# The gallery shows one form twice, right and wrong; pages show a form once.
WRONG_FORM_TOO = {
    f"id_{name}" for name in ("title", "kind", "day", "time", "people", "purpose", "closed", "code", "form")
}
WRONG_FORM_TOO |= {f"id_form_{place}" for place in range(3)} | {"id_title_helptext", "id_closed_helptext"}


@override_settings(DEBUG=True)
def test_developers_see_it_without_an_account(client, db):
    assert client.get(reverse("ui:gallery")).status_code == 200


def test_offline_is_for_everyone(client, db):
    assert "kết nối" in client.get(reverse("ui:offline")).content.decode()
