import pytest

from giaoban.signing.tests import keyring


@pytest.fixture
def keys_here(settings, monkeypatch):
    """This installation has the keys of the tests."""
    return keyring.use(settings, monkeypatch)
