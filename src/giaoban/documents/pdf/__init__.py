"""Reading PDF by pdfium, always in processes of their own: a file that kills the parser kills nothing else."""

from giaoban.documents.pdf.pool import PdfFailure, ask, close

__all__ = ["PdfFailure", "ask", "close"]
