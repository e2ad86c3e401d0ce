"""Papers as JSON and back."""

import json

import pytest

from giaoban.clerical.papers import from_json, to_json
from giaoban.clerical.testing import a_notice, an_agenda, an_invitation, some_minutes
from giaoban.kernel.errors import Invalid


@pytest.mark.parametrize(
    "paper", [an_invitation(), a_notice(), some_minutes(), an_agenda()], ids=lambda paper: paper.kind
)
def test_what_was_kept_comes_back(paper):
    assert from_json(json.loads(json.dumps(to_json(paper)))) == paper


def test_what_is_no_paper_is_refused():
    with pytest.raises(Invalid) as refused:
        from_json({"kind": "poem"})
    assert refused.value.code == "clerical.unreadable_paper"


def test_a_wrong_part_is_named():
    kept = to_json(a_notice())
    kept["letterhead"]["number"] = "mười lăm"
    with pytest.raises(Invalid) as refused:
        from_json(kept)
    assert list(refused.value.details["fields"]) == ["notice.letterhead.number"]
