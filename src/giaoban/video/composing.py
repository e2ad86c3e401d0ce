"""From the media server's parts to one file that plays everywhere: pictures in a grid, all sound, chapters by item.

Each part says when its first packet came, so what began late stands where it belongs. Muted sound was never
written. The work is done at the lowest priority: the next meeting comes first.
"""

import json
import logging
import math
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from giaoban.documents.storage import storage
from giaoban.kernel import clock
from giaoban.video.models import Recording
from giaoban.video.node import folder

MAGIC: Final = b"MJR00002"
HEAD: Final = 4096  # bytes in which a part says what it is
EMPTY: Final = 2_000  # bytes: a part this small holds no picture and no word
MOST_PICTURES: Final = 9
CELL: Final = (426, 240)
SPARE: Final = timedelta(seconds=5)  # parts begin a little after the chair has pressed, and end a little later
EXTENSIONS: Final = {"a": ".opus", "v": ".webm"}

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Made:
    """What came out."""

    seconds: float
    size: int


@dataclass(frozen=True, slots=True)
class Part:
    """One stream of one person: sound or picture, from ``begins`` (seconds since 1970) on."""

    kind: str
    begins: float
    seconds: float
    shares: bool
    file: Path


def compose(recording: Recording) -> Made | None:
    """Make the file and put it into the store; None: there is nothing to make it of, or it cannot be made."""
    source = folder.recordings() / str(recording.meeting_id)
    if not source.is_dir() or shutil.which("janus-pp-rec") is None or shutil.which("ffmpeg") is None:
        return None
    with tempfile.TemporaryDirectory(dir=_work()) as name:
        work = Path(name)
        parts = list(_parts(recording, source, work))
        if not parts:
            return None
        out = work / "video.mp4"
        command = _command(parts, _chapters(recording, parts, work), out)
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode or not out.exists():
            log.error("recording %s: %s", recording.pk, done.stderr[-800:])
            return None
        made = Made(_length(out), out.stat().st_size)
        storage().put(recording.key, out)
        return made


def forget_parts(recording: Recording) -> None:
    """Drop the media server's parts of this recording; those of another recording of the meeting stay."""
    for part, _head in _mine(recording, folder.recordings() / str(recording.meeting_id)):
        with suppress(OSError):
            part.unlink()


def _mine(recording: Recording, source: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    first = (recording.started_at - SPARE).timestamp()
    last = ((recording.stopped_at or clock.now()) + SPARE).timestamp()
    for part in sorted(source.glob("*.mjr")):
        head = _head(part)
        if head and first <= head["u"] / 1e6 <= last:
            yield part, head


def _parts(recording: Recording, source: Path, work: Path) -> Iterator[Part]:
    for part, head in _mine(recording, source):
        extension = EXTENSIONS.get(head["t"])
        if extension is None or part.stat().st_size < EMPTY:
            continue
        file = work / f"{part.stem}{extension}"
        told = subprocess.run(["janus-pp-rec", str(part), str(file)], capture_output=True, check=False)
        if told.returncode or not file.exists():
            log.warning("recording %s: %s cannot be read", recording.pk, part.name)
            continue
        yield Part(head["t"], head["u"] / 1e6, _length(file), head.get("d") == "screen", file)


def _head(part: Path) -> dict[str, Any] | None:
    with part.open("rb") as file:
        start = file.read(HEAD)
    if not start.startswith(MAGIC):
        return None
    try:
        head: dict[str, Any] = json.loads(start[10 : 10 + int.from_bytes(start[8:10])])
    except ValueError:
        return None
    return head if "u" in head and "t" in head else None


def _command(parts: list[Part], chapters: Path, out: Path) -> list[str]:
    """Return FFmpeg's command: each part is moved to its time, pictures into a grid, sound together."""
    begin = min(part.begins for part in parts)
    end = max(part.begins - begin + part.seconds for part in parts)
    videos = sorted((part for part in parts if part.kind == "v"), key=lambda part: (not part.shares, -part.seconds))
    videos = videos[:MOST_PICTURES]
    sounds = [part for part in parts if part.kind == "a"]
    inputs = [word for part in (*videos, *sounds) for word in ("-i", str(part.file))]
    graph = [_picture(place, part.begins - begin, end) for place, part in enumerate(videos)]
    graph.append(_grid(len(videos), end))
    graph += [
        f"[{len(videos) + place}:a]adelay={round((part.begins - begin) * 1000)}:all=1,aresample=async=1[a{place}]"
        for place, part in enumerate(sounds)
    ]
    if sounds:
        names = "".join(f"[a{place}]" for place in range(len(sounds)))
        graph.append(f"{names}amix=inputs={len(sounds)}:normalize=0,alimiter[a]")
    else:
        graph.append(f"anullsrc=r=48000:cl=mono,atrim=duration={end:.3f}[a]")
    return [
        "nice", "-n", "15", "ffmpeg", "-y", "-v", "error", *inputs, "-i", str(chapters),
        "-filter_complex", ";".join(graph),
        "-map", "[v]", "-map", "[a]", "-map_metadata", str(len(videos) + len(sounds)), "-t", f"{end:.3f}",
        "-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p", "-c:a", "aac",
        "-movflags", "+faststart", str(out),
    ]  # fmt: skip


def _picture(place: int, late: float, end: float) -> str:
    width, height = CELL
    return (
        f"[{place}:v]scale={width}:{height}:force_original_aspect_ratio=decrease,pad={width}:{height}:-1:-1,fps=15,"
        f"setpts=PTS-STARTPTS,tpad=start_duration={late:.3f}:stop_mode=add:stop_duration={end:.3f},"
        f"trim=duration={end:.3f}[v{place}]"
    )


def _grid(count: int, end: float) -> str:
    width, height = CELL
    if count == 0:
        return f"color=c=0x0B3A5B:s={width}x{height}:r=5:d={end:.3f}[v]"
    if count == 1:
        return "[v0]null[v]"
    side = math.ceil(math.sqrt(count))
    layout = "|".join(f"{place % side * width}_{place // side * height}" for place in range(count))
    names = "".join(f"[v{place}]" for place in range(count))
    return f"{names}xstack=inputs={count}:layout={layout}:fill=black[v]"


def _chapters(recording: Recording, parts: list[Part], work: Path) -> Path:
    """Write the chapters as FFmpeg reads them, moved to the time at which the first part began."""
    begin = min(part.begins for part in parts)
    end = max(part.begins - begin + part.seconds for part in parts)
    late = begin - recording.started_at.timestamp()
    starts = [min(max(chapter["at"] - late, 0.0), end) for chapter in recording.chapters]
    lines = [";FFMETADATA1", f"title={_plain(str(recording.meeting))}"]
    for chapter, start, stop in zip(recording.chapters, starts, [*starts[1:], end], strict=True):
        if stop > start:
            lines += ["[CHAPTER]", "TIMEBASE=1/1000", f"START={round(start * 1000)}", f"END={round(stop * 1000)}"]
            lines.append(f"title={_plain(chapter['title'])}")
    file = work / "chapters.txt"
    file.write_text("\n".join(lines) + "\n", "utf8")
    return file


def _plain(text: str) -> str:
    return "".join(f"\\{letter}" if letter in "=;#\\" else letter for letter in " ".join(text.split()))


def _length(file: Path) -> float:
    asked = ["ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", str(file)]
    told = subprocess.run(asked, capture_output=True, text=True, check=False)
    try:
        return float(told.stdout)
    except ValueError:
        return 0.0


def _work() -> Path:
    place = folder.root() / "work"
    place.mkdir(parents=True, exist_ok=True)
    return place
