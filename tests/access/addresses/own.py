"""The partnership's own figures: kept by the business unit."""

from tests.access.addresses import UNIT, Row

OWN = {
    "intelligence:own-imports": Row(roles=UNIT),
    "intelligence:own-sheet": Row("own workbook", UNIT),
    "intelligence:own-columns": Row("own table", UNIT),
    "intelligence:own-figure-new": Row("indicator", UNIT),
    "intelligence:own-figure-correct": Row("own figure", UNIT),
}
