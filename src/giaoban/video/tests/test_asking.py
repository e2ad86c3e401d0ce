"""What a browser may say to the gateway; everything else is refused before the media server hears of it."""

import pytest

from giaoban.video.gateway import asking

FEED = "0198c5a0-0000-7000-8000-000000000001"


@pytest.mark.parametrize(
    "streams", [None, [], {"0": "pwn"}, {"0; x": "mic"}, {"0": "mic", "1": "mic", "2": "mic", "3": "mic"}]
)
def test_only_known_things_are_sent(streams):
    with pytest.raises(asking.Bad):
        asking.streams_of({"streams": streams})


def test_nothing_but_feed_and_line_reaches_the_media_server():
    said = {"add": [{"feed": FEED, "mid": "0", "send": True, "record": True, "filename": "/x"}]}
    assert asking.wanted(said, "add") == [{"feed": FEED, "mid": "0"}]
    assert asking.layers_of({"streams": [{"mid": "3", "substream": 1, "temporal": 9, "bitrate": 1}]}) == [
        {"mid": "3", "substream": 1}
    ]
    with pytest.raises(asking.Bad):
        asking.wanted({"add": [{"feed": "everybody"}]}, "add")
    with pytest.raises(asking.Bad):
        asking.sdp_of({"sdp": "x" * (asking.MOST_SDP + 1)})


def test_candidates_are_cut_to_what_they_are():
    rows = asking.candidates_of({"candidates": [{"candidate": "candidate:1", "sdpMid": "0", "x": 1}, None]})
    assert rows == [{"candidate": "candidate:1", "sdpMid": "0", "sdpMLineIndex": 0}, {"completed": True}]
    with pytest.raises(asking.Bad):
        asking.peer_of({"peer": "admin"})


def test_lines_with_sound_are_found():
    sdp = "v=0\r\nm=audio 9 X\r\na=mid:0\r\nm=video 9 X\r\na=mid:1\r\nm=audio 9 X\r\na=mid:2\r\n"
    assert asking.audio_lines(sdp) == ["0", "2"]
