"""The framework’s own sets of questions, as they come with the service. README.md here says where facts are from."""

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from escp.returns.definition import Definition

HERE = Path(__file__).parent


@dataclass(frozen=True)
class ShippedSet:
    """One set: the short name, the title and the purpose of its questionnaire, and the file of its questions."""

    key: str
    title: str
    purpose: str
    file: Path

    @cached_property
    def asks(self) -> Definition:
        return Definition.from_data(json.loads(self.file.read_text("utf-8")))


def _read(file: Path) -> ShippedSet:
    data = json.loads(file.read_text("utf-8"))
    return ShippedSet(key=data["key"], title=data["title"], purpose=data["purpose"], file=file)


SHIPPED = {one.key: one for one in (_read(file) for file in sorted(HERE.glob("*.json")))}
