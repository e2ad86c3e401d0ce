"""A Redis of one's own: a free port, nothing on disk, a process that can be killed and comes back."""

import shutil
import socket
import subprocess
import time
from dataclasses import dataclass, field

from tests.live.server import free_port

READY_WITHIN = 10


@dataclass
class Redis:
    """One Redis server; it forgets everything when it ends, as a bus may."""

    port: int = field(default_factory=free_port)
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def address(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> "Redis":
        """Serve, and wait until it answers."""
        program = shutil.which("redis-server")
        assert program, "redis-server is not installed: scripts/prepare test"
        command = [program, "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + READY_WITHIN
        while time.monotonic() < until:
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=1) as line:
                    line.sendall(b"PING\r\n")
                    if line.recv(16).startswith(b"+PONG"):
                        return self
            except OSError:
                time.sleep(0.05)
        raise TimeoutError("redis-server")

    def kill(self) -> None:
        """End it as a power cut would."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None
