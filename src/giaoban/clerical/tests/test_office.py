"""The Word file opened by an office program: same words, same pages as the PDF."""

import shutil
import subprocess

import pytest

from giaoban.clerical.papers import render_docx, render_pdf
from giaoban.clerical.testing import a_notice, an_agenda, an_invitation, some_minutes
from giaoban.clerical.tests.reading import pages_of, squeezed

pytestmark = [pytest.mark.needs_office, pytest.mark.skipif(not shutil.which("soffice"), reason="no LibreOffice here")]


def converted(word: bytes, folder) -> list[str]:
    (folder / "paper.docx").write_bytes(word)
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf",
         "--outdir", str(folder), str(folder / "paper.docx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return pages_of((folder / "paper.pdf").read_bytes())


@pytest.mark.parametrize(
    "paper", [an_invitation(), a_notice(), an_agenda(), some_minutes()], ids=lambda paper: paper.kind
)
def test_an_office_program_shows_the_same_paper(paper, tmp_path):
    ours, theirs = pages_of(render_pdf(paper)), converted(render_docx(paper), tmp_path)
    assert abs(len(ours) - len(theirs)) <= 1  # lines break a little differently over five pages
    assert all(page.strip() for page in theirs)
    shown = squeezed("".join(theirs))
    words = [word for page in ours for word in page.split()]
    assert [word for word in words if squeezed(word) not in shown] == []
