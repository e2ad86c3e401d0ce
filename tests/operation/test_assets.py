"""Static files: kept by browsers for ever, and new after every build."""

from contextlib import closing

import pytest
from django.conf import settings
from django.templatetags.static import static

from giaoban.config.assets import build_of


def test_any_byte_changes_the_name(tmp_path):
    (tmp_path / "a.js").write_text("1")
    before = build_of(tmp_path)
    assert build_of(tmp_path) == before
    (tmp_path / "a.js").write_text("2")
    assert build_of(tmp_path) != before


@pytest.mark.django_db
def test_a_page_names_this_build_and_the_browser_keeps_it(client):
    address = static("ui/icon.svg")
    assert settings.STATIC_BUILD in address
    assert address.encode() in client.get("/tai-khoan/login/").content
    reply = client.get(address)
    with closing(reply):
        assert reply.status_code == 200
        assert "max-age=31536000" in reply.headers["Cache-Control"]
