"""Signatures: on a PDF (PAdES baseline B-B, B-T with a time stamp), and detached on any bytes (CMS)."""

import base64
import io
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from asn1crypto import x509
from pyhanko.pdf_utils.content import ImportedPdfPage
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.sign.timestamps import HTTPTimeStamper
from pyhanko.stamp import StaticStampStyle

from .holding import Trouble

DIGEST: Final = "sha256"
STAMP_SECONDS: Final = 15
FILLED: Final = SimpleBoxLayoutRule(AxisAlignment.ALIGN_MIN, AxisAlignment.ALIGN_MIN, Margins())


class PunctualSigner(PdfSigner):
    """Signs with the very moment that the visible signature tells."""

    moment: datetime

    def init_signing_session(self, pdf_out: BasePdfFileWriter, existing_fields_only: bool = False) -> PdfSigningSession:
        """Begin as pyHanko does, at our moment."""
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self.moment
        return session


async def look(signer: Signer) -> dict[str, Any]:
    """Tell whose key it is, and prove by a signature on nothing that it can be used."""
    certificate = _certificate(signer)
    await signer.async_sign_general_data(os.urandom(32), DIGEST)
    return _facts(certificate)


async def sign(
    signer: Signer,
    *,
    source: str,
    target: str,
    field: str,
    moment: str,
    name: str,
    location: str,
    place: dict[str, Any],
    appearance: str,
    timestamp: str,
) -> dict[str, Any]:
    """Put a signature behind the file as it is; one that carries this field's signature already is left alone."""
    content = Path(source).read_bytes()
    if next(enumerate_sig_fields(PdfFileReader(io.BytesIO(content), strict=False), True, field), None):
        return {"already": True}
    certificate = _valid(signer)
    where = SigFieldSpec(field, on_page=place["page"] - 1, box=tuple(place["box"]))
    how = PdfSignatureMetadata(
        field_name=field, md_algorithm=DIGEST, subfilter=SigSeedSubFilter.PADES, name=name, location=location
    )
    made = PunctualSigner(
        how,
        signer=signer,
        timestamper=_stamper(timestamp),
        stamp_style=_look_of(appearance, Path(target).with_suffix(".mark")),
        new_field_spec=where,
    )
    made.moment = datetime.fromisoformat(moment)
    writer = IncrementalPdfFileWriter(io.BytesIO(content), strict=False)
    with Path(target).open("wb") as out:
        out.write((await made.async_sign_pdf(writer)).getbuffer())
    return _facts(certificate) | {"already": False}


def _look_of(appearance: str, beside: Path) -> StaticStampStyle:
    beside.write_bytes(base64.b64decode(appearance))
    page = ImportedPdfPage(str(beside))  # type: ignore[no-untyped-call]
    return StaticStampStyle(border_width=0, background=page, background_layout=FILLED, background_opacity=1.0)


async def attest(signer: Signer, *, content: str, timestamp: str) -> dict[str, Any]:
    """Sign bytes with a signature that stands beside them."""
    certificate = _valid(signer)
    made = await signer.async_sign_general_data(
        base64.b64decode(content),
        DIGEST,
        detached=True,
        timestamper=_stamper(timestamp),
        signed_attr_settings=PdfCMSSignedAttributes(signing_time=datetime.now(UTC)),
    )
    return _facts(certificate) | {"signature": base64.b64encode(made.dump()).decode("ascii")}


def _stamper(address: str) -> HTTPTimeStamper | None:
    return HTTPTimeStamper(address, timeout=STAMP_SECONDS) if address else None


def _certificate(signer: Signer) -> x509.Certificate:
    certificate = signer.signing_cert
    if certificate is None:
        raise Trouble("no_certificate")
    return certificate


def _valid(signer: Signer) -> x509.Certificate:
    certificate = _certificate(signer)
    if not certificate.not_valid_before <= datetime.now(UTC) <= certificate.not_valid_after:
        raise Trouble("expired")
    return certificate


def _facts(certificate: x509.Certificate) -> dict[str, Any]:
    subject, issuer = certificate.subject.native, certificate.issuer.native
    return {
        "signer": str(subject.get("common_name", "")),
        "organization": str(subject.get("organization_name", "")),
        "issuer": str(issuer.get("common_name") or issuer.get("organization_name", "")),
        "valid_from": certificate.not_valid_before.isoformat(),
        "valid_to": certificate.not_valid_after.isoformat(),
        "sha256": certificate.sha256.hex(),
    }
