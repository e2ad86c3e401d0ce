"""What a PDF may carry besides its pages: scripts, programs to start, files, forms that send. Found, and left out."""

import re
from collections.abc import Iterator
from typing import Any, Final

import pikepdf
import pypdfium2 as pdfium
from pikepdf import Array, Dictionary, Name, Object

from .opened import SEEN, Trouble

# what an action may not do in a paper; links inside the paper and to web pages stay
ACTS: Final = {
    "/JavaScript": "scripts", "/Launch": "programs", "/SubmitForm": "forms", "/ImportData": "forms",
    "/GoToE": "files", "/GoToR": "files", "/Rendition": "media", "/RichMediaExecute": "media",
    "/Movie": "media", "/Sound": "media",
}  # fmt: skip
KINDS: Final = {
    "/FileAttachment": "files", "/RichMedia": "media", "/3D": "media", "/Screen": "media",
    "/Movie": "media", "/Sound": "media",
}  # fmt: skip
LINKS: Final = ("http:", "https:", "mailto:", "tel:")
SCHEME: Final = re.compile(r"[a-z][a-z0-9+.\-]+:|[\\/]{2}")  # «www.…» is a link too; «\\\\machine» is a way in
HIDDEN: Final = 2
DEEPEST: Final = 60


def dangers(path: str) -> dict[str, Any]:
    """Tell what a PDF carries besides pages: scripts, programs, files, forms, media, or what cannot be told."""
    try:
        with pikepdf.open(path) as pdf:
            return {"found": sorted(set(_found(pdf)))}
    except pikepdf.PasswordError as error:
        raise Trouble("encrypted") from error
    except pikepdf.PdfError:
        return {"found": ["unknown"]}


def _found(pdf: pikepdf.Pdf) -> Iterator[str]:
    names = pdf.Root.get("/Names")
    if isinstance(names, Dictionary):
        yield from ["files"] if "/EmbeddedFiles" in names else []
        yield from ["scripts"] if "/JavaScript" in names else []
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, Dictionary) and "/XFA" in form:
        yield "forms"
    for held in _dictionaries(pdf):
        if what := _danger_of(held):
            yield what


def _danger_of(held: Object) -> str:
    act = str(held.get("/S", "")) if isinstance(held.get("/S"), Name) else ""
    if act in ACTS:
        return ACTS[act]
    if act == "/URI" and not _is_link(held):
        return "programs"
    if "/JS" in held:
        return "scripts"
    if "/EF" in held:
        return "files"
    kind = held.get("/Subtype")
    return KINDS.get(str(kind), "") if isinstance(kind, Name) and "/Rect" in held else ""


def _is_link(held: Object) -> bool:
    try:
        address = str(held.get("/URI", "")).strip().lower()
    except (UnicodeDecodeError, ValueError):
        return False
    return address.startswith(LINKS) or not SCHEME.match(address)


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[Object]:
    """Walk every dictionary once: the numbered ones, and those that lie inside them."""
    for thing in pdf.objects:
        yield from _inside(thing, 0)


def _inside(thing: Object, depth: int) -> Iterator[Object]:
    if depth > DEEPEST:
        raise Trouble("broken")
    if isinstance(thing, pikepdf.Stream):
        yield thing
        thing = thing.stream_dict if hasattr(thing, "stream_dict") else Dictionary()
    if isinstance(thing, Dictionary):
        yield thing
        children = [thing[key] for key in list(thing.keys())]
    elif isinstance(thing, Array):
        children = list(thing)
    else:
        return
    for child in children:
        if isinstance(child, (Dictionary, Array)) and not child.is_indirect:
            yield from _inside(child, depth + 1)


def harmless(path: str, out: str) -> dict[str, Any]:
    """Write a copy without any of it; one that cannot be taken apart is drawn anew, page by page."""
    try:
        with pikepdf.open(path) as pdf:
            _defuse(pdf)
            unsign(pdf)
            pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    except pikepdf.PasswordError as error:
        raise Trouble("encrypted") from error
    except pikepdf.PdfError:
        _pages_alone(path, out)
    return {}


def _pages_alone(path: str, out: str) -> None:
    source = SEEN.take(path)
    made = pdfium.PdfDocument.new()
    made.import_pages(source)
    made.save(out)
    made.close()


def _defuse(pdf: pikepdf.Pdf) -> None:
    _drop(pdf.Root, "/OpenAction", "/AA", "/Collection")
    if isinstance(names := pdf.Root.get("/Names"), Dictionary):
        _drop(names, "/JavaScript", "/EmbeddedFiles", "/Renditions")
    if isinstance(form := pdf.Root.get("/AcroForm"), Dictionary):
        _drop(form, "/XFA", "/CO")
    for held in list(_dictionaries(pdf)):
        _drop(held, "/AA", "/JS", "/EF", "/Launch")
        if not _danger_of(held):
            continue
        if "/Rect" in held:
            _drop(held, "/FS", "/RichMediaContent", "/RichMediaSettings", "/3DD", "/3DA", "/Movie", "/Sound", "/A")
            held["/F"] = HIDDEN
        elif "/S" in held:
            _drop(held, *[key for key in held.keys() if key != "/Type"])  # noqa: SIM118 - not a dict


def _drop(held: Object, *keys: str) -> None:
    for key in keys:
        if key in held:
            del held[key]


def unsign(pdf: pikepdf.Pdf) -> None:
    """Take signature values out of a copy: a copy is not what was signed. Their pictures on the pages stay."""
    _drop(pdf.Root, "/Perms", "/DSS")
    form = pdf.Root.get("/AcroForm")
    if not isinstance(form, Dictionary):
        return
    _drop(form, "/SigFlags")
    for held in _dictionaries(pdf):
        if held.get("/FT") == Name.Sig and "/V" in held:
            del held["/V"]
