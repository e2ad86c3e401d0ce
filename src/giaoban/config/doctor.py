"""What is wrong with an installation, in words, with what to do."""

import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from giaoban.config.worker import pulse_file
from giaoban.documents import ocr
from giaoban.kernel import clock
from giaoban.kernel.messages import sentence
from giaoban.ledger import jobs
from giaoban.ledger.guards import missing_guards
from giaoban.notify import queries as notify
from giaoban.notify import vapid
from giaoban.notify.channels import CHANNELS
from giaoban.people.identity import directory, oidc
from giaoban.people.identity.gateway import Unreachable
from giaoban.signing import queries as signing
from giaoban.signing.keys import KeyFault
from giaoban.video.node import admin, folder

LOW_DISK = 2 * 1024**3  # bytes
SOON_OVER = timedelta(days=30)  # of a certificate
NEEDED = {  # settings of channels that cost
    "zalo": ("ZALO_APP", "ZALO_SECRET", "ZALO_REFRESH", "ZALO_TEMPLATE"),
    "sms": ("SMS_URL", "SMS_KEY", "SMS_SECRET", "SMS_BRAND"),
}
STALE_PULSE = 60  # seconds


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: ``ok``, ``warn`` or ``fail``, and what to do."""

    level: str
    what: str
    advice: str = ""


def _database() -> Iterator[Finding]:
    try:
        connection.ensure_connection()
    except Exception as error:  # the driver's own words tell the operator most
        yield Finding("fail", f"Cơ sở dữ liệu không trả lời: {error}", "Kiểm tra GIAOBAN_DATABASE.")
        return
    yield Finding("ok", f"Cơ sở dữ liệu: {connection.vendor}")
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        yield Finding("fail", "Cơ sở dữ liệu chưa được nâng cấp.", "Chạy: giaoban migrate")
        return
    if missing := missing_guards():
        yield Finding("fail", f"Thiếu chốt bảo vệ nhật ký: {', '.join(missing)}", "Chạy: giaoban migrate")
    if stuck := jobs.stuck():
        yield Finding("warn", f"{len(stuck)} việc nền đã thử hết số lần.", "Xem trang Vận hành.")
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode")
            mode = cursor.fetchone()[0]
        yield Finding("ok" if mode == "wal" else "fail", f"SQLite ghi theo chế độ {mode}.")


def _disk() -> Iterator[Finding]:
    data = Path(settings.DATA)
    free = shutil.disk_usage(data if data.exists() else data.parent).free
    level = "warn" if free < LOW_DISK else "ok"
    yield Finding(
        level, f"Còn {free / 1024**3:.1f} GB trống tại {data}", "Dọn hoặc thêm dung lượng." if level == "warn" else ""
    )


def _programs() -> Iterator[Finding]:
    if shutil.which("soffice"):
        yield Finding("ok", "LibreOffice có sẵn.")
    else:
        yield Finding(
            "fail", "Không có LibreOffice: tệp Word, Excel, PowerPoint không đọc được.", "Cài gói libreoffice-*-nogui."
        )
    if ocr.is_there():
        yield Finding("ok", f"Nhận dạng chữ trang quét: {ocr.at_once()} trang cùng lúc.")
    elif ocr.is_wanted():
        yield Finding(
            "fail", "Không có Tesseract với chữ Việt: trang quét không tìm được theo chữ.",
            "Cài gói tesseract-ocr và tesseract-ocr-vie.",
        )  # fmt: skip


def _media() -> Iterator[Finding]:
    if settings.SFU == "off":
        yield Finding("ok", "Cầu truyền hình tắt theo cấu hình.")
    elif folder.modules() is None:
        yield Finding(
            "warn", "Không có Janus: phòng họp không có hình ảnh, âm thanh.", "Cài gói janus, janus-tools, ffmpeg."
        )
    elif admin.is_well():
        yield Finding("ok", "Máy chủ hình ảnh (Janus) đang chạy.")
    else:
        yield Finding("warn", "Máy chủ hình ảnh (Janus) không chạy trên máy này.", "Chạy: giaoban serve.")
    if settings.TURN and not settings.TURN_SECRET:
        yield Finding("fail", "Có GIAOBAN_TURN nhưng thiếu khóa chung.", "Đặt GIAOBAN_TURN_SECRET.")


def _worker() -> Iterator[Finding]:
    file = pulse_file()
    age = time.time() - file.stat().st_mtime if file.exists() else None
    if age is not None and age < STALE_PULSE:
        yield Finding("ok", "Tiến trình nền đang chạy.")
    else:
        yield Finding("warn", "Tiến trình nền không chạy trên máy này.", "Chạy: giaoban serve, hoặc giaoban worker.")


def _mail() -> Iterator[Finding]:
    if settings.SMTP:
        yield Finding("ok", "Thư điện tử gửi qua SMTP.")
    else:
        yield Finding("warn", "Chưa có máy chủ SMTP: thư nằm ở hộp thư đi.", "Đặt GIAOBAN_SMTP.")


def _signing_keys() -> Iterator[Finding]:
    """Whose certificate each signing key has, until when, and whether the key can be used now."""
    try:
        found = signing.looked_at()
    except KeyFault as fault:
        yield Finding("fail", sentence(fault.code), "Sửa tệp mà GIAOBAN_SIGNING chỉ (docs/operate.md).")
        return
    for row in found:
        whose = f" của {row.holder}" if row.holder else " (chưa giao cho ai)"
        if row.certificate is None:
            yield Finding("fail", f"Khóa ký số {row.key.name}{whose}: {sentence(row.fault)}")
            continue
        one = row.certificate
        until = f"chứng thư của {one.signer} do {one.issuer} cấp, đến {one.valid_to:%d/%m/%Y}"
        left = one.valid_to - clock.now()
        level = "fail" if left < timedelta(0) else "warn" if left < SOON_OVER else "ok"
        yield Finding(
            level, f"Khóa ký số {row.key.name}{whose}: {until}.", "Xin cấp chứng thư mới." if level != "ok" else ""
        )


def _agency_accounts() -> Iterator[Finding]:
    if settings.OIDC_ISSUER:
        oidc.SERVICE.forget()
        cache.delete(oidc.described_at())
        try:
            oidc.discovery()
        except Unreachable as fault:
            yield Finding(
                "fail", f"Cổng đăng nhập {settings.OIDC_ISSUER} không trả lời: {fault}",
                "Kiểm tra GIAOBAN_OIDC_ISSUER, đường mạng, GIAOBAN_OIDC_CA.",
            )  # fmt: skip
        else:
            yield Finding("ok", f"Cổng đăng nhập {settings.OIDC_ISSUER} trả lời.")
    if settings.LDAP_URL:
        yield from _directory()
    if settings.LOCAL_SIGN_IN == "admins" and not (settings.OIDC_ISSUER or settings.LDAP_URL):
        yield Finding(
            "fail", "Mật khẩu riêng đã tắt nhưng chưa nối với tài khoản cơ quan: chỉ quản trị đăng nhập được.",
            "Đặt GIAOBAN_OIDC_ISSUER hoặc GIAOBAN_LDAP_URL, hoặc bỏ GIAOBAN_LOCAL_SIGN_IN.",
        )  # fmt: skip


def _directory() -> Iterator[Finding]:
    directory.DIRECTORY.forget()
    try:
        directory.knock()
    except Unreachable as fault:
        yield Finding(
            "fail", f"Danh mục {settings.LDAP_URL} không trả lời: {fault}",
            "Kiểm tra GIAOBAN_LDAP_URL, GIAOBAN_LDAP_CA, GIAOBAN_LDAP_BIND_DN, GIAOBAN_LDAP_PASSWORD.",
        )  # fmt: skip
    else:
        yield Finding("ok", f"Danh mục {settings.LDAP_URL} trả lời.")
    if settings.LDAP_TLS == "off" and settings.LDAP_URL.startswith("ldap:"):
        yield Finding("warn", "Mật khẩu đi đến danh mục không mã hóa.", "Bỏ GIAOBAN_LDAP_TLS=off hoặc dùng ldaps://.")


def _push() -> Iterator[Finding]:
    if not settings.PUSH:
        yield Finding("ok", "Thông báo đẩy tắt theo cấu hình.")
        return
    try:
        vapid.public_key()
    except (vapid.UnusableKey, OSError) as fault:
        yield Finding("fail", f"Khóa thông báo đẩy không dùng được: {fault}", "Xem GIAOBAN_VAPID_KEY hoặc vapid.key.")
        return
    file = vapid.key_file()
    if not settings.VAPID_KEY and file.stat().st_mode & 0o077:
        yield Finding("fail", f"Người khác đọc được khóa {file}.", f"Chạy: chmod 600 {file}")
    elif settings.BEHIND_TLS:
        yield Finding("ok", "Thông báo đẩy đến trình duyệt: sẵn sàng.")
    else:
        yield Finding("warn", "Thông báo đẩy cần https, trừ trên chính máy này.", "Đặt GIAOBAN_URL=https://…")


def _paid() -> Iterator[Finding]:
    for name, needed in NEEDED.items():
        missing = [f"GIAOBAN_{one}" for one in needed if not getattr(settings, one)]
        label = CHANNELS[name].name
        if len(missing) == len(needed):
            yield Finding("ok", f"Kênh {label}: không cấu hình.")
        elif missing:
            yield Finding("fail", f"Kênh {label} cấu hình dở dang.", f"Đặt {', '.join(missing)}.")
        elif fault := notify.fault_of(name):
            yield Finding("fail", f"Kênh {label} bị từ chối: {fault}", "Cấp quyền lại, đặt GIAOBAN_ZALO_REFRESH mới.")
        else:
            state = "đang bật" if CHANNELS[name].is_on() else "đã cấu hình, chưa bật ở trang Kênh thông báo"
            yield Finding("ok", f"Kênh {label}: {state}.")


def _safety() -> Iterator[Finding]:
    if settings.DEMO:
        yield Finding("warn", "Đang ở chế độ dùng thử: ai cũng biết mật khẩu.", "Bỏ GIAOBAN_DEMO khi dùng thật.")
    if settings.DEBUG:
        yield Finding("fail", "Chế độ phát triển đang bật.", "Bỏ GIAOBAN_DEBUG.")
    if not settings.BEHIND_TLS:
        yield Finding(
            "warn", "Người dùng truy cập không qua TLS.", "Đặt máy chủ TLS phía trước và GIAOBAN_URL=https://…"
        )


LOOKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    _database,
    _disk,
    _programs,
    _media,
    _worker,
    _mail,
    _push,
    _paid,
    _signing_keys,
    _agency_accounts,
    _safety,
)


def examine() -> list[Finding]:
    """Look at everything."""
    return [finding for look in LOOKS for finding in look()]
