"""Groups that are small are put together until nobody can be known by what their group answered. Pure arithmetic."""

from collections.abc import Mapping

from learning.choices import FEWEST_ANSWERS

Group = tuple[str, ...]


def merged(sizes: Mapping[str, int]) -> list[Group]:
    """Return the groups that are shown, each of at least five people, in the order given; the merged one last.

    Small groups become one. If that is still too small, the smallest of the others joins it: left out, it could be
    worked out from the total. Fewer than five people in all make no group.
    """
    present = {name: size for name, size in sizes.items() if size}
    small = [name for name, size in present.items() if size < FEWEST_ANSWERS]
    large = sorted((name for name in present if name not in small), key=lambda name: present[name])
    while small and large and sum(present[name] for name in small) < FEWEST_ANSWERS:
        small.append(large.pop(0))
    if sum(present.values()) < FEWEST_ANSWERS:
        return []
    alone: list[Group] = [(name,) for name in present if name in large]
    together = tuple(name for name in present if name in small)
    return [*alone, together] if together else alone
