"""JPG and PNG, drawn anew from their pixels: place, camera, previews and anything hidden behind them are gone."""

from pathlib import Path

from PIL import Image, ImageOps

from escp.documents.examining.kinds import Refused

MOST_PIXELS = 40_000_000
LONGEST_SIDE = 20_000
DAMAGED = "The picture is damaged or is not what its name says. Save it again as JPG or PNG."
TOO_LARGE = "The picture has too many dots. Make it smaller: at most 40 million dots, and 20,000 along a side."


def examine(source: Path, target: Path, extension: str) -> None:
    """Draw the picture anew, or raise Refused: what is no picture of that kind, is cut short, or is too large."""
    kind = "JPEG" if extension == "jpg" else "PNG"
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with Image.open(source, formats=[kind]) as picture:
            if max(picture.size) > LONGEST_SIDE or picture.width * picture.height > MOST_PIXELS:
                raise Refused(TOO_LARGE)
            picture.load()
            upright = ImageOps.exif_transpose(picture)
            _draw(upright, target, kind)
    except Image.DecompressionBombError:
        raise Refused(TOO_LARGE) from None
    except (OSError, SyntaxError, ValueError):
        raise Refused(DAMAGED) from None


def _draw(picture: Image.Image, target: Path, kind: str) -> None:
    clear = picture.info.get("transparency")
    picture.info = {}
    if kind == "JPEG":
        drawn = picture if picture.mode in ("L", "RGB") else picture.convert("RGB")
        drawn.save(target, "JPEG", quality=90)
    else:
        picture.save(target, "PNG", **({} if clear is None else {"transparency": clear}))
