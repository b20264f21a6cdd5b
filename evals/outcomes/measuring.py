"""Precision and recall of proposed outcomes, and how often they name the right metric."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.domain.documents import DraftOutcome, Outcome
from evals.outcomes.labels import LabelledDocument, LabelledFigure, LabelledOutcome

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_SCALES = {"만": 1e4, "억": 1e8, "조": 1e12}
_SAME_UNITS = {"번": "회", "퍼센트": "%"}
_SAME_METRIC = 0.4
"""Dice coefficient of the pairs of letters from which on two names are taken for the same metric."""


@dataclass(frozen=True, kw_only=True)
class OutcomeScore:
    """Counts over some documents. A proposal is right when its figures and unit are those of a label."""

    labelled: int
    proposed: int
    right: int
    found: int
    """Labels that at least one proposal is right about."""
    right_metrics: int
    """Right proposals that also name the metric of their label."""
    wrong: tuple[tuple[str, DraftOutcome], ...]
    missed: tuple[tuple[str, LabelledOutcome], ...]

    @property
    def precision(self) -> float:
        """The share of proposals that are right; 1 without proposals."""
        return self.right / self.proposed if self.proposed else 1.0

    @property
    def recall(self) -> float:
        """The share of labels that were found; 1 without labels."""
        return self.found / self.labelled if self.labelled else 1.0

    @property
    def metric_accuracy(self) -> float:
        """The share of right proposals that name the right metric; 1 without right proposals."""
        return self.right_metrics / self.right if self.right else 1.0


def score_outcomes(
    documents: Sequence[LabelledDocument], proposals: Mapping[str, Sequence[DraftOutcome]]
) -> OutcomeScore:
    """Score the proposals (by document id) against the labels of these documents."""
    proposed = right = right_metrics = 0
    wrong: list[tuple[str, DraftOutcome]] = []
    missed: list[tuple[str, LabelledOutcome]] = []
    for document in documents:
        given = proposals.get(document.document_id, ())
        proposed += len(given)
        for proposal in given:
            labels = [label for label in document.outcomes if _is_right(proposal.outcome, label)]
            right += bool(labels)
            right_metrics += any(_same_metric(proposal.outcome.metric, label.metric) for label in labels)
            if not labels:
                wrong.append((document.document_id, proposal))
        missed += [
            (document.document_id, label)
            for label in document.outcomes
            if not any(_is_right(proposal.outcome, label) for proposal in given)
        ]
    labelled = sum(len(document.outcomes) for document in documents)
    return OutcomeScore(
        labelled=labelled,
        proposed=proposed,
        right=right,
        found=labelled - len(missed),
        right_metrics=right_metrics,
        wrong=tuple(wrong),
        missed=tuple(missed),
    )


def _is_right(outcome: Outcome, label: LabelledOutcome) -> bool:
    given = LabelledFigure(before=outcome.before, after=outcome.after, unit=outcome.unit)
    return any(_comparable(given) == _comparable(figure) for figure in label.figures)


def _comparable(figure: LabelledFigure) -> tuple[object, ...]:
    """The numbers counted in ones, and the unit without its scale; qualifiers (`3 이상`) are not compared."""
    unit = (figure.unit or "").strip()
    scale = next((factor for name, factor in _SCALES.items() if unit.startswith(f"{name} ")), 1.0)
    plain = unit[2:] if scale > 1 else unit
    return _numbers(figure.before, scale), _numbers(figure.after, scale), _SAME_UNITS.get(plain, plain)


def _numbers(value: float | str | None, scale: float) -> tuple[float, ...] | None:
    if value is None:
        return None
    return tuple(round(float(number) * scale, 4) for number in _NUMBER.findall(str(value).replace(",", "")))


def _same_metric(one: str, other: str) -> bool:
    pairs, others = _pairs(one), _pairs(other)
    shared = len(pairs & others)
    return shared * 2 >= _SAME_METRIC * (len(pairs) + len(others)) or pairs <= others or others <= pairs


def _pairs(text: str) -> set[str]:
    plain = re.sub(r"[\W_]|변화율?$", "", text)
    return {plain[start : start + 2] for start in range(max(1, len(plain) - 1))}
