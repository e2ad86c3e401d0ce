"""Secret means secret (VOTE-6): what database, log and disk still hold after closing pairs nobody with a choice."""

import json
import logging
import os
from pathlib import Path

import pytest
from django.core.serializers import serialize
from django.db import connection

from giaoban.hall.testing import guest
from giaoban.kernel.errors import Conflict
from giaoban.ledger.models import Entry, StreamEvent
from giaoban.people.testing import an, by, chi
from giaoban.voting import actions, keys, sealing
from giaoban.voting.models import Attempt, Ballot, SealedBallot, UrnBallot
from giaoban.voting.testing import a_cast, an_open_poll, casts, voted
from giaoban.voting.tests.conftest import hoa


def _a_secret_vote(meeting, *, together=False):
    poll = an_open_poll(meeting, secrecy="secret")
    codes = {user.username: f"mã của {user.username}" for user in (an(), chi(), guest(), hoa())}
    choices = {"an": "agree", "chi": "disagree", "giang": "abstain", "hoa": "other"}
    ballots = [
        a_cast(
            poll, by(user), choices[user.username], text="Đề nghị thí điểm" if user == hoa() else "",
            commitment=sealing.fingerprint(codes[user.username]),
        )
        for user in (an(), chi(), guest(), hoa())
    ]  # fmt: skip
    for batch in [ballots] if together else [[ballot] for ballot in ballots]:
        assert all(outcome.receipt for outcome in actions.cast_ballots(casts=batch))
    return poll, codes, choices


def test_everybody_finds_the_own_ballot_and_anybody_recounts(running):
    poll, codes, choices = _a_secret_vote(running)
    closed = actions.close_poll(poll_id=poll.pk, by=by(an()))
    lines = {row.commitment: row.choice for row in UrnBallot.objects.filter(poll=poll)}
    assert {lines[sealing.fingerprint(codes[name])] for name in codes} == set(choices.values())
    assert all(lines[sealing.fingerprint(codes[name])] == choices[name] for name in codes)
    recount = list(lines.values())
    assert closed.result["votes"] == {key: recount.count(key) for key in ("agree", "disagree", "other")}
    assert len(lines) == poll.voters.filter(has_voted=True).count() == 4


def test_no_choice_is_written_in_the_clear_while_it_is_open(running):
    poll, *_ = _a_secret_vote(running)
    assert Ballot.objects.count() == UrnBallot.objects.count() == 0
    boxes = [bytes(row.box) for row in SealedBallot.objects.filter(poll=poll)]
    assert len(boxes) == 4
    assert len({len(box) for box in boxes}) == 1, "the size of a box says nothing"
    assert not any(word in box for box in boxes for word in (b"agree", b"choice", "Đề".encode()))


def test_the_book_and_the_screens_do_not_tell(running):
    poll, codes, _ = _a_secret_vote(running)
    actions.close_poll(poll_id=poll.pk, by=by(an()))
    entries = Entry.objects.filter(action="voting.ballot_cast")
    assert {tuple(sorted(entry.data)) for entry in entries} <= {("voter",), ("member", "voter")}
    told = json.dumps([event.puts for event in StreamEvent.objects.filter(audience__startswith="user:")])
    for word in ("agree", "Đề nghị", *map(sealing.fingerprint, codes.values())):
        assert word not in told


def test_closing_destroys_the_key_and_the_marks(running, urn, django_capture_on_commit_callbacks):
    poll, *_ = _a_secret_vote(running)
    assert [file.name for file in urn.iterdir()] == [f"{poll.pk}.key"]
    with django_capture_on_commit_callbacks(execute=True):
        actions.close_poll(poll_id=poll.pk, by=by(an()))
    assert list(urn.iterdir()) == []
    assert SealedBallot.objects.count() == 0
    assert Attempt.objects.count() == 0


def test_a_key_that_a_crash_left_behind_is_destroyed_later(running, urn):
    poll, *_ = _a_secret_vote(running)
    actions.burn_keys()
    assert keys.of(poll.pk) is not None, "an open vote keeps its key"
    actions.close_poll(poll_id=poll.pk, by=by(an()))  # the crash: nothing of «after commit» happens in this test
    assert list(urn.iterdir()) != []
    actions.burn_keys()
    assert list(urn.iterdir()) == []


def test_without_its_key_the_urn_is_not_counted_and_can_be_voided(running, watched):
    poll, *_ = _a_secret_vote(running)
    keys.burn(poll.pk)
    with pytest.raises(Conflict) as no:
        actions.close_poll(poll_id=poll.pk, by=by(an()))
    assert no.value.code == "voting.key_is_missing"
    with watched(running):
        actions.void_poll(poll_id=poll.pk, reason="Mất khóa hòm phiếu", by=by(an()))
    assert SealedBallot.objects.count() == 0


def test_a_ballot_put_into_the_urn_from_outside_stops_the_count(running):
    poll, *_ = _a_secret_vote(running)
    key = keys.of(poll.pk)
    ballot = {"choice": "agree", "text": "", "commitment": "b" * 64}
    SealedBallot.objects.create(poll=poll, box=sealing.seal(key, poll.pk, ballot, with_text=True))
    with pytest.raises(Conflict) as no:
        actions.close_poll(poll_id=poll.pk, by=by(an()))
    assert no.value.code == "voting.urn_does_not_match"


def test_a_code_of_the_server_is_found_too(running):
    poll = an_open_poll(running, secrecy="secret")
    code = casts(poll, chi(), "agree", key="k")
    assert casts(poll, chi(), "agree", key="k") == code
    voted(poll)
    assert UrnBallot.objects.get(poll=poll).commitment == sealing.fingerprint(code)


def test_nothing_links_the_tables():
    for model in (SealedBallot, UrnBallot):
        fields = {field.name: field for field in model._meta.get_fields()}
        assert {name for name, field in fields.items() if field.is_relation} == {"poll"}
        assert not [name for name in fields if "at" in name.split("_")]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("together", [True, False])
def test_whole_file_log_and_journal_pair_nobody(running_for_real, caplog, together):
    """Read everything that lies on the disk, byte by byte, with every receipt and every name in hand."""
    caplog.set_level(logging.DEBUG)
    poll, codes, _choices = _a_secret_vote(running_for_real, together=together)
    sealed = [bytes(row.box) for row in SealedBallot.objects.filter(poll=poll)]
    key = keys.of(poll.pk)
    actions.close_poll(poll_id=poll.pk, by=by(an()))
    assert keys.of(poll.pk) is None
    everything = b"".join(_files_of_the_database()) + caplog.text.encode()
    assert key not in everything
    assert sealing._part(key, b"box") not in everything
    assert any(box[:200] in everything for box in sealed), "sealed ballots are still in the journal: and unreadable"
    for box in sealed:  # whoever finds one has no key; the keys they can find on the disk open none
        for candidate in (b"\0" * 32, poll.pk.bytes * 2):
            assert sealing.unseal(candidate, poll.pk, box) is None
    people = {row.user_id: row.user.username for row in poll.voters.select_related("user")}
    near = _neighbours(everything, sealing.fingerprint(codes["chi"]).encode())
    written = {form: name for user_id, name in people.items() for form in (user_id.hex.encode(), user_id.bytes)}
    assert not [name for form, name in written.items() if form in near], "a choice lies beside a name"


def _files_of_the_database():
    """Return every byte that the database has on the disk: its tables and its write-ahead log."""
    if connection.vendor == "sqlite":
        place = Path(str(connection.settings_dict["NAME"]))
        return [path.read_bytes() for path in place.parent.glob(f"{place.name}*")]
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SHOW data_directory")
        place = Path(cursor.fetchone()[0])
    if not os.access(place, os.R_OK):
        pytest.skip("the files of this PostgreSQL cannot be read from here")
    found = [*place.glob("base/*/*"), *place.glob("pg_wal/*"), *place.parent.glob("log")]
    return [content for path in found if path.is_file() for content in _read(path)]


def _read(path):
    """Return the content, or nothing of a file that another test's database has just dropped."""
    try:
        return [path.read_bytes()]
    except FileNotFoundError:
        return []


def _neighbours(everything: bytes, needle: bytes, reach: int = 160) -> bytes:
    found, at = [], everything.find(needle)
    while at != -1:
        found.append(everything[max(at - reach, 0) : at + len(needle) + reach])
        at = everything.find(needle, at + 1)
    assert found
    return b"\n".join(found)


@pytest.fixture
def running_for_real(transactional_db, running):
    """A running meeting in a database that really commits."""
    return running


def test_rows_in_the_order_of_the_disk_say_nothing(running):
    """Neither the physical order of rows nor their ids follow the order in which people voted."""
    poll, _codes, choices = _a_secret_vote(running)
    actions.close_poll(poll_id=poll.pk, by=by(an()))
    dumped = serialize("json", [*UrnBallot.objects.all()])
    assert not any(str(row.pk) in dumped or str(row.user_id) in dumped for row in poll.voters.all())
    orders = set()
    for _ in range(12):  # the shuffle is a real one: a constant order would show within a dozen votes
        again = actions.hold_again(poll_id=poll.pk, by=by(an()))
        actions.open_poll(poll_id=again.pk, by=by(an()))
        for user in (an(), chi(), guest(), hoa()):
            text = "x" if user.username == "hoa" else ""
            casts(again, user, choices[user.username], text=text, commitment=sealing.fingerprint(user.username))
        actions.close_poll(poll_id=again.pk, by=by(an()))
        orders.add(tuple(_in_order_of_the_disk(again.pk)))
        actions.publish_result(poll_id=again.pk, by=by(an()))
    assert len(orders) > 3


def _in_order_of_the_disk(poll_id):
    order = "rowid" if connection.vendor == "sqlite" else "ctid"
    with connection.cursor() as cursor:
        text = poll_id.hex if connection.vendor == "sqlite" else str(poll_id)
        cursor.execute(f"SELECT choice FROM voting_urnballot WHERE poll_id = %s ORDER BY {order}", [text])
        return [row[0] for row in cursor.fetchall()]
