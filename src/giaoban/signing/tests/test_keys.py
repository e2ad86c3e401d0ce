"""Keys: where they are, whether they can be used, whose they are."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from giaoban.kernel.errors import Conflict, Invalid, Refused
from giaoban.ledger.testing import expect_record
from giaoban.people.testing import an, binh, by, chi, em, the_agency
from giaoban.signing import actions, child_process, queries, testing
from giaoban.signing.keys import KeyFault, key_of, keys
from giaoban.signing.models import KeyHolder

pytestmark = pytest.mark.django_db

GIVE = {"key": "an", "picture": testing.a_hand(), "width_mm": 45}


@pytest.mark.parametrize("name", ["an", "the-an"], ids=["PKCS #12", "PKCS #11"])
def test_a_key_tells_whose_it_is_and_until_when(keys_here, name):
    found = child_process.look(key_of(name))
    assert (found.signer, found.issuer) == ("Nguyễn Văn An", "CA dùng thử")
    assert found.valid_to > found.valid_from


@pytest.mark.parametrize(("name", "secret"), [("an", "an.secret"), ("the-an", "the-an.pin")])
def test_a_wrong_secret_is_said_in_words_and_stands_nowhere(keys_here, name, secret, tmp_path, settings, capfd, caplog):
    wrong = tmp_path / "wrong"
    wrong.write_text("999999")
    wrong.chmod(0o600)
    kept = (keys_here / "keys.toml").read_text()
    text = kept.replace(f'"file:{secret}"', f'"file:{wrong}"').replace('file = "', f'file = "{keys_here}/')
    (tmp_path / "keys.toml").write_text(text)
    settings.SIGNING = str(tmp_path / "keys.toml")
    key = key_of(name)
    with pytest.raises(KeyFault) as error:
        child_process.look(key)
    assert error.value.code == "signing.wrong_secret"
    said = repr(key) + str(error.value) + "".join(capfd.readouterr()) + caplog.text
    assert "999999" not in said


def test_a_secret_that_others_can_read_is_not_used(keys_here, tmp_path, settings):
    (tmp_path / "an.p12").write_bytes((keys_here / "an.p12").read_bytes())
    (tmp_path / "an.p12").chmod(0o600)
    (tmp_path / "open").write_text("x")
    (tmp_path / "open").chmod(0o644)
    (tmp_path / "keys.toml").write_text('[an]\nfile = "an.p12"\nsecret = "file:open"\n')
    settings.SIGNING = str(tmp_path / "keys.toml")
    with pytest.raises(KeyFault) as error:
        child_process.look(key_of("an"))
    assert error.value.code == "signing.secret_is_open"
    (tmp_path / "an.p12").chmod(0o640)
    with pytest.raises(KeyFault) as error:
        child_process.look(key_of("an"))
    assert error.value.code == "signing.key_is_open"


def test_a_secret_may_stand_in_the_environment(keys_here, tmp_path, settings, monkeypatch):
    monkeypatch.setenv("MAT_KHAU_AN", (keys_here / "an.secret").read_text())
    (tmp_path / "keys.toml").write_text(f'[an]\nfile = "{keys_here}/an.p12"\nsecret = "env:MAT_KHAU_AN"\n')
    settings.SIGNING = str(tmp_path / "keys.toml")
    assert child_process.look(key_of("an")).signer == "Nguyễn Văn An"


@pytest.mark.parametrize(
    "text", ["[an", '[an]\nfile = "x"\n', '[an]\nsecret = "env:X"\n', '[an]\nfile="x"\nsecret="env:X"\npin="1"\n']
)
def test_a_list_of_keys_that_cannot_be_understood_is_refused(tmp_path, settings, text):
    (tmp_path / "keys.toml").write_text(text)
    settings.SIGNING = str(tmp_path / "keys.toml")
    with pytest.raises(KeyFault):
        keys()


def test_a_token_that_is_not_there_and_a_driver_that_dies_say_so(keys_here, tmp_path, settings):
    (tmp_path / "keys.toml").write_text(
        f'[gone]\nmodule = "{testing.SOFTHSM}"\ntoken = "khong-co"\nlabel = "x"\nsecret = "env:HOME"\n'
        '[bad]\nmodule = "/usr/lib/none.so"\nslot = 0\nlabel = "x"\nsecret = "env:HOME"\n'
    )
    settings.SIGNING = str(tmp_path / "keys.toml")
    assert [row.fault for row in queries.looked_at()] == ["signing.no_token", "signing.no_token"]


def test_the_administrator_gives_a_key_once_and_takes_it_back(keys_here):
    with expect_record("signing.key_given"):
        held = actions.give_key(**GIVE, user_id=an().pk, by=by(em()))
    assert actions.give_key(**GIVE, user_id=an().pk, by=by(em())) == held  # again changes nothing
    with pytest.raises(Conflict) as error:
        actions.give_key(**GIVE, user_id=binh().pk, by=by(em()))
    assert error.value.code == "signing.key_taken"
    other = actions.give_key(**GIVE | {"key": "the-an"}, user_id=an().pk, by=by(em()))  # takes the place of the first
    assert queries.holder_of_person(an().pk) == other
    with expect_record("signing.key_taken_back"):
        actions.take_key_back(holder_id=other.pk, by=by(em()))
    actions.take_key_back(holder_id=other.pk, by=by(em()))
    assert queries.holder_of_person(an().pk) is None


WHO_MAY = [
    # action           An     Bình   Chi    Em
    ("give_key",      (False, False, False, True)),
    ("take_key_back", (False, False, False, True)),
]  # fmt: skip


@pytest.mark.parametrize(("verb", "rights"), WHO_MAY)
def test_who_may(keys_here, verb, rights):
    for user, may in zip((an(), binh(), chi(), em()), rights, strict=True):
        held = queries.holder_of_person(an().pk) or actions.give_key(**GIVE, user_id=an().pk, by=by(em()))
        what = {
            "give_key": lambda who: actions.give_key(**GIVE, user_id=an().pk, by=by(who)),
            "take_key_back": lambda who, held=held: actions.take_key_back(holder_id=held.pk, by=by(who)),
        }[verb]
        if may:
            what(user)
        else:
            with pytest.raises(Refused):
                what(user)


@pytest.mark.parametrize(
    ("picture", "why"),
    [
        (testing.a_hand(testing.RED), "signing.picture_not_blue"),
        (b"GIF89a", "signing.not_a_picture"),
        (testing.a_hand((0, 0, 0, 255)), "signing.picture_not_blue"),
        (testing.a_hand((0, 0, 200, 20)), "signing.picture_is_empty"),
    ],
)
def test_a_picture_has_the_colour_and_ground_that_the_law_wants(keys_here, picture, why):
    with pytest.raises(Invalid) as error:
        actions.give_key(**GIVE | {"picture": picture}, user_id=an().pk, by=by(em()))
    assert error.value.code == why


def test_a_holder_is_one_person_or_one_agency(keys_here):
    for whose in ({}, {"user_id": an().pk, "unit_id": the_agency().pk}):
        with pytest.raises(Invalid):
            actions.give_key(**GIVE, **whose, by=by(em()))
    seal = {"key": "con-dau", "picture": testing.a_seal(), "width_mm": 36}
    assert actions.give_key(**seal, unit_id=the_agency().pk, by=by(em())).unit == the_agency()


def test_the_page_shows_keys_and_gives_one(keys_here, client):
    client.force_login(em())
    page = reverse("signing:keys")
    shown = client.get(page).content.decode()
    assert "Nguyễn Văn An" in shown
    assert (keys_here / "an.secret").read_text() not in shown
    picture = SimpleUploadedFile("chu-ky.png", testing.a_hand(), "image/png")
    asked = {"key": "an", "user": str(an().pk), "picture": picture, "width_mm": 45}
    assert client.post(page, asked).status_code == 302
    held = KeyHolder.objects.get()
    refused = client.post(page, asked | {"picture": SimpleUploadedFile("x.png", testing.a_hand(testing.RED))})
    assert (refused.status_code, "phải màu xanh" in refused.content.decode()) == (422, True)
    assert client.post(reverse("signing:take_back", args=[held.pk])).status_code == 302
    client.force_login(an())
    assert client.get(page).status_code == 404
