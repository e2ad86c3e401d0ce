"""What a browser may ask for, checked field by field: the rest of the media server's language does not exist for it."""

from typing import Any, Final
from uuid import UUID

MOST_STREAMS: Final = 200
MOST_SDP: Final = 256 * 1024
WHAT: Final = ("mic", "camera", "screen")
PEERS: Final = ("send", "watch")
LAYERS: Final = 3


class Bad(ValueError):
    """The message cannot be read."""


def sdp_of(said: dict[str, Any]) -> str:
    """Return the session description."""
    sdp = said.get("sdp")
    if not isinstance(sdp, str) or not 0 < len(sdp) <= MOST_SDP:
        raise Bad("sdp")
    return sdp


def streams_of(said: dict[str, Any]) -> list[dict[str, str]]:
    """Return what each line of an offer carries: microphone, camera, screen."""
    found = said.get("streams")
    if not isinstance(found, dict) or len(found) > len(WHAT):
        raise Bad("streams")
    if any(what not in WHAT for what in found.values()):
        raise Bad("streams")
    return [{"mid": mid_of(mid), "description": str(what)} for mid, what in found.items()]


def wanted(said: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """Return which streams of whom are meant."""
    rows = said.get(name, [])
    if not isinstance(rows, list) or len(rows) > MOST_STREAMS:
        raise Bad(name)
    return [_stream(row) for row in rows]


def layers_of(said: dict[str, Any]) -> list[dict[str, Any]]:
    """Return how good each picture should come, and whether at all."""
    rows = said.get("streams", [])
    if not isinstance(rows, list) or len(rows) > MOST_STREAMS:
        raise Bad("streams")
    return [_layer(row) for row in rows]


def candidates_of(said: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the addresses at which the browser can be reached; the last is «no more»."""
    rows = said.get("candidates", [])
    if not isinstance(rows, list) or len(rows) > MOST_STREAMS:
        raise Bad("candidates")
    return [_candidate(row) for row in rows]


def peer_of(said: dict[str, Any]) -> str:
    """Return which of the two connections is meant: the one that sends or the one that watches."""
    peer = said.get("peer")
    if peer not in PEERS:
        raise Bad("peer")
    return str(peer)


def audio_lines(sdp: str) -> list[str]:
    """Return the lines of an offer that carry sound, by their names."""
    parts = sdp.split("\nm=")[1:]
    return [part.split("a=mid:", 1)[1].split()[0] for part in parts if part.startswith("audio") and "a=mid:" in part]


def mid_of(value: Any) -> str:
    """Return the name of a line."""
    if not isinstance(value, str) or not value.isalnum() or len(value) > 8:  # noqa: PLR2004 - browsers count
        raise Bad("mid")
    return value


def _stream(row: Any) -> dict[str, Any]:
    if not isinstance(row, dict):
        raise Bad("streams")
    found: dict[str, Any] = {}
    if "sub_mid" in row:
        return {"sub_mid": mid_of(row["sub_mid"])}
    try:
        found["feed"] = str(UUID(row.get("feed")))
    except (ValueError, TypeError, AttributeError):
        raise Bad("feed") from None
    if "mid" in row:
        found["mid"] = mid_of(row["mid"])
    return found


def _layer(row: Any) -> dict[str, Any]:
    if not isinstance(row, dict):
        raise Bad("streams")
    found: dict[str, Any] = {"mid": mid_of(row.get("mid"))}
    if isinstance(row.get("send"), bool):
        found["send"] = row["send"]
    for name in ("substream", "temporal"):
        level = row.get(name)
        if isinstance(level, int) and 0 <= level < LAYERS:
            found[name] = level
    return found


def _candidate(row: Any) -> dict[str, Any]:
    if row is None:
        return {"completed": True}
    if not isinstance(row, dict) or not isinstance(row.get("candidate"), str) or len(row["candidate"]) > 1000:  # noqa: PLR2004 - a line of text
        raise Bad("candidates")
    index = row.get("sdpMLineIndex")
    return {
        "candidate": row["candidate"],
        "sdpMid": str(row.get("sdpMid", ""))[:8],
        "sdpMLineIndex": index if isinstance(index, int) else 0,
    }
