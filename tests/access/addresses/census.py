"""The children in need census: sent by the business unit."""

from tests.access.addresses import UNIT, Row

CENSUS = {
    "intelligence:census": Row(roles=UNIT),
    "intelligence:census-columns": Row("census", UNIT),
}
