"""The folder out of which Janus runs: its settings, the modules it may load, its recordings.

Every path in it is relative, so the folder may lie where the unprivileged user could not walk to; for what
insists on whole paths see ``_in_reach``. A new name at each start tells a media server that was started
anew from one that hesitated.
"""

import json
import os
import secrets
import shutil
import socket
import stat
import subprocess
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from django.conf import settings

PROGRAM: Final = "janus"
UNPRIVILEGED: Final = "nobody"  # who runs it when we are root
MODULES: Final = {  # nothing else is ever loaded
    "plugins": ("videoroom",),
    "transports": ("http", "websockets"),
    "events": (),
    "loggers": (),
}
PLACES: Final = ("/usr/lib/*/janus", "/usr/lib/janus", "/usr/lib64/janus", "/usr/local/lib/janus")
SEEN_AT: Final = "/mnt"  # where its folder is mounted when it could not walk to it
OUT_OF_REACH: Final = ["/bin", "/boot", "/dev", "/etc", "/lib", "/proc", "/root", "/sbin", "/sys", "/usr"]


@dataclass(frozen=True, slots=True)
class Node:
    """What we need to know to speak to the media server that runs now."""

    name: str
    port: int
    admin_port: int
    api_secret: str
    admin_secret: str
    room_secret: str


def root() -> Path:
    """Return the folder."""
    return Path(settings.DATA) / "media"


def recordings() -> Path:
    """Return where the media server writes what is recorded."""
    return root() / "recordings"


def modules() -> Path | None:
    """Return where the distribution has put the media server's modules; None: it is not on this machine."""
    if shutil.which(PROGRAM) is None:
        return None
    found = (path for place in PLACES for path in Path("/").glob(place.lstrip("/")))
    return next((path for path in found if (path / "plugins").is_dir()), None)


def is_wanted() -> bool:
    """Tell whether this installation runs a media server of its own."""
    return str(settings.SFU) == "janus:" and modules() is not None


def node() -> Node | None:
    """Return the media server that was started last; None: none ever was."""
    if str(settings.SFU) == "off":
        return None
    try:
        return Node(**json.loads((root() / "node.json").read_text("utf8")))
    except (OSError, ValueError, TypeError):
        return None


def write() -> Node:
    """Write the folder anew for the next start and return what we need to speak to it."""
    source = modules()
    if source is None:
        raise FileNotFoundError(PROGRAM)
    folder = root()
    made = Node(
        name=f"giaoban-{secrets.token_hex(6)}",
        port=_free_port(),
        admin_port=_free_port(),
        api_secret=secrets.token_urlsafe(24),
        admin_secret=secrets.token_urlsafe(24),
        room_secret=secrets.token_urlsafe(24),
    )
    for part in ("conf", "recordings"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    for kind, names in MODULES.items():
        shutil.rmtree(folder / kind, ignore_errors=True)
        (folder / kind).mkdir()
        for name in names:
            (folder / kind / f"libjanus_{name}.so").symlink_to(source / kind / f"libjanus_{name}.so")
    for name, sections in _settings(made).items():
        _private(folder / "conf" / f"{name}.jcfg", jcfg(sections))
    _hand_over(folder)
    _private(folder / "node.json", json.dumps(asdict(made)))
    return made


def command() -> list[str]:
    """Return the command that runs it, as somebody without any rights; its working folder is ``root()``."""
    run = [shutil.which(PROGRAM) or PROGRAM, "-F", "conf"]
    if os.geteuid() != 0:
        return run
    return [
        *_in_reach(), "setpriv", f"--reuid={UNPRIVILEGED}", f"--regid={_group()}", "--clear-groups", "--no-new-privs",
        "--inh-caps=-all", "--pdeathsig", "TERM", "--", *run,
    ]  # fmt: skip


def _in_reach() -> list[str]:
    """Return what lets the unprivileged user name the folder by its whole path, as recording does.

    Where a folder above is closed to it, the folder is mounted where it can walk to, for this process alone.
    """
    above = [place for place in root().resolve().parents if place.exists()]
    if all(place.stat().st_mode & stat.S_IXOTH for place in above) or not _may_mount():
        return []
    return ["unshare", "--mount", "--", "sh", "-c", f'mount --bind . {SEEN_AT} && cd {SEEN_AT} && exec "$@"', "sh"]


def _may_mount() -> bool:
    """Tell whether this system lets us have mounts of our own: containers often do not."""
    if shutil.which("unshare") is None:
        return False
    return subprocess.run(["unshare", "--mount", "true"], capture_output=True, check=False).returncode == 0


def jcfg(sections: dict[str, dict[str, Any]]) -> str:
    """Return settings in the media server's own notation."""
    lines = []
    for name, values in sections.items():
        lines.append(f"{name}: {{")
        lines += [f"\t{key} = {_value(value)}" for key, value in values.items() if value not in (None, "")]
        lines.append("}")
    return "\n".join(lines) + "\n"


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_value(one) for one in value) + "]"
    return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _settings(node: Node) -> dict[str, dict[str, dict[str, Any]]]:
    return {
        "janus": {
            "general": {
                "configs_folder": "conf",
                **{f"{kind}_folder": kind for kind in MODULES},
                "log_to_stdout": True,
                "debug_level": 3,
                "debug_timestamps": True,
                "debug_colors": False,
                "api_secret": node.api_secret,
                "admin_secret": node.admin_secret,
                "server_name": node.name,
                "session_timeout": 60,
                "reclaim_session_timeout": 0,
                "recordings_tmp_ext": "tmp",
                "event_loops": os.cpu_count() or 1,
                "hide_dependencies": True,
                "protected_folders": OUT_OF_REACH,
            },
            "media": {
                "rtp_port_range": settings.MEDIA_PORTS,
                "ipv6": False,
                "no_media_timer": 2,
                "slowlink_threshold": 20,
                "nack_optimizations": True,
            },
            "nat": {
                "ice_enforce_list": settings.MEDIA_ADDRESS,
                "nat_1_1_mapping": settings.MEDIA_PUBLIC,
                "keep_private_host": bool(settings.MEDIA_PUBLIC),
                "ignore_mdns": True,
            },
        },
        # its other transport, sockets in a folder, ends by itself at every fourth start (1.1.2)
        "janus.transport.http": {
            "general": {"json": "compact", "http": False, "https": False},
            "admin": {
                "admin_base_path": "/admin",
                "admin_http": True,
                "admin_ip": "127.0.0.1",
                "admin_port": node.admin_port,
                "admin_https": False,
                "admin_acl": "127.",
            },
        },
        "janus.transport.websockets": {
            "general": {"json": "compact", "ws": True, "ws_ip": "127.0.0.1", "ws_port": node.port, "wss": False},
            "admin": {"admin_ws": False, "admin_wss": False},
        },
        "janus.plugin.videoroom": {
            "general": {"admin_key": node.admin_secret, "lock_rtp_forward": True, "string_ids": True}
        },
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _group() -> str:
    import grp

    names = {entry.gr_name for entry in grp.getgrall()}
    return "nogroup" if "nogroup" in names else UNPRIVILEGED


def _hand_over(folder: Path) -> None:
    """Give the folder to the user that runs the media server, when we may."""
    if os.geteuid() != 0:
        return
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            shutil.chown(path, UNPRIVILEGED, _group())


def _private(file: Path, text: str) -> None:
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(text)
