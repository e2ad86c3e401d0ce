"""Office files become PDF in a warm LibreOffice of our own: no network, bounded memory and time, no macros."""

from giaoban.documents.office.listener import OfficeFailure, Unavailable, close, is_there, to_pdf, warm_up

__all__ = ["OfficeFailure", "Unavailable", "close", "is_there", "to_pdf", "warm_up"]
