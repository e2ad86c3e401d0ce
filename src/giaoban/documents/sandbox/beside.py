"""A signature that stands in a file of its own beside what it signs (CMS, detached)."""

import asyncio
import base64
import contextlib
from typing import Any

from asn1crypto import cms
from pyhanko.sign.validation import async_validate_detached_cms
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko_certvalidator import ValidationContext

from .signatures import PURPOSE, certificate_of, facts_of, why


def signed_beside(content: str, signature: str, authorities: list[str]) -> dict[str, Any]:
    """Judge it as signatures in papers are judged; content and signature come in base 64."""
    facts: dict[str, Any] = {"state": "unreadable"}
    with contextlib.suppress(SignatureValidationError, ValueError, TypeError, KeyError, AttributeError):
        signed = cms.ContentInfo.load(base64.b64decode(signature), strict=True)["content"]
        said = {one["type"].native: one["values"][0].native for one in signed["signer_infos"][0]["signed_attrs"]}
        trusted = [certificate_of(text) for text in authorities]
        moment = said["signing_time"]
        context = ValidationContext(
            trust_roots=trusted, allow_fetching=False, moment=moment, revocation_mode="soft-fail"
        )
        judging = async_validate_detached_cms(
            base64.b64decode(content), signed, signer_validation_context=context, key_usage_settings=PURPOSE
        )
        status = asyncio.run(judging)
        facts |= facts_of(status.signing_cert) | {"signed_at": moment.isoformat()}
        if not (status.intact and status.valid):
            facts["state"] = "broken"
        else:
            facts["state"] = "valid" if status.trusted else why(status)
    return facts
