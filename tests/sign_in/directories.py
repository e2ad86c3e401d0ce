"""A real directory of an agency: OpenLDAP on a port and with data of its own."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from ldap3 import MODIFY_REPLACE, Connection, Server

from tests.live.server import free_port

PEOPLE = "ou=Noi Bai,ou=People,dc=cuc,dc=example"
ROOT, ROOT_SECRET = "cn=reader,dc=cuc,dc=example", "reader-secret"
CONFIG = """
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb
pidfile {place}/pid
TLSCACertificateFile {place}/ca.pem
TLSCertificateFile {place}/server.pem
TLSCertificateKeyFile {place}/server.key
database mdb
suffix "dc=cuc,dc=example"
rootdn "{root}"
rootpw {secret}
directory {place}/data
maxsize 10485760
access to attrs=userPassword by anonymous auth by * none
access to * by users read by * none
"""
START = """dn: dc=cuc,dc=example
objectClass: domain
dc: cuc

dn: ou=People,dc=cuc,dc=example
objectClass: organizationalUnit
ou: People

dn: ou=Noi Bai,ou=People,dc=cuc,dc=example
objectClass: organizationalUnit
ou: Noi Bai
"""


@dataclass
class Directory:
    """A slapd that runs: its folder, its addresses, its process."""

    place: Path
    plain: str
    secure: str
    process: "subprocess.Popen[bytes]"

    @property
    def ca(self) -> str:
        return str(self.place / "ca.pem")

    def know(self, uid: str, password: str, **more: str) -> None:
        """Put a person in, or anew with other attributes."""
        entry = {"cn": uid, "sn": uid, "userPassword": password} | more
        with Connection(Server(self.plain), ROOT, ROOT_SECRET, auto_bind=True) as pen:
            pen.delete(f"uid={uid},{PEOPLE}")
            assert pen.add(f"uid={uid},{PEOPLE}", "inetOrgPerson", {"uid": uid} | entry), pen.result

    def change(self, uid: str, **more: str) -> None:
        """Change attributes of a person."""
        with Connection(Server(self.plain), ROOT, ROOT_SECRET, auto_bind=True) as pen:
            changes = {name: [(MODIFY_REPLACE, [value])] for name, value in more.items()}
            assert pen.modify(f"uid={uid},{PEOPLE}", changes), pen.result


@contextmanager
def slapd() -> Iterator[Directory]:
    """Run a directory of its own, without rights, with a certificate of its own authority; gone afterwards."""
    place = Path(tempfile.mkdtemp(prefix="giaoban-slapd-"))
    (place / "data").mkdir()
    (place / "conf").write_text(CONFIG.format(place=place, root=ROOT, secret=ROOT_SECRET))
    (place / "start.ldif").write_text(START)
    certify(place)
    nobody = {"user": "nobody"} if os.geteuid() == 0 else {}
    if nobody:
        for path in [place, *place.rglob("*")]:
            shutil.chown(path, "nobody")
    program = shutil.which("slapd") or "/usr/sbin/slapd"
    filled = [program, "-T", "add", "-f", place / "conf", "-l", place / "start.ldif"]
    subprocess.run(filled, check=True, capture_output=True, timeout=60, **nobody)
    plain, secure = free_port(), free_port()
    urls = f"ldap://127.0.0.1:{plain} ldaps://127.0.0.1:{secure}"
    with (place / "log").open("ab") as log:
        process = subprocess.Popen(
            [program, "-f", place / "conf", "-h", urls, "-d", "0"], stdout=log, stderr=log, **nobody
        )
    try:
        _listens(plain, process, place / "log")
        yield Directory(place, f"ldap://localhost:{plain}", f"ldaps://localhost:{secure}", process)
    finally:
        process.terminate()
        process.wait()
        shutil.rmtree(place)


def _listens(port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(300):
        if process.poll() is not None:
            break
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(log.read_text("utf8", "replace")[-2000:])


def certify(place: Path) -> None:
    """Make an authority and a certificate for localhost."""
    now = datetime.now(UTC)
    ca_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    ca_name, name = (x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)]) for text in ("Test CA", "localhost"))

    def certificate(subject: x509.Name, public: object, *, is_ca: bool) -> x509.Certificate:
        made = x509.CertificateBuilder().subject_name(subject).issuer_name(ca_name).public_key(public)
        made = made.serial_number(x509.random_serial_number())
        made = made.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=30))
        made = made.add_extension(x509.BasicConstraints(ca=is_ca, path_length=None), critical=True)
        if not is_ca:
            made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        return made.sign(ca_key, hashes.SHA256())

    pem = serialization.Encoding.PEM
    (place / "ca.pem").write_bytes(certificate(ca_name, ca_key.public_key(), is_ca=True).public_bytes(pem))
    (place / "server.pem").write_bytes(certificate(name, key.public_key(), is_ca=False).public_bytes(pem))
    plain = serialization.PrivateFormat.TraditionalOpenSSL
    (place / "server.key").write_bytes(key.private_bytes(pem, plain, serialization.NoEncryption()))
