"""The example clock, for workers that run as processes of their own."""

from tests.deadlines.records import declare

EXAMPLE = declare()
