"""All settings, in one file. What an installation may change comes from ``env``."""

import os
import sys
import tempfile
from pathlib import Path

import django_stubs_ext
from csp.constants import NONE, SELF

from giaoban.config import assets, env
from giaoban.config.agency_accounts import *  # noqa: F403 - read from the environment, in a file of their own
from giaoban.config.agency_accounts import LDAP_URL, OIDC_ORIGINS

django_stubs_ext.monkeypatch()  # generic form fields and querysets may be written with their types

PACKAGE = Path(__file__).resolve().parent.parent
TESTING = "pytest" in sys.modules and "GIAOBAN_SERVING" not in os.environ
env.KNOWN["GIAOBAN_SERVING"] = "đặt bởi chính chương trình khi phục vụ"

DATA = Path(env.text("GIAOBAN_DATA", "var", "thư mục dữ liệu")).resolve()
DEBUG = env.flag("GIAOBAN_DEBUG", default=False, purpose="chế độ phát triển")
DEMO = env.flag("GIAOBAN_DEMO", default=False, purpose="cho phép tài khoản dùng thử")


def _secret_key() -> str:
    """Return the key of this installation; made once and kept with the data."""
    given = env.text("GIAOBAN_SECRET_KEY", "", "khóa bí mật; để trống thì tự tạo trong thư mục dữ liệu")
    if given:
        return given
    file = DATA / "secret.key"
    if not file.exists():
        import secrets

        DATA.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return file.read_text("ascii").strip()
        with os.fdopen(handle, "w") as out:
            out.write(secrets.token_urlsafe(50))
    return file.read_text("ascii").strip()


SECRET_KEY = _secret_key()
ALLOWED_HOSTS = env.listed(
    "GIAOBAN_HOSTS", "*" if DEBUG or DEMO or TESTING else "localhost,127.0.0.1,[::1]", "tên máy chủ"
)
SITE_URL = env.text("GIAOBAN_URL", "http://localhost:8000", "địa chỉ người dùng truy cập").rstrip("/")
BEHIND_TLS = SITE_URL.startswith("https://")
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "csp",
    "giaoban.ledger",
    "giaoban.ui",
    "giaoban.people",
    "giaoban.approvals",
    "giaoban.documents",
    "giaoban.notify",
    "giaoban.whereabouts",
    "giaoban.search",
    "giaoban.clerical",
    "giaoban.signing",
    "giaoban.tasks",
    "giaoban.obstacles",
    "giaoban.consultations",
    "giaoban.reports",
    "giaoban.records",
    "giaoban.meetings",
    "giaoban.floor",
    "giaoban.voting",
    "giaoban.discussion",
    "giaoban.guests",
    "giaoban.calls",
    "giaoban.seating",
    "giaoban.offline",
    "giaoban.video",
    "giaoban.hall",
    "giaoban.desk",
    "giaoban.demo",
    "giaoban.config",
    # After the house, so that its templates stand before the library's.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "giaoban.config.access.access_log",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "giaoban.people.middleware.ActorMiddleware",
    "giaoban.guests.wall.GuestWall",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "giaoban.people.middleware.FirstThingsMiddleware",
    "giaoban.video.middleware.SiteScreenMiddleware",
    "giaoban.ui.errors.HouseErrorMiddleware",
]

ROOT_URLCONF = "giaoban.config.urls"
FORM_RENDERER = "giaoban.ui.forms.HouseRenderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "ui" / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "giaoban.ui.templatetags.ui",
                "django.templatetags.i18n",
                "giaoban.ui.templatetags.swift",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "giaoban.config.frame.frame",
            ],
        },
    }
]

DATABASES = {
    "default": env.database(
        env.text("GIAOBAN_DATABASE", f"sqlite:///{DATA}/giaoban.db", "cơ sở dữ liệu: sqlite:///… hoặc postgres://…")
    )
}
if TESTING and DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in an office: SQLite's memory for several threads locks whole tables and does not wait.
    DATABASES["default"]["TEST"] = {"NAME": Path(tempfile.gettempdir()) / f"giaoban-test-{os.getpid()}.db"}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
BUS = env.text("GIAOBAN_BUS", "local:", "kênh đánh thức: local:, postgres: hoặc redis://…")
URN = Path(env.text("GIAOBAN_URN", f"{DATA}/urn", "thư mục khóa phiếu kín, không đặt cùng bản sao cơ sở dữ liệu"))
if TESTING:
    URN = Path(tempfile.gettempdir()) / f"giaoban-test-urn-{os.getpid()}"
SIGNING = env.text("GIAOBAN_SIGNING", f"{DATA}/signing/keys.toml", "tệp khai báo khóa ký số ở đâu (docs/operate.md)")
TIMESTAMP = env.text("GIAOBAN_TIMESTAMP", "", "địa chỉ máy chủ cấp dấu thời gian (RFC 3161); để trống thì không có")
STORAGE = env.text("GIAOBAN_STORAGE", f"file:{DATA}/files", "nơi lưu tệp: file:… hoặc s3://…")
WORKER = env.text("GIAOBAN_WORKER", "inside", "tiến trình nền: inside (do serve khởi động) hoặc outside")
THREADS = env.number("GIAOBAN_THREADS", 8, "số luồng phục vụ trang")
OFFICE = env.text("GIAOBAN_OFFICE", "local:", "bộ chuyển đổi văn bản: local: hoặc off")
SFU = env.one_of("GIAOBAN_SFU", "janus:", {"janus:", "off"}, "máy chủ hình ảnh: janus: (trên máy này) hoặc off")
MEDIA_ADDRESS = env.text(
    "GIAOBAN_MEDIA_ADDRESS", "", "địa chỉ hoặc cổng mạng nhận hình ảnh, âm thanh; trống: mọi cổng mạng"
)
MEDIA_PUBLIC = env.text("GIAOBAN_MEDIA_PUBLIC", "", "địa chỉ công khai của máy chủ hình ảnh khi đứng sau NAT 1:1")
MEDIA_PORTS = env.text("GIAOBAN_MEDIA_PORTS", "20000-20999", "dải cổng UDP của hình ảnh, âm thanh")
MEDIA_SEATS = env.number("GIAOBAN_MEDIA_SEATS", 120, "số người, điểm cầu cùng gửi hình trong một cuộc họp")
RECORDING_DAYS = env.number("GIAOBAN_RECORDING_DAYS", 365, "số ngày lưu bản ghi hình cuộc họp")
TURN = env.listed("GIAOBAN_TURN", "", "máy chuyển tiếp TURN, cách nhau dấu phẩy: turn:host:3478?transport=udp")
TURN_SECRET = env.text("GIAOBAN_TURN_SECRET", "", "khóa chung với máy chuyển tiếp TURN (use-auth-secret)")
SPEAKING_MINUTES = env.number("GIAOBAN_SPEAKING_MINUTES", 5, "số phút của một lượt phát biểu; chủ trì đổi được")
OCR = env.text("GIAOBAN_OCR", "auto", "nhận dạng chữ trang quét: auto, off, hoặc số trang đọc cùng lúc")
CLAMD = env.text(
    "GIAOBAN_CLAMD", "", "bộ quét mã độc clamd: unix:/đường/dẫn hoặc tcp://máy:3310; để trống thì không quét"
)
UPLOAD_MAX_MB = env.number("GIAOBAN_UPLOAD_MAX_MB", 150, "cỡ tệp lớn nhất được tải lên (MB)")
FILE_UPLOAD_HANDLERS = ["giaoban.documents.uploads.HashingUpload"]

AUTH_USER_MODEL = "people.User"
DIRECTORY_BACKEND = "giaoban.people.directory_backend.DirectoryBackend"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
if LDAP_URL:
    AUTHENTICATION_BACKENDS += [DIRECTORY_BACKEND]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "giaoban.people.passwords.LongEnough"},
    {"NAME": "giaoban.people.passwords.FourClasses"},
    {"NAME": "giaoban.people.passwords.NotTheOldOne"},
    {"NAME": "giaoban.people.passwords.NotTheName"},
    {"NAME": "giaoban.people.passwords.NotCommon"},
]
SECOND_FACTOR = env.text(
    "GIAOBAN_SECOND_FACTOR",
    "off" if DEMO or TESTING else "admins",
    "ai phải bật xác thực hai lớp: admins, all hoặc off",
)
LOCAL_SIGN_IN = env.one_of(
    "GIAOBAN_LOCAL_SIGN_IN", "all", {"all", "admins"}, "ai còn đăng nhập bằng mật khẩu riêng của Giao ban"
)
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
CSRF_FAILURE_VIEW = "giaoban.ui.errors.csrf_failure"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_SAVE_EVERY_REQUEST = False
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
TIME_ZONE = env.text("GIAOBAN_TIME_ZONE", "Asia/Ho_Chi_Minh", "múi giờ của cơ quan")
USE_TZ = True

STATIC_BUILD = assets.build_of(PACKAGE / "ui" / "static")
STATIC_URL = f"/static/{STATIC_BUILD}/"  # a new build has new addresses, so browsers may keep the old for ever
STATIC_ROOT = DATA / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # whitenoise warns about a folder that is not there yet
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_MAX_AGE = 0 if DEBUG else 365 * 24 * 3600
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
UPLOAD_MAX_MB = env.number("GIAOBAN_UPLOAD_MAX_MB", 150, "cỡ tệp tải lên lớn nhất (MB)")

SMTP = env.text("GIAOBAN_SMTP", "", "smtp://user:password@host:port; để trống thì thư nằm ở hộp thư đi")
MAIL_FROM = env.text("GIAOBAN_MAIL_FROM", "Giao ban <giaoban@localhost>", "địa chỉ gửi thư")
PUSH = env.flag("GIAOBAN_PUSH", default=True, purpose="thông báo đẩy đến trình duyệt, cần Internet và https")
VAPID_KEY = env.text("GIAOBAN_VAPID_KEY", "", "khóa riêng VAPID (PEM); để trống thì tự tạo trong thư mục dữ liệu")
SMS_URL = env.text("GIAOBAN_SMS_URL", "", "cổng tin nhắn thương hiệu (HTTP, kiểu eSMS); để trống thì không gửi SMS")
SMS_KEY = env.text("GIAOBAN_SMS_KEY", "", "ApiKey của cổng tin nhắn")
SMS_SECRET = env.text("GIAOBAN_SMS_SECRET", "", "SecretKey của cổng tin nhắn")
SMS_BRAND = env.text("GIAOBAN_SMS_BRAND", "", "tên thương hiệu (brandname) đã đăng ký")
ZALO_APP = env.text("GIAOBAN_ZALO_APP", "", "mã ứng dụng Zalo; để trống thì không gửi Zalo")
ZALO_SECRET = env.text("GIAOBAN_ZALO_SECRET", "", "khóa bí mật của ứng dụng Zalo")
ZALO_REFRESH = env.text("GIAOBAN_ZALO_REFRESH", "", "refresh token đầu tiên của Zalo OA; sau đó hệ thống tự đổi")
ZALO_TEMPLATE = env.text("GIAOBAN_ZALO_TEMPLATE", "", "mã mẫu tin ZNS có ba tham số name, content, time")
ZALO_URL = env.text("GIAOBAN_ZALO_URL", "https://business.openapi.zalo.me", "địa chỉ gửi tin của Zalo").rstrip("/")
ZALO_OAUTH_URL = env.text("GIAOBAN_ZALO_OAUTH_URL", "https://oauth.zaloapp.com", "địa chỉ cấp khóa của Zalo").rstrip(
    "/"
)
PUSH_SERVICES = [
    origin.lower().rstrip("/")
    for origin in env.listed("GIAOBAN_PUSH_SERVICES", "", "dịch vụ đẩy nội bộ được phép, ví dụ https://push.noi-bo.vn")
]

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF, "blob:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF, *OIDC_ORIGINS],
        "frame-ancestors": [NONE],
    }
}

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

from giaoban.config.accounts import *  # noqa: E402, F403 - allauth's settings are many; they live beside this file
from giaoban.config.logging import LOGGING  # noqa: E402, F401

env.refuse_unknown()
