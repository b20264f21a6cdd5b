"""sentence_support: how many sentences state only numbers that stand in what they cite."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain.answers import Answer, Sentence
from assistant.domain.passages import Passage
from evals.measures.trial import MeanMeasure, Trial

_NUMERAL = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")


def numerals(text: str) -> frozenset[str]:
    """The numerals of a text as they are written, without thousands commas.

    Deliberately plainer than the check inside the assistant, so that one can find the mistakes of the other. The
    price: `2억` quoted as `200,000,000` counts as unsupported.
    """
    plain = unicodedata.normalize("NFKC", text)
    return frozenset(match.replace(",", "") for match in _NUMERAL.findall(plain))


def sentence_support(answer: Answer) -> float:
    """Share of the sentences with a citation whose numerals all stand in the cited chunks; 0 without sentences."""
    cited = {citation.n: citation.passage for citation in answer.citations}
    supported = [
        _is_supported(sentence, [cited[n] for n in sentence.citations if n in cited]) for sentence in answer.sentences
    ]
    return sum(supported) / len(supported) if supported else 0.0


@dataclass(frozen=True)
class SentenceSupport(MeanMeasure):
    """Support over the questions that were answered; one that failed scores 0, a refused one has no sentences."""

    name: str = "sentence_support"

    def measure(self, trial: Trial) -> float | None:
        """The support of one answer."""
        if trial.is_refused:
            return None
        return sentence_support(trial.answer) if trial.answer is not None else 0.0


def _is_supported(sentence: Sentence, passages: Sequence[Passage]) -> bool:
    known = frozenset().union(*(numerals(_citable(passage)) for passage in passages))
    return bool(passages) and numerals(sentence.text) <= known


def _citable(passage: Passage) -> str:
    """What a reader sees of a cited passage: title, dates, headings and text."""
    metadata = passage.metadata
    dates = (metadata.date, metadata.facts_as_of or "")
    return "\n".join([metadata.title, metadata.title_en or "", *dates, *passage.chunk.heading, passage.chunk.text])
