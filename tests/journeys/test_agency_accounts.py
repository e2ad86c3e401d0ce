"""Somebody of the agency signs in with the agency's own account, in a browser with the real content policy (ORG-5)."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.conftest import PATIENCE, shot
from tests.live.server import Server
from tests.sign_in.servers import SECRET, Service, oidc_service

pytestmark = pytest.mark.journey


@dataclass
class Joined(Server):
    """A server that is joined to the agency's accounts."""

    issuer: str = ""

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        ours = {
            "GIAOBAN_URL": self.address,
            "GIAOBAN_OIDC_ISSUER": self.issuer,
            "GIAOBAN_OIDC_SECRET": SECRET,
            "GIAOBAN_OIDC_LABEL": "Đăng nhập bằng tài khoản Cục",
        }
        return super().environment | ours


@pytest.fixture
def joined(tmp_path: Path) -> Iterator[tuple[Joined, Service]]:
    """A house of its own beside a service of its own."""
    house = Joined(tmp_path)
    with oidc_service(house.address, tmp_path / "oidc.log") as service:
        house.issuer = service.issuer
        house.prepare().start()
        yield house, service
        house.stop()


def test_a_person_signs_in_there_and_lands_on_the_page_that_was_asked_for(joined, chromium: Browser):
    house, service = joined
    context = chromium.new_context(viewport={"width": 360, "height": 780}, locale="vi-VN")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda line: refused.append(line.text) if "Content Security Policy" in line.text else None)
    page.goto(f"{house.address}/nhiem-vu/?tab=mine")
    shot(page, "agency-accounts-360")
    page.get_by_role("button", name="Đăng nhập bằng tài khoản Cục").click()
    page.wait_for_url(f"{service.issuer}/**")
    page.fill("input[name=login]", "chi")
    page.fill("input[name=password]", "mật khẩu ở cổng")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url(f"{house.address}/nhiem-vu/?tab=mine")
    page.goto(f"{house.address}/tai-khoan/logout/")
    page.get_by_role("button", name="Đăng xuất").click()
    page.wait_for_url(f"{service.issuer}/**")
    page.goto(f"{house.address}/nhiem-vu/")
    expect(page.get_by_role("button", name="Đăng nhập bằng tài khoản Cục")).to_be_visible()
    assert refused == []
    context.close()
