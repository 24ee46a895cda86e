"""Figures that agencies are asked for: the business unit asks, and sees how far each is."""

from tests.access.addresses import UNIT, Row

ASKED = {
    "intelligence:asked-figures": Row(roles=UNIT),
    "intelligence:asked-figures-ask": Row("quarter asked for", UNIT),
}
