"""A device may keep the product beside its own programs."""

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from PIL import Image

pytestmark = pytest.mark.django_db


def test_the_manifest_names_icons_that_are_there_and_as_large_as_told():
    reply = Client().get("/ui/ung-dung.webmanifest")
    assert (reply.status_code, reply["content-type"]) == (200, "application/manifest+json")
    facts = reply.json()
    assert (facts["start_url"], facts["display"], facts["name"]) == ("/", "standalone", "Giao ban")
    for icon in facts["icons"]:
        found = finders.find(icon["src"].removeprefix(settings.STATIC_URL))
        assert found
        with Image.open(found) as picture:
            assert f"{picture.width}x{picture.height}" == icon["sizes"]


def test_every_page_leads_to_it():
    assert b'rel="manifest" href="/ui/ung-dung.webmanifest"' in Client().get("/tai-khoan/login/").content
