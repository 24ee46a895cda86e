"""Break words into lines by their estimated width, without asking a font: the page may be drawn in any sans-serif."""

import re
from functools import lru_cache

# Advance widths of Helvetica-like faces in thousandths of the size, by groups of characters that share one.
_GROUPS = {
    222: "ijl'|",
    278: " \u00a0!.,:;/\\[]ftI",
    333: "()-r`",
    389: "*",
    500: "ckszvxyJ",
    556: "abdeghnopqu0123456789_$?L€£–",
    584: "+<=>~",
    611: "FTZ",
    667: "ABEKPSVXY&",
    722: "CDHNRUw",
    778: "GOQ",
    833: "mM",
    944: "W%@",
    1000: "—…→",
}
_WIDTHS = {character: width for width, characters in _GROUPS.items() for character in characters}
_OTHER_WIDTH = 600
_WIDE_FROM = "\u1100"
_WIDE_WIDTH = 1000
# Other faces run up to this much wider; bold a little more.
_SAFETY, _BOLD = 1.06, 1.07
ELLIPSIS = "…"


@lru_cache(maxsize=4096)
def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Return about how wide a line is, rather too wide than too narrow, in the unit of `size`."""
    thousandths = sum(_WIDTHS.get(c, _WIDE_WIDTH if c >= _WIDE_FROM else _OTHER_WIDTH) for c in text)
    return thousandths / 1000 * size * _SAFETY * (_BOLD if bold else 1)


def lines_of(text: str, width: float, size: float, most: int, *, bold: bool = False) -> list[str]:
    """Return the text broken into at most `most` lines that fit the width; what does not fit ends in an ellipsis."""
    lines: list[str] = []
    words = re.findall(r"[^ \t\r\n]+", text)
    while words and len(lines) < most:
        line = ""
        while words and width_of(candidate := f"{line} {words[0]}" if line else words[0], size, bold=bold) <= width:
            line = candidate
            words.pop(0)
        if not line:
            line, rest = _cut(words[0], width, size, bold=bold)
            words[0:1] = [rest] if rest else []
        lines.append(line)
    if words and lines:
        lines[-1] = _ended(lines[-1], width, size, bold=bold)
    return lines


def _cut(word: str, width: float, size: float, *, bold: bool) -> tuple[str, str]:
    """Break a word that is wider than a line; at least one character stays on it."""
    kept = max(1, next((n for n in range(len(word), 0, -1) if width_of(word[:n], size, bold=bold) <= width), 1))
    return word[:kept], word[kept:]


def _ended(line: str, width: float, size: float, *, bold: bool) -> str:
    while line and width_of(line + ELLIPSIS, size, bold=bold) > width:
        line = line[:-1]
    return line.rstrip() + ELLIPSIS
