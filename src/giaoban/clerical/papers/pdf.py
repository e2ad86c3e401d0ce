"""A sheet as PDF, by typst in this process. What people wrote travels as data (JSON), never as markup."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, Final, cast

import typst

from giaoban.clerical.papers import form
from giaoban.clerical.papers.compose import sheet_of
from giaoban.clerical.papers.content import Paper
from giaoban.clerical.papers.lettering import FONTS
from giaoban.clerical.papers.sheet import Block, Sheet, Table

TEMPLATES: Final = Path(__file__).parent.parent / "typst"
_one_at_a_time: Final = Lock()  # a compiler may not be entered twice; a paper takes some tens of milliseconds


def render_pdf(paper: Paper) -> bytes:
    """Return the paper as PDF: the same content gives the same bytes, today and in ten years."""
    sheet = sheet_of(paper)
    made_at = datetime(sheet.made_on.year, sheet.made_on.month, sheet.made_on.day, tzinfo=UTC)
    with _one_at_a_time:
        pdf = _compiler().compile(
            input=str(TEMPLATES / "paper.typ"),
            format="pdf",
            sys_inputs={"paper": json.dumps(_data(sheet), ensure_ascii=False)},
            timestamp=made_at,
        )
    return cast("bytes", pdf)  # one file: only PNG and SVG come in pages


@cache
def _compiler() -> typst.Compiler:
    """One warm compiler with our own fonts only: a machine's fonts would change the paper."""
    return typst.Compiler(root=str(TEMPLATES), font_paths=_fonts())


def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(FONTS)])


def compiled(template: Path, inputs: dict[str, str]) -> Any:
    """Return another template of the house as PDF, with our own fonts; ``inputs`` are data, never markup."""
    with _one_at_a_time:
        compiler = typst.Compiler(root=str(template.parent), font_paths=_fonts())
        return compiler.compile(input=str(template), format="pdf", sys_inputs=inputs)


def _blocks(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    return [
        asdict(block) | ({"short": block.is_short} if isinstance(block, Table) else {"leads": block.leads})
        for block in blocks
    ]


def _data(sheet: Sheet) -> dict[str, Any]:
    return {
        **asdict(sheet),
        "blocks": _blocks(sheet.blocks),
        "leading": form.leading(sheet),
        "made_on": [sheet.made_on.year, sheet.made_on.month, sheet.made_on.day],
        "superior": form.superior(sheet.head) if sheet.head else (),
        "agency": asdict(form.agency(sheet.head)) if sheet.head else None,
        "summary": asdict(form.summary(sheet)),
        "note": form.note(sheet.note),
        "annexes": [
            {
                **asdict(annex),
                "blocks": _blocks(annex.blocks),
                "summary": asdict(form.summary(annex)),
                "note": form.note(annex.attached),
            }
            for annex in sheet.annexes
        ],
        "form": {
            "national_title": form.NATIONAL_TITLE,
            "motto": form.MOTTO,
            "motto_rule": form.motto_rule(),
            "national": form.NATIONAL,
        },
    }
