"""Office files become PDF in a warm LibreOffice of our own: no network, bounded memory and time, no macros."""

from giaoban.documents.office.listener import OfficeFailure, close, is_there, to_pdf, warm_up

__all__ = ["OfficeFailure", "close", "is_there", "to_pdf", "warm_up"]
