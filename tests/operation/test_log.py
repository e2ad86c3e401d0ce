"""The server's log: one line a page, for people or for machines, without what opens doors."""

import json
import logging

import pytest

from giaoban.config import env
from giaoban.config.logging import JsonLine
from giaoban.people.testing import chi


@pytest.mark.django_db
def test_a_page_leaves_one_line_with_its_pattern(client, caplog):
    client.force_login(chi())
    with caplog.at_level(logging.INFO, logger="giaoban.pages"):
        client.get("/calendar/a-secret-that-opens-a-calendar.ics")
    (line,) = [record for record in caplog.records if record.name == "giaoban.pages"]
    assert (line.method, line.status) == ("GET", 404)
    assert "a-secret" not in line.getMessage()
    assert line.ms >= 0


def test_a_machine_reads_json():
    record = logging.LogRecord("giaoban.pages", logging.INFO, "", 0, "GET %s", ("x",), None)
    record.status = 200
    line = json.loads(JsonLine().format(record))
    assert (line["level"], line["message"], line["status"]) == ("INFO", "GET x", 200)
    assert line["time"].endswith("+00:00")


def test_a_word_that_is_not_known_stops_the_start(monkeypatch):
    monkeypatch.setenv("GIAOBAN_LOG", "xml")
    with pytest.raises(env.SettingError, match="json, text"):
        env.one_of("GIAOBAN_LOG", "text", {"text", "json"}, "")
