"""Rounds taken in turn, so that a busy minute of the machine falls on all alike; medians, the least and the most."""

from collections.abc import Callable
from statistics import median

Work = Callable[[], float]


def in_turn(works: dict[str, Work], rounds: int) -> dict[str, list[float]]:
    """Run each work once a round and return what it measured, after one round that does not count."""
    measured: dict[str, list[float]] = {name: [] for name in works}
    for round_ in range(rounds + 1):
        for name, work in works.items():
            value = work()
            if round_:
                measured[name].append(value)
    return measured


def show(measured: dict[str, list[float]], floors: dict[str, str]) -> None:
    """Print a line for each: median, least and most in milliseconds, and how often its floor fits into it."""
    middle = {name: median(values) for name, values in measured.items()}
    for name, values in measured.items():
        ratio = f"{middle[name] / middle[floors[name]]:6.2f} × {floors[name]}" if name in floors else ""
        span = f"({min(values) * 1000:.1f}–{max(values) * 1000:.1f})"
        print(f"  {name:<44} {middle[name] * 1000:8.1f} ms {span:<18} {ratio}", flush=True)  # noqa: T201
