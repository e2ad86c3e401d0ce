"""The process that keeps LibreOffice warm and feeds it files: one JSON question a line, one answer a line.

It runs under the system's Python, which has Debian's ``uno``, and inside a network of its own where nothing but
itself can be reached; so it may listen on any port. It imports nothing of the house. When its parent goes away it
kills LibreOffice and ends.
"""

import contextlib
import fcntl
import json
import math
import os
import queue
import resource
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import DisposedException

START = 60.0  # seconds for LibreOffice to come up
MEMORY = 4 * 1024**3
SMALLEST = 0.4  # of their size: smaller letters are read by nobody, so a wider sheet takes several pages across
MOST_ACROSS = 1000
EXPORT = {
    "com.sun.star.text.TextDocument": "writer_pdf_Export",
    "com.sun.star.sheet.SpreadsheetDocument": "calc_pdf_Export",
    "com.sun.star.presentation.PresentationDocument": "impress_pdf_Export",
}
IFF_UP, SIOCGIFFLAGS, SIOCSIFFLAGS = 0x1, 0x8913, 0x8914


def raise_loopback() -> None:
    """A new network has its loopback down; without permission we are in the old one, where it is up."""
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        asked = struct.pack("16sh", b"lo", 0)
        (flags,) = struct.unpack("16xh", fcntl.ioctl(probe, SIOCGIFFLAGS, asked)[:18])
        if not flags & IFF_UP:
            fcntl.ioctl(probe, SIOCSIFFLAGS, struct.pack("16sh", b"lo", flags | IFF_UP))


def limits() -> None:
    """What LibreOffice may use."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def start(profile: str, pipe: str) -> subprocess.Popen[bytes]:
    """Start LibreOffice, waiting behind a named pipe of its own."""
    return subprocess.Popen(
        [
            "soffice",
            "--headless",
            "--invisible",
            "--nocrashreport",
            "--nodefault",
            "--nologo",
            "--nofirststartwizard",
            "--norestore",
            f"-env:UserInstallation={uno.systemPathToFileUrl(profile)}",
            f"--accept=pipe,name={pipe};urp;StarOffice.ComponentContext",
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=limits,  # noqa: PLW1509 - no threads yet
    )


def connect(office: subprocess.Popen[bytes], pipe: str) -> Any:
    """Return LibreOffice's desktop as soon as it answers."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    until = time.monotonic() + START
    while time.monotonic() < until and office.poll() is None:
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.1)
            continue
        return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    raise SystemExit(3)


def prop(name: str, value: object) -> Any:
    """Make a property as UNO wants it."""
    return PropertyValue(Name=name, Value=value)


def convert(desktop: Any, source: str, out: str) -> dict[str, Any]:
    """Load, set sheets to the width of a page, write the PDF."""
    url = uno.systemPathToFileUrl(source)
    options = (
        prop("ReadOnly", True),
        prop("Hidden", True),
        prop("MacroExecutionMode", 0),  # never
        prop("UpdateDocMode", 0),  # linked files and sites are not asked
    )
    document = desktop.loadComponentFromURL(url, "_blank", 0, options)
    if document is None:
        return {"trouble": "broken"}
    try:
        name = next((name for name in EXPORT if document.supportsService(name)), None)
        if name is None:
            return {"trouble": "broken"}
        if name.endswith("SpreadsheetDocument"):
            fit_sheets(document)
        data = uno.Any(
            "[]com.sun.star.beans.PropertyValue",
            (prop("ExportBookmarks", True), prop("ExportNotes", False), prop("UseTaggedPDF", True)),
        )
        document.storeToURL(
            uno.systemPathToFileUrl(out),
            (prop("FilterName", EXPORT[name]), prop("FilterData", data), prop("Overwrite", True)),
        )
        return {"ok": True}
    finally:
        with contextlib.suppress(Exception):
            document.close(True)


def fit_sheets(document: Any) -> None:
    """A sheet is made to fit the width of the paper, or of a few; one whose author chose a scale stays as it is."""
    styles = document.StyleFamilies.getByName("PageStyles")
    for sheet_name in document.Sheets.ElementNames:
        sheet = document.Sheets.getByName(sheet_name)
        style = styles.getByName(sheet.PageStyle)
        chosen = style.PageScale not in (0, 100) or style.ScaleToPages or style.ScaleToPagesX or style.ScaleToPagesY
        if not chosen:
            used = used_width(sheet)
            turn_if_wide(used, style)
            across = used * SMALLEST / max(style.Width - style.LeftMargin - style.RightMargin, 1)
            style.ScaleToPagesX, style.ScaleToPagesY = max(1, min(MOST_ACROSS, math.ceil(across))), 0


def used_width(sheet: Any) -> int:
    """Return how wide the columns with something in them are together."""
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    return int(sheet.getCellRangeByPosition(0, 0, cursor.RangeAddress.EndColumn, 0).Size.Width)


def turn_if_wide(used: int, style: Any) -> None:
    """Lay the paper across when the used columns are wider than it is upright."""
    if used > style.Width - style.LeftMargin - style.RightMargin and style.Width < style.Height:
        style.IsLandscape = True
        style.Width, style.Height = style.Height, style.Width


def words_of(error: Exception) -> str:
    """Tell the reason apart that a person can do something about."""
    text = str(error).lower()
    if "password" in text or "encrypt" in text or "wrongpassword" in text:
        return "encrypted"
    return "broken"


def read_questions(asked: "queue.Queue[str]") -> None:
    """Pass lines on; when the parent is gone, end everything at once, even in the middle of a file."""
    for line in sys.stdin:
        asked.put(line)
    os.kill(os.getpid(), signal.SIGTERM)


def main() -> None:
    """Start LibreOffice, say so, then answer until the parent goes."""
    profile, pipe = sys.argv[1], sys.argv[2]
    raise_loopback()
    office = start(profile, pipe)

    def end(*_: object) -> None:
        office.kill()
        os._exit(0)

    signal.signal(signal.SIGTERM, end)
    asked: queue.Queue[str] = queue.Queue()
    threading.Thread(target=read_questions, args=(asked,), daemon=True).start()
    desktop = connect(office, pipe)
    say({"ready": True})
    while True:
        try:
            question = json.loads(asked.get(timeout=1.0))
        except queue.Empty:
            continue
        try:
            say(convert(desktop, question["source"], question["out"]))
        except DisposedException:
            say({"trouble": "broken", "dead": True})
            end()
        except Exception as error:
            say({"trouble": words_of(error)})


def say(answer: dict[str, Any]) -> None:
    """Answer with one line."""
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
