"""Settings of the agency's own accounts: its service (OIDC), its directory (LDAP). Said in docs/operate.md (ORG-5).

Where the other side is and how to speak with it is here, with its secrets; whom its people are matched with is
data, on the administrator's page.
"""

from typing import Any
from urllib.parse import urlsplit

from giaoban.config import env

LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def _origin(url: str, name: str) -> str:
    """Return scheme and host; refuse what is not protected on its way."""
    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise env.SettingError(f"{name}={url!r}: write an https address")
    return f"{parts.scheme}://{parts.netloc}"


OIDC_ISSUER = env.text(
    "GIAOBAN_OIDC_ISSUER", "", "địa chỉ cổng đăng nhập một lần (OIDC issuer); trống: không dùng"
).rstrip("/")
OIDC_CLIENT_ID = env.text("GIAOBAN_OIDC_CLIENT_ID", "giaoban", "mã ứng dụng đã đăng ký ở cổng đăng nhập")
_SECRET = env.text("GIAOBAN_OIDC_SECRET", "", "khóa bí mật của ứng dụng ở cổng đăng nhập")
OIDC_LABEL = env.text("GIAOBAN_OIDC_LABEL", "", "chữ trên nút đăng nhập bằng tài khoản cơ quan")
OIDC_SCOPES = env.listed("GIAOBAN_OIDC_SCOPES", "openid,profile,email", "thông tin xin từ cổng đăng nhập")
OIDC_CA = env.text("GIAOBAN_OIDC_CA", "", "tệp chứng thư gốc (PEM) của cổng đăng nhập khi cơ quan tự cấp")
OIDC_SIGN_OUT = env.flag(
    "GIAOBAN_OIDC_SIGN_OUT", default=True, purpose="đăng xuất Giao ban thì đăng xuất luôn ở cổng đăng nhập"
)
_MORE = env.listed(
    "GIAOBAN_OIDC_ORIGINS", "", "địa chỉ khác mà cổng đăng nhập chuyển người dùng qua: https://…, cách nhau dấu phẩy"
)
OIDC_ORIGINS: list[str] = []
if OIDC_ISSUER:
    OIDC_ORIGINS = [
        _origin(OIDC_ISSUER, "GIAOBAN_OIDC_ISSUER"),
        *(_origin(url, "GIAOBAN_OIDC_ORIGINS") for url in _MORE),
    ]
    if "openid" not in OIDC_SCOPES:
        raise env.SettingError("GIAOBAN_OIDC_SCOPES: «openid» is missing")

LDAP_URL = env.text("GIAOBAN_LDAP_URL", "", "danh mục của cơ quan: ldaps://máy hoặc ldap://máy; trống: không dùng")
LDAP_TLS = env.one_of(
    "GIAOBAN_LDAP_TLS",
    "required",
    {"required", "off"},
    "ldap:// phải chuyển sang TLS (StartTLS); off: gửi mật khẩu không mã hóa",
)
LDAP_CA = env.text("GIAOBAN_LDAP_CA", "", "tệp chứng thư gốc (PEM) của danh mục khi cơ quan tự cấp")
LDAP_BIND_DN = env.text("GIAOBAN_LDAP_BIND_DN", "", "tài khoản chỉ đọc dùng để tìm người; trống: không cần tài khoản")
LDAP_PASSWORD = env.text("GIAOBAN_LDAP_PASSWORD", "", "mật khẩu của tài khoản chỉ đọc")
LDAP_USER_DN = env.text(
    "GIAOBAN_LDAP_USER_DN", "", "mẫu tên khi đăng nhập thẳng không cần tìm: uid={},ou=… hoặc {}@coquan.gov.vn"
)
LDAP_BASE = env.text("GIAOBAN_LDAP_BASE", "", "nhánh danh mục chứa người")
LDAP_FILTER = env.text("GIAOBAN_LDAP_FILTER", "(uid={})", "bộ lọc tìm người, {} là tên đăng nhập")
if LDAP_URL:
    if urlsplit(LDAP_URL).scheme not in {"ldap", "ldaps"} or not urlsplit(LDAP_URL).hostname:
        raise env.SettingError(f"GIAOBAN_LDAP_URL={LDAP_URL!r}: write ldaps://host or ldap://host")
    if "{}" not in LDAP_FILTER or (LDAP_USER_DN and "{}" not in LDAP_USER_DN):
        raise env.SettingError("GIAOBAN_LDAP_FILTER, GIAOBAN_LDAP_USER_DN: write {} where the name stands")
    if not LDAP_BASE and "=" not in LDAP_USER_DN:
        raise env.SettingError("GIAOBAN_LDAP_BASE: write the branch in which people are looked for")
    if LDAP_BIND_DN and not LDAP_PASSWORD:
        raise env.SettingError("GIAOBAN_LDAP_PASSWORD: the account of GIAOBAN_LDAP_BIND_DN has a password")

SOCIALACCOUNT_ADAPTER = "giaoban.people.sign_in.HouseSocialAdapter"
SOCIALACCOUNT_REQUESTS_TIMEOUT = 4  # seconds: a page waits this long for the service, then says so
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {
    "openid_connect": {
        "provider_class": "giaoban.people.identity.oidc.AgencyProvider",
        "APPS": [
            {
                "provider_id": "oidc",
                "name": OIDC_LABEL,
                "client_id": OIDC_CLIENT_ID,
                "secret": _SECRET,
                "settings": {"server_url": OIDC_ISSUER, "scope": OIDC_SCOPES, "oauth_pkce_enabled": True},
            }
        ],
    }
}
