"""Reading scanned pages: Tesseract with the Vietnamese letters, one page at a time, in a bounded process of its own."""

from giaoban.documents.ocr.engine import OcrFailure, at_once, is_there, is_wanted
from giaoban.documents.ocr.reading import ReadPage, read_page

__all__ = ["OcrFailure", "ReadPage", "at_once", "is_there", "is_wanted", "read_page"]
