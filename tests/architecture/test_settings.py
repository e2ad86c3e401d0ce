"""What the environment says becomes settings, or the start stops with words."""

import pytest

from giaoban.config.env import SettingError, database


def test_a_connection_keeps_its_plans_unless_a_pooler_stands_between():
    kept = database("postgres://gb:p%40ss@db:5433/gb?sslmode=require")
    assert (kept["PASSWORD"], kept["PORT"], kept["OPTIONS"]["sslmode"]) == ("p@ss", "5433", "require")
    assert kept["OPTIONS"]["server_side_binding"] is True
    assert kept["OPTIONS"]["prepare_threshold"] > 0
    assert database("postgres://gb@db/gb?prepared=no")["OPTIONS"] == {}
    with pytest.raises(SettingError):
        database("postgres://gb@db/gb?prepared=perhaps")
    with pytest.raises(SettingError):
        database("mysql://gb@db/gb")
