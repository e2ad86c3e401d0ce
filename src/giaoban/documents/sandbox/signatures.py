"""Who signed a PDF, when, and whether it is still what was signed. Nothing is fetched: the authorities are given."""

import base64
import contextlib
import io
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from asn1crypto import cms, pem, x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESFailure, AdESIndeterminate
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import (
    EmbeddedPdfSignature,
    PdfSignatureStatus,
    SignatureCoverageLevel,
    validate_pdf_signature,
)
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import StandardCMSSignatureStatus
from pyhanko_certvalidator import ValidationContext

from .opened import Trouble
from .places import widget_places
from .sameness import is_same

MOST: Final = 60  # signatures of one paper
SAME_TIME: Final = timedelta(minutes=2)
WHY: Final = {
    AdESIndeterminate.NO_CERTIFICATE_CHAIN_FOUND: "unknown",
    AdESIndeterminate.EXPIRED: "expired",
    AdESIndeterminate.NOT_YET_VALID: "expired",
    AdESFailure.NOT_YET_VALID: "expired",
    AdESIndeterminate.OUT_OF_BOUNDS_NO_POE: "expired",
    AdESIndeterminate.OUT_OF_BOUNDS_NOT_REVOKED: "expired",
    AdESIndeterminate.REVOKED_NO_POE: "revoked",
    AdESIndeterminate.REVOKED_CA_NO_POE: "revoked",
    AdESFailure.REVOKED: "revoked",
    AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE: "weak",
    AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE_NO_POE: "weak",
}
HARMLESS: Final = set(ModificationLevel) - {ModificationLevel.OTHER}
WHOLE: Final = {SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION}
PURPOSE: Final = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False)

ORGANIZATION: Final = ("organizational_unit_name", "organization_name")

Name = dict[str, Any]


def signatures(path: str, authorities: list[str]) -> dict[str, Any]:
    """Return every signature of a PDF, oldest first. ``authorities`` are the trusted certificates, as PEM."""
    trusted = [certificate_of(text) for text in authorities]
    places = widget_places(path)
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - these processes import as little as they can
            reader = PdfFileReader(file, strict=False)
            found = sorted(reader.embedded_signatures, key=lambda one: one.signed_revision)[:MOST]
            told = [_told(one, trusted) | places.get(one.field_name, {}) for one in found]
    except (PdfError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise Trouble("signature_unreadable") from error
    _look_back(told)
    return {"signatures": told}


def signed_behind(path: str, size: int) -> dict[str, Any]:
    """Tell whether a signature stands behind the first ``size`` bytes, and whether they are the same paper still.

    The same first bytes alone prove nothing. What pyHanko knows of harmless changes begins at a signed revision; an
    issued paper that nobody has signed yet is compared page by page.
    """
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - these processes import as little as they can
            before = PdfFileReader(io.BytesIO(file.read(size)), strict=False).xrefs.total_revisions
            reader = PdfFileReader(file, strict=False)
            new = any(one.signed_revision >= before for one in reader.embedded_signatures)
    except (PdfError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise Trouble("signature_unreadable") from error
    return {"same": is_same(path, size), "signed": new}


def certificate_of(text: str) -> x509.Certificate:
    """Read one certificate as PEM."""
    return x509.Certificate.load(pem.unarmor(text.encode("ascii"))[2])


def _told(one: EmbeddedPdfSignature, trusted: list[x509.Certificate]) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "field": str(one.field_name)[:200],
        "kind": "stamp" if str(one.sig_object.get("/Type", "")) == "/DocTimeStamp" else "signature",
        "reason": _text(one, "/Reason"),
        "location": _text(one, "/Location"),
        "signed_at": _iso(one.self_reported_timestamp),
        "state": "unreadable",
        "intact": False,
        "harmless": False,
        "whole": False,
    }
    with contextlib.suppress(SignatureValidationError, PdfError, ValueError, TypeError, KeyError, AttributeError):
        facts |= facts_of(one.signer_cert)
        facts |= _judged(one, trusted)
    return facts


def _text(one: EmbeddedPdfSignature, key: str) -> str:
    held = one.sig_object.get(key, "")
    return str(held)[:300] if isinstance(held, str) else ""


def _iso(moment: datetime | None) -> str:
    if moment is None:
        return ""
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat()


def facts_of(certificate: x509.Certificate) -> dict[str, Any]:
    """Return whose certificate it is, who gave it, and for how long."""
    subject, issuer = certificate.subject.native, certificate.issuer.native
    return {
        "signer": _line(subject, "common_name"),
        "organization": ", ".join(dict.fromkeys(filter(None, (_line(subject, key) for key in ORGANIZATION)))),
        "issuer": _line(issuer, "common_name") or _line(issuer, "organization_name"),
        "serial": f"{certificate.serial_number:x}",
        "valid_from": _iso(certificate.not_valid_before),
        "valid_to": _iso(certificate.not_valid_after),
    }


def _line(name: Name, key: str) -> str:
    held = name.get(key, "")
    return ", ".join(held) if isinstance(held, list) else str(held)


def _judged(one: EmbeddedPdfSignature, trusted: list[x509.Certificate]) -> dict[str, Any]:
    """Judge a signature by the moment at which it was made: by its time stamp, else by what the signer says."""
    moment = _claimed(one)
    status = _validated(one, trusted, moment)
    stamp = status.timestamp_validity
    stamped = stamp.timestamp if stamp is not None and stamp.intact and stamp.valid else None
    if stamped is not None and abs(stamped - moment) > SAME_TIME:
        status = _validated(one, trusted, stamped)
        stamp = status.timestamp_validity
    facts: dict[str, Any] = {
        "intact": bool(status.intact and status.valid),
        "whole": status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        "harmless": status.coverage in WHOLE and status.modification_level in HARMLESS and bool(status.docmdp_ok),
        "revision": one.signed_revision,
        "trusted": bool(status.trusted),
        "algorithm": str(status.md_algorithm).upper(),
        "state": "valid" if status.trusted else why(status),
    }
    if stamp is not None and stamped is not None:
        facts |= {
            "stamped_at": _iso(stamped),
            "stamp_authority": _line(stamp.signing_cert.subject.native, "common_name"),
            "stamp_trusted": bool(stamp.trusted),
        }
    return facts


def why(status: StandardCMSSignatureStatus) -> str:
    """Return the state that says why a signature is not trusted."""
    problem = status.trust_problem_indic
    return WHY.get(problem, "unknown") if problem else "unknown"


def _claimed(one: EmbeddedPdfSignature) -> datetime:
    said, certificate = one.self_reported_timestamp, one.signer_cert
    now = datetime.now(UTC)
    if said is None or not certificate.not_valid_before <= said <= min(certificate.not_valid_after, now):
        return now
    return said


def _validated(one: EmbeddedPdfSignature, trusted: list[x509.Certificate], moment: datetime) -> PdfSignatureStatus:
    def context() -> ValidationContext:
        return ValidationContext(trust_roots=trusted, allow_fetching=False, moment=moment, revocation_mode="soft-fail")

    return validate_pdf_signature(one, context(), context(), key_usage_settings=PURPOSE)


def _look_back(told: list[dict[str, Any]]) -> None:
    """What was put into the file after a signature: harmless, vouched for by a later signature, or a change."""
    for place, facts in enumerate(told):
        if facts["state"] == "unreadable":
            continue
        if not facts["intact"]:
            facts["state"] = "broken"
        elif not facts["harmless"]:
            later = any(_vouches(other, facts) for other in told[place + 1 :])
            facts["state"] = "extended" if later else "changed"


def _vouches(later: dict[str, Any], facts: dict[str, Any]) -> bool:
    """A later signature vouches for what came between, unless nobody knows its signer while this one's is known."""
    return bool(later["intact"] and later["harmless"] and (later.get("trusted") or not facts.get("trusted")))


def certificates(content: str) -> dict[str, Any]:
    """Read certificates from a file (PEM, DER or PKCS #7, in base 64) and tell what each is."""
    found = list(_certificates(base64.b64decode(content)))
    if not found:
        raise Trouble("not_a_certificate")
    return {"certificates": [_described(one) for one in found[:MOST]]}


def _certificates(content: bytes) -> list[x509.Certificate]:
    blocks = [content]
    if pem.detect(content):
        blocks = [der for _kind, _headers, der in pem.unarmor(content, multiple=True)]
    found: list[x509.Certificate] = []
    for block in blocks:
        with contextlib.suppress(ValueError, TypeError):
            certificate = x509.Certificate.load(block, strict=True)
            _ = certificate.subject.native
            found.append(certificate)
            continue
        with contextlib.suppress(ValueError, TypeError, KeyError):
            signed = cms.ContentInfo.load(block)["content"]
            found += [one.chosen for one in signed["certificates"] if isinstance(one.chosen, x509.Certificate)]
    return found


def _described(certificate: x509.Certificate) -> dict[str, Any]:
    return {
        **facts_of(certificate),
        "is_authority": bool(certificate.ca),
        "is_root": certificate.self_signed in {"yes", "maybe"},
        "sha256": certificate.sha256.hex(),
        "pem": pem.armor("CERTIFICATE", certificate.dump()).decode("ascii"),
    }
