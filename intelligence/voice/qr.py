"""An address as a square to be photographed (QR code): a path for SVG, drawn without a picture file."""

from dataclasses import dataclass

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode


@dataclass(frozen=True)
class Square:
    """The code as a path on a grid of `size` by `size`, its white edge included."""

    size: int
    path: str


def square_of(address: str) -> Square:
    """Return the code of an address."""
    code = QRCode(error_correction=ERROR_CORRECT_M, border=4)
    code.add_data(address)
    rows = code.get_matrix()
    dark = (f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark)
    return Square(len(rows), "".join(dark))
