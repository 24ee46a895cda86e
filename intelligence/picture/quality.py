"""How well rows are linked, measured on invented lists of which it is known who is who. Pure."""

import random
from collections import Counter
from dataclasses import dataclass
from functools import cache

from intelligence.picture.linking import Child, keys_of, link

FIRST = ("Amber", "Basil", "Clover", "Dale", "Ember", "Fern", "Gale", "Hazel", "Ivy", "Jay", "Kestrel", "Lark", "Moss",
         "Nettle", "Olive", "Poppy", "Quill", "Robin", "Sorrel", "Teal", "Wren", "Yarrow")  # fmt: skip
LAST = ("Appleby", "Brook", "Castle", "Dunmore", "Elder", "Fairweather", "Grange", "Holloway", "Inglewood", "Juniper",
        "Kingsley", "Lowfield", "Meadows", "Northgate", "Oakley", "Pickering", "Quarry", "Rivers", "Stonebridge",
        "Thornhill", "Underwood", "Vale", "Westbrook", "Yardley")  # fmt: skip
SECRET = b"of invented lists"
CHILDREN, LISTS = 1500, 4


@dataclass(frozen=True)
class Quality:
    """How many pairs of rows were joined, how many of them rightly, and how many there are to find."""

    joined: int
    right: int
    to_find: int

    @property
    def precision(self) -> float:
        return self.right / self.joined if self.joined else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.to_find if self.to_find else 1.0


@cache
def measured(seed: int = 7, children: int = CHILDREN) -> Quality:
    """Link invented lists with the errors of real ones, and count the pairs. The same seed gives the same numbers."""
    dice = random.Random(seed)  # noqa: S311  # nosec B311 invented rows, not a secret
    rows, truth = [], []
    for number in range(children):
        child = _invented(dice, number)
        for _ in range(LISTS):
            if dice.random() < 0.5:
                rows.append(keys_of(_misspelt(child, dice), SECRET))
                truth.append(number)
    found = link(rows).child_of
    both = Counter(zip(found, truth, strict=True))
    return Quality(_pairs(Counter(found)), _pairs(both), _pairs(Counter(truth)))


def _pairs(sizes: Counter) -> int:
    return sum(size * (size - 1) // 2 for size in sizes.values())


def _invented(dice: random.Random, number: int) -> Child:
    born = f"{dice.randint(2009, 2026)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
    post = f"XX{dice.randint(1, 20)} {dice.randint(1, 9)}{dice.choice('ABDEFGH')}{dice.choice('JLNPQ')}"
    return Child(f"{9_990_000_000 + number}", dice.choice(FIRST), dice.choice(LAST), born, post)


def _misspelt(child: Child, dice: random.Random) -> Child:
    """Return a row as an agency may have it: without its number, misspelt, moved, or with names turned round."""
    nhs = "" if dice.random() < 0.4 else child.nhs_number
    first, last, post = child.first_name, child.surname, child.postcode
    if dice.random() < 0.06:
        last = last[:-1]
    if dice.random() < 0.03:
        first, last = last, first
    if dice.random() < 0.1:
        post = f"YY{dice.randint(1, 20)} {dice.randint(1, 9)}AA"
    born = child.born_on if dice.random() > 0.02 else f"{child.born_on[:8]}01"
    return Child(nhs, first, last, born, post)
