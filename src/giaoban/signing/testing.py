"""Keys for tests and trials: a throw-away authority, PKCS #12 files, a token of SoftHSM, drawn pictures."""

import io
import math
import os
import secrets
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from PIL import Image, ImageDraw

BLUE, RED = (26, 62, 160, 255), (190, 20, 34, 255)
SOFTHSM = Path("/usr/lib/softhsm/libsofthsm2.so")
IMPORT = """
import sys, pkcs11
module, token, pin, label, path = sys.argv[1:]
from pkcs11.util.x509 import decode_x509_certificate
der = open(path, "rb").read()
for t in pkcs11.lib(module).get_tokens(token_label=token):
    with t.open(user_pin=pin, rw=True) as session:
        facts = decode_x509_certificate(der)
        session.create_object({**facts, pkcs11.Attribute.TOKEN: True, pkcs11.Attribute.LABEL: label})
"""


class Authority:
    """A certification authority of one's own, for a trial; nobody else trusts it."""

    def __init__(self, name: str = "CA dùng thử") -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.certificate = self._made(name, name, self.key.public_key(), authority=True)

    @property
    def pem(self) -> bytes:
        """The authority's certificate."""
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    def issue(self, name: str, organization: str) -> tuple[rsa.RSAPrivateKey, x509.Certificate]:
        """Make a key and its certificate."""
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        return key, self._made(name, organization, key.public_key(), authority=False)

    def _made(self, name: str, organization: str, key: rsa.RSAPublicKey, *, authority: bool) -> x509.Certificate:
        now = datetime.now(UTC).replace(microsecond=0)
        issuer = self.certificate.subject if not authority else _name(name, organization)
        return (
            x509.CertificateBuilder()
            .subject_name(_name(name, organization))
            .issuer_name(issuer)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=400))
            .not_valid_after(now + timedelta(days=700))
            .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
            .add_extension(_usage(authority=authority), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), critical=False)
            .sign(self.key, hashes.SHA256())
        )


def _usage(*, authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority, content_commitment=not authority, key_encipherment=False,
        data_encipherment=False, key_agreement=False, key_cert_sign=authority, crl_sign=authority,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip


def _name(common: str, organization: str) -> x509.Name:
    parts = ((NameOID.COUNTRY_NAME, "VN"), (NameOID.ORGANIZATION_NAME, organization), (NameOID.COMMON_NAME, common))
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in parts])


def _written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    path.chmod(0o600)
    return path


def a_key_file(folder: Path, key: str, name: str, organization: str, authority: Authority) -> None:
    """Put a PKCS #12 file and its password into the folder, and name it in ``keys.toml``."""
    private, certificate = authority.issue(name, organization)
    password = secrets.token_urlsafe(16)
    encryption = serialization.BestAvailableEncryption(password.encode())
    content = pkcs12.serialize_key_and_certificates(
        key.encode(), private, certificate, [authority.certificate], encryption
    )
    _written(folder / f"{key}.p12", content)
    _written(folder / f"{key}.secret", password.encode())
    _named(folder, f'[{key}]\nfile = "{key}.p12"\nsecret = "file:{key}.secret"\n')


def _named(folder: Path, entry: str) -> None:
    with (folder / "keys.toml").open("a") as out:
        out.write(entry)


def a_token(folder: Path, key: str, name: str, organization: str, authority: Authority) -> None:
    """Put a key onto a new SoftHSM token, and name it in ``keys.toml``. ``SOFTHSM2_CONF`` must name ``folder``'s."""
    private, certificate = authority.issue(name, organization)
    pin, env = "246813", os.environ | {"SOFTHSM2_CONF": str(a_token_store(folder))}
    how = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    pem = _written(folder / "key.pem", private.private_bytes(*how))
    der = _written(folder / "key.der", certificate.public_bytes(serialization.Encoding.DER))
    init = ["softhsm2-util", "--init-token", "--free", "--label", key, "--pin", pin, "--so-pin", "13572468"]
    bring = ["softhsm2-util", "--import", pem, "--token", key, "--label", "ky-so", "--id", "01", "--pin", pin]
    put = [sys.executable, "-c", IMPORT, str(SOFTHSM), key, pin, "ky-so", der]
    env |= {"PYTHONPATH": os.pathsep.join(sys.path)}
    for command in (init, bring, put):
        subprocess.run([str(part) for part in command], env=env, check=True, capture_output=True)
    pem.unlink()
    _written(folder / f"{key}.pin", pin.encode())
    place = f'module = "{SOFTHSM}"\ntoken = "{key}"\nlabel = "ky-so"'
    _named(folder, f'[{key}]\n{place}\nsecret = "file:{key}.pin"\n')


def a_token_store(folder: Path) -> Path:
    """Return the settings of SoftHSM that keep its tokens in this folder."""
    tokens, settings = folder / "tokens", folder / "softhsm2.conf"
    tokens.mkdir(exist_ok=True)
    settings.write_text(f"directories.tokendir = {tokens}\nobjectstore.backend = file\nlog.level = ERROR\n")
    return settings


def a_hand(color: tuple[int, int, int, int] = BLUE) -> bytes:
    """A hand signature: blue strokes on nothing."""
    picture = Image.new("RGBA", (900, 400), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    stroke = [(40, 250), (120, 60), (170, 320), (230, 120), (290, 290), (350, 170), (420, 280), (480, 150), (560, 260)]
    draw.line([*stroke, (700, 190), (860, 120)], fill=color, width=12, joint="curve")
    draw.arc((20, 180, 760, 380), 10, 170, fill=color, width=9)
    return _png(picture)


def a_seal(color: tuple[int, int, int, int] = RED) -> bytes:
    """A round seal: two red rings and a star on nothing."""
    picture = Image.new("RGBA", (840, 840), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((8, 8, 832, 832), outline=color, width=20)
    draw.ellipse((120, 120, 720, 720), outline=color, width=8)
    points = [(150 if n % 2 == 0 else 60, math.radians(36 * n - 90)) for n in range(10)]
    draw.polygon([(420 + far * math.cos(turn), 420 + far * math.sin(turn)) for far, turn in points], fill=color)
    return _png(picture)


def _png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
