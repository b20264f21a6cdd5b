"""The labelled figures: `evals/suites/outcomes.jsonl`, one document a line, read whole by a person.

A figure counts when the document reports it as measured or announced, whoever claims it: before and after, or a change
alone (`before` is null and `after` is signed). Targets, plans, expectations, sums the writer worked out, what suppliers
promise of a product in general, budgets, shares of surveys and differences between two groups do not count. A figure
told twice is labelled once; `also` holds other ways in which the text gives the same one.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from evals.suites.cases import Half

LABELS = Path(__file__).parent.parent / "suites" / "outcomes.jsonl"


class LabelledFigure(BaseModel):
    """Before and after in a unit, as `assistant.domain.documents.Outcome` has them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    before: float | str | None
    after: float | str | None
    unit: str | None


class LabelledOutcome(LabelledFigure):
    """One figure of a document: the words that say it, and what it measures."""

    quote: str
    metric: str
    period: str | None
    also: tuple[LabelledFigure, ...] = ()

    @property
    def figures(self) -> tuple[LabelledFigure, ...]:
        """All ways in which the text gives the figure."""
        return (self, *self.also)


class LabelledDocument(BaseModel):
    """A document that was read whole, and every figure in it; none for many."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    document_id: str
    outcomes: tuple[LabelledOutcome, ...]

    @property
    def half(self) -> Half:
        """By the digest of the id: one half may be looked at while the rules are improved, the other is only scored."""
        digest = int(hashlib.sha256(self.document_id.encode()).hexdigest(), 16)
        return Half.SCORED if digest % 2 else Half.DEVELOPMENT


def read_labels(path: Path = LABELS) -> tuple[LabelledDocument, ...]:
    """All labelled documents. Raises pydantic's ValidationError for a broken line."""
    lines = path.read_text("utf-8").splitlines()
    return tuple(LabelledDocument.model_validate_json(line) for line in lines)
