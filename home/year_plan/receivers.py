"""The plan follows the list of bank holidays: what lies ahead and nobody moved keeps to its rule."""

from typing import Any

from home.year_plan import services


def holidays_changed(sender: type, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        services.follow_calendar()
