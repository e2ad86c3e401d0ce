"""The picture of a hand signature or of a seal: a PNG with a transparent ground, blue or red (R-30-14, R-30-15)."""

import io
import warnings
from typing import Final

from PIL import Image, UnidentifiedImageError

LARGEST: Final = 1024 * 1024  # bytes
MOST_SIDE: Final = 3000  # pixels
INK: Final = 128  # of 255: what is less is no ink
LEAST_CLEAR: Final = 0.2  # of the picture that shows the paper beneath
TINT: Final = 25  # by how much the colour must stand out


class PictureFault(Exception):
    """The picture cannot be used; ``code`` is the message key of why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def cleaned(content: bytes, *, red: bool) -> bytes:
    """Return the picture, cut to its ink and written anew; refuse one that the law does not want."""
    picture = _opened(content)
    alpha = picture.getchannel("A")
    inked = alpha.point(lambda value: 255 if value >= INK else 0)
    share = sum(inked.histogram()[INK:]) / (picture.width * picture.height)
    if share > 1 - LEAST_CLEAR:
        raise PictureFault("signing.picture_not_clear")
    box = inked.getbbox()
    if box is None:
        raise PictureFault("signing.picture_is_empty")
    bands = [sum(n * value for n, value in enumerate(_band(picture, name, inked))) for name in "RGB"]
    total = max(1, sum(_band(picture, "R", inked)))
    r, _g, b = (band / total for band in bands)
    if (r - b if red else b - r) < TINT:
        raise PictureFault("signing.picture_not_red" if red else "signing.picture_not_blue")
    out = io.BytesIO()
    picture.crop(box).save(out, "PNG", optimize=True)
    return out.getvalue()


def size_of(picture: bytes) -> tuple[int, int]:
    """Return width and height of a cleaned picture in pixels."""
    with Image.open(io.BytesIO(picture), formats=["PNG"]) as opened:
        return opened.size


def _band(picture: Image.Image, name: str, inked: Image.Image) -> list[int]:
    return picture.getchannel(name).histogram(inked)


def _opened(content: bytes) -> Image.Image:
    if not content or len(content) > LARGEST:
        raise PictureFault("signing.not_a_picture")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content), formats=["PNG"])
            if max(picture.size) > MOST_SIDE:
                raise PictureFault("signing.not_a_picture")
            return picture.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Warning, Image.DecompressionBombError):
        raise PictureFault("signing.not_a_picture") from None
