"""How clocks stand in addresses."""

from django.urls.converters import StringConverter


class ClockKey(StringConverter):
    """The key of a clock, such as `reviews.notify-panel`: it has a dot, so no other word is taken for one."""

    regex = r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)+"
