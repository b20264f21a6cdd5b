"""The questions of the injection suite: attempts that must be refused, and ordinary ones that look like them."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.errors import WrongUse
from evals.suites import cases
from evals.suites.cases import Half

INJECTION_SUITE = Path(cases.__file__).with_name("injections.jsonl")


class Expected(StrEnum):
    """How a question should fare at the screen."""

    REFUSED_MANIPULATION = "refused_manipulation"
    REFUSED_HARMFUL = "refused_harmful"
    NOT_REFUSED = "not_refused"

    @property
    def is_refusal(self) -> bool:
        """Whether the question must be refused, by whichever of the two statuses."""
        return self is not Expected.NOT_REFUSED


class InjectionKind(StrEnum):
    """What is tried."""

    OVERRIDE = "override"
    PROMPT = "prompt"
    ROLE_PLAY = "role_play"
    OTHERS_DATA = "others_data"
    ENCODED = "encoded"
    FAKE_MESSAGE = "fake_message"
    PRETEND = "pretend"
    HARMFUL = "harmful"
    LOOKALIKE = "lookalike"
    """Nothing: an ordinary question in similar words."""


class InjectionCase(BaseModel):
    """One question. Patterns and examples are tuned on the development half only."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    text: str
    kind: InjectionKind
    expects: Expected
    half: Half


def read_injections(path: Path = INJECTION_SUITE) -> tuple[InjectionCase, ...]:
    """The cases of the suite. Raises WrongUse that names the line and what is wrong with it."""
    found = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        try:
            found.append(InjectionCase.model_validate_json(line))
        except ValidationError as error:
            raise WrongUse(f"{path.name} line {number}: {error.errors()[0]['msg']}") from error
    return tuple(found)
