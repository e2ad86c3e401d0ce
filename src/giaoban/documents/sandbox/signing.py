"""The way to what knows signatures: it takes half a second to load, so only those who ask for it wait."""

from typing import Any


def signatures(path: str, authorities: list[str]) -> dict[str, Any]:
    """Return every signature of a PDF."""
    from .signatures import signatures as found

    return found(path, authorities)


def signed_behind(path: str, size: int) -> dict[str, Any]:
    """Tell whether only signatures were put behind a paper's first bytes."""
    from .signatures import signed_behind as found

    return found(path, size)


def signed_beside(content: str, signature: str, authorities: list[str]) -> dict[str, Any]:
    """Judge a signature that stands beside what it signs."""
    from .beside import signed_beside as found

    return found(content, signature, authorities)


def certificates(content: str) -> dict[str, Any]:
    """Read certificates from a file."""
    from .signatures import certificates as found

    return found(content)
