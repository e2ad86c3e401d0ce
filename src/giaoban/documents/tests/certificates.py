"""A certification authority of the tests, people who sign by it, and a time stamp server."""

import io
from datetime import UTC, datetime, timedelta
from functools import cache

from asn1crypto import keys
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers, timestamps
from pyhanko_certvalidator.registry import SimpleCertificateStore

NOW = datetime.now(UTC).replace(microsecond=0)


class Holder:
    """Somebody with a key and a certificate."""

    def __init__(self, certificate: x509.Certificate, key: rsa.RSAPrivateKey, chain: list[x509.Certificate]) -> None:
        self.certificate, self.key, self.chain = certificate, key, chain

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.DER)

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    @property
    def asn1(self) -> asn1.Certificate:
        return asn1.Certificate.load(self.der)

    @property
    def asn1_key(self) -> keys.PrivateKeyInfo:
        how = (serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        return keys.PrivateKeyInfo.load(self.key.private_bytes(*how))

    @property
    def store(self) -> SimpleCertificateStore:
        kept = SimpleCertificateStore()
        kept.register_multiple(
            asn1.Certificate.load(one.public_bytes(serialization.Encoding.DER)) for one in self.chain
        )
        return kept


def _name(common: str, organization: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organization),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


def issue(
    common: str,
    organization: str,
    *,
    issuer: Holder | None = None,
    authority: bool = False,
    stamping: bool = False,
    valid: tuple[datetime, datetime] = (NOW - timedelta(days=400), NOW + timedelta(days=400)),
) -> Holder:
    """Issue a certificate; without an issuer it signs itself."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = _name(common, organization)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(valid[0])
        .not_valid_after(valid[1])
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=not authority, content_commitment=not authority, key_encipherment=False,
                data_encipherment=False, key_agreement=False, key_cert_sign=authority, crl_sign=authority,
                encipher_only=False, decipher_only=False,
            ),
            critical=True,
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )  # fmt: skip
    if stamping:
        builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    certificate = builder.sign(issuer.key if issuer else key, hashes.SHA256())
    chain = [*issuer.chain, issuer.certificate] if issuer else []
    return Holder(certificate, key, chain)


LONG = (NOW - timedelta(days=4000), NOW + timedelta(days=4000))


@cache
def root() -> Holder:
    return issue("RootCA thử nghiệm", "Ban Cơ yếu thử nghiệm", authority=True, valid=LONG)


@cache
def middle() -> Holder:
    return issue("CA cơ quan Nhà nước thử nghiệm", "Ban Cơ yếu thử nghiệm", issuer=root(), authority=True, valid=LONG)


@cache
def an() -> Holder:
    return issue("Nguyễn Văn An", "Cục Hải quan thành phố Hà Nội", issuer=middle())


@cache
def office() -> Holder:
    return issue("Cục Hải quan thành phố Hà Nội", "Cục Hải quan thành phố Hà Nội", issuer=middle())


@cache
def retired() -> Holder:
    """A certificate that ended two years ago."""
    valid = (NOW - timedelta(days=2000), NOW - timedelta(days=700))
    return issue("Người đã nghỉ", "Cục Hải quan thành phố Hà Nội", issuer=middle(), valid=valid)


@cache
def stranger() -> Holder:
    return issue("Người lạ", "Không rõ", issuer=issue("CA lạ", "Không rõ", authority=True))


@cache
def clock_server() -> Holder:
    return issue("Máy chủ cấp dấu thời gian", "Ban Cơ yếu thử nghiệm", issuer=root(), stamping=True, valid=LONG)


def signed(
    content: bytes,
    holder: Holder,
    *,
    field: str = "Signature1",
    box: tuple[int, int, int, int] | None = None,
    stamped: datetime | None = None,
    page: int = 0,
) -> bytes:
    """The paper with a signature put behind it, seen on a page where there is a box, stamped where there is a time."""
    signer = signers.SimpleSigner(
        signing_cert=holder.asn1, signing_key=holder.asn1_key, cert_registry=holder.store, embed_roots=False
    )
    stamper = None
    if stamped:
        server = clock_server()
        stamper = timestamps.DummyTimeStamper(server.asn1, server.asn1_key, server.store, fixed_dt=stamped)
    writer = IncrementalPdfFileWriter(io.BytesIO(content), strict=False)
    where = fields.SigFieldSpec(field, on_page=page, box=box)
    how = signers.PdfSignatureMetadata(field_name=field, reason="Đồng ý ban hành", location="Hà Nội", name="")
    out = signers.PdfSigner(how, signer=signer, timestamper=stamper, new_field_spec=where).sign_pdf(writer)
    return out.getvalue()


def rewritten(content: bytes) -> bytes:
    """The paper with words put onto its first page after it was signed, in a revision behind it."""
    from pyhanko.pdf_utils.generic import NameObject, StreamObject

    writer = IncrementalPdfFileWriter(io.BytesIO(content), strict=False)
    page = writer.root["/Pages"]["/Kids"][0]
    drawn = writer.add_object(StreamObject(stream_data=b"0 0 1 rg 100 100 300 300 re f"))
    page[NameObject("/Contents")] = drawn
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
