"""Keys of a throw-away authority: An's, Bình's and the agency's, as files and on a token."""

from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from giaoban.people.testing import an, binh, by, em, the_agency
from giaoban.signing import actions, testing

AGENCY = "Cục Hải quan thành phố Hà Nội"


@cache
def authority():
    """The authority that all of them come from."""
    return testing.Authority()


@cache
def folder():
    """Where they lie, for all tests of a run."""
    made = Path(mkdtemp(prefix="giaoban-keys-"))
    testing.a_key_file(made, "an", "Nguyễn Văn An", AGENCY, authority())
    testing.a_key_file(made, "con-dau", AGENCY, AGENCY, authority())
    testing.a_key_file(made, "binh", "Trần Thị Bình", AGENCY, authority())
    testing.a_token(made, "the-an", "Nguyễn Văn An", AGENCY, authority())
    testing.a_token(made, "the-con-dau", AGENCY, AGENCY, authority())
    return made


def use(settings, monkeypatch):
    """This installation has these keys."""
    settings.SIGNING, settings.TIMESTAMP = str(folder() / "keys.toml"), ""
    monkeypatch.setenv("SOFTHSM2_CONF", str(folder() / "softhsm2.conf"))
    return folder()


def give(*, an_by="an", agency_by="con-dau"):
    """An, Bình and the agency have their keys."""
    who = by(em())
    actions.give_key(key=an_by, user_id=an().pk, picture=testing.a_hand(), width_mm=45, by=who)
    actions.give_key(key="binh", user_id=binh().pk, picture=testing.a_hand(), width_mm=45, by=who)
    actions.give_key(key=agency_by, unit_id=the_agency().pk, picture=testing.a_seal(), width_mm=36, by=who)
