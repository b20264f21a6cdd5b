"""key_fact_recall: how many of the facts a right answer must hold are in the answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from evals.measures.plain_text import plain
from evals.measures.trial import MeanMeasure, Trial


def holds_fact(text: str, fact: str) -> bool:
    """Whether a text holds a fact, in any of its alternatives (`2026-01-22|2026년 1월 22일`).

    White space, emphasis marks and capitals make no difference; `30%` is not found in `130%` or `0.30%`.
    """
    words = plain(text)
    return any(_pattern(plain(alternative)).search(words) for alternative in fact.split("|"))


def key_fact_recall(text: str, facts: Sequence[str]) -> float:
    """Share of the facts that a text holds; 0 to 1."""
    return sum(holds_fact(text, fact) for fact in facts) / len(facts)


@dataclass(frozen=True)
class KeyFactRecall(MeanMeasure):
    """Key facts in the sentences of the answer, over the answerable questions; no answer scores 0."""

    name: str = "key_fact_recall"

    def measure(self, trial: Trial) -> float | None:
        """The share of the case's key facts in the sentences of the answer (not in notices or quotes)."""
        if not trial.case.key_facts:
            return None
        sentences = trial.answer.sentences if trial.answer is not None else ()
        return key_fact_recall("\n".join(sentence.text for sentence in sentences), trial.case.key_facts)


def _pattern(fact: str) -> re.Pattern[str]:
    """The fact letter by letter; a number at its edge must be a whole one."""
    before = r"(?<!\d)(?<!\d[.,])" if fact[:1].isdigit() else ""
    after = r"(?![.,]?\d)" if fact[-1:].isdigit() else ""
    return re.compile(before + re.escape(fact) + after)
