"""The media server's folder: private, without anything that is not needed, new at each start."""

import stat

import pytest

from giaoban.video.node import folder


@pytest.fixture
def data(settings, tmp_path, monkeypatch):
    (tmp_path / "janus" / "plugins").mkdir(parents=True)
    settings.DATA = tmp_path / "data"
    monkeypatch.setattr(folder, "modules", lambda: tmp_path / "janus")
    monkeypatch.setattr(folder.os, "geteuid", lambda: 1000)
    return settings.DATA


def test_only_listed_modules_are_there_and_secrets_are_private(data):
    made = folder.write()
    names = {path.name for kind in folder.MODULES for path in (data / "media" / kind).iterdir()}
    assert names == {"libjanus_videoroom.so", "libjanus_http.so", "libjanus_websockets.so"}
    for file in (data / "media" / "node.json", *(data / "media" / "conf").iterdir()):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert folder.node() == made


def test_every_start_has_its_own_name_and_secrets(data):
    first, second = folder.write(), folder.write()
    assert first.name != second.name
    assert first.room_secret != second.room_secret
    assert "127.0.0.1" in (data / "media" / "conf" / "janus.transport.websockets.jcfg").read_text("utf8")


def test_switched_off_there_is_none(data, settings):
    folder.write()
    settings.SFU = "off"
    assert folder.node() is None
    assert not folder.is_wanted()


def test_values_are_quoted():
    assert folder.jcfg({"a": {"b": 'x"y', "c": True, "d": [1, "z"], "e": ""}}) == (
        'a: {\n\tb = "x\\"y"\n\tc = true\n\td = [1, "z"]\n}\n'
    )
