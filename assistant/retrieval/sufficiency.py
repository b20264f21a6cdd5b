"""Whether the passages that were found suffice to answer, as a probability fitted on labelled questions."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from assistant.domain.denials import says_not_known
from assistant.domain.languages import is_korean
from assistant.domain.passages import Findings, Passage
from assistant.domain.sentences import split_sentences
from assistant.models.similarity import Scale
from assistant.retrieval.asked_for import lacks_what_is_asked
from assistant.retrieval.content_words import content_words, years_in
from assistant.retrieval.subject import holds_name, lacks_its_subject
from assistant.store.morphemes import MorphemeTokenizer

_FILE = Path(__file__).with_name("sufficiency.yml")
_TOP = 3
_USUALLY_ASKED = 0.8
"""`asked` of the middle one of 161 answerable questions."""
_COMMON_NAMES = frozenset({"ai", "ax", "it"})


class LogisticModel(BaseModel):
    """Probability = 1 / (1 + exp(-(intercept + the weighted features)))."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    intercept: float
    weights: dict[str, float]


class SufficiencyPolicy(BaseModel):
    """A model for questions in the language of the documents and one for others, whose words cannot be compared.

    `threshold` is the smallest probability that suffices. `open_above`: how much nearer the questions may be that the
    documents found do not answer than those that are answered.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    same_language: LogisticModel
    other_language: LogisticModel
    threshold: float
    open_above: float


@cache
def sufficiency_policy() -> SufficiencyPolicy:
    """The fitted policy in force, from `sufficiency.yml`."""
    return SufficiencyPolicy.model_validate(yaml.safe_load(_FILE.read_text("utf-8")))


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """The probability that the passages answer the question, and the features it rests on."""

    probability: float
    suffices: bool
    features: Mapping[str, float]


class Sufficiency:
    """Judges findings from score parts and from the share of the question's words that the passages hold."""

    def __init__(self, tokenizer: MorphemeTokenizer, scale: Scale, policy: SufficiencyPolicy | None = None) -> None:
        """`scale` tells how far apart the embedder in force puts questions and answers."""
        self._tokenizer = tokenizer
        self._scale = scale
        self._policy = policy or sufficiency_policy()

    def judge(self, question: str, findings: Findings) -> Judgement:
        """Judge what was found for a question; nothing found never suffices."""
        if not findings.passages:
            return Judgement(probability=0.0, suffices=False, features={})
        features = self.features(question, findings)
        lacks_something = any(features[name] < 1.0 for name in ("years", "kinds", "subject"))
        if lacks_something or features["open"] > self._policy.open_above:
            return Judgement(probability=0.0, suffices=False, features=features)
        shares_language = is_korean(question) == is_korean(_readable(findings.passages[0]))
        model = self._policy.same_language if shares_language else self._policy.other_language
        linear = model.intercept + sum(weight * features[name] for name, weight in model.weights.items())
        probability = 1 / (1 + math.exp(-max(-50.0, min(50.0, linear))))
        return Judgement(probability=probability, suffices=probability >= self._policy.threshold, features=features)

    def features(self, question: str, findings: Findings) -> dict[str, float]:
        """What the probability rests on, each from 0 to about 1.

        `cosine`: the best cosine on the model's own scale (0 unrelated, 1 a question and its answer). `coverage`:
        share of the question's content words in the best passages together, `best_coverage` in one of them alone.
        `both`: both searches agree on the best document. `years`: share of the years the question names that the
        passages hold; a year that none of them holds cannot be answered for (2028년 예산), and a sentence that only
        denies knowing it does not count. `asked`: how near the nearest question is that documents say they answer;
        where the best document names none, at least what is usual for one that can be answered. `kinds`: 0 when the
        question asks for a kind of figure (몇 평) that no passage holds, otherwise 1. `subject`: 0 when the question
        begins with a name that no passage holds. `names`: share of the question's proper nouns and Latin words that
        stand anywhere in the passages. `open`: how much nearer the
        questions are that the documents found say they do not answer than all those that are answered; -1 without any.
        """
        asked = content_words(self._tokenizer, question)
        held = [content_words(self._tokenizer, _readable(passage)) for passage in findings.passages[:_TOP]]
        together = frozenset[str]().union(*held)
        years = years_in(question)
        held_years = frozenset[str]().union(*(_years_held(passage) for passage in findings.passages))
        best_dense = max(findings.passages, key=lambda passage: passage.parts["dense"])
        best_keyword = max(findings.passages, key=lambda passage: passage.parts["keyword"])
        return {
            "cosine": self._scale.share(best_dense.parts["dense"]),
            "coverage": len(asked & together) / len(asked) if asked else 0.0,
            "best_coverage": max(len(asked & words) / len(asked) for words in held) if asked else 0.0,
            "asked": _asked(findings),
            "years": len(years & held_years) / len(years) if years else 1.0,
            "kinds": float(not lacks_what_is_asked(question, map(_readable, findings.passages))),
            "subject": float(not lacks_its_subject(question, map(_with_english, findings.passages), self._tokenizer)),
            "names": self._names_held(question, findings),
            "open": _openness(findings),
            "both": float(best_dense.chunk.document_id == best_keyword.chunk.document_id),
        }

    def _names_held(self, question: str, findings: Findings) -> float:
        names = self._tokenizer.names(question) - _COMMON_NAMES
        text = "\n".join(map(_with_english, findings.passages))
        return sum(holds_name(text, name) for name in names) / len(names) if names else 1.0


def _asked(findings: Findings) -> float:
    """The share of the nearest question that is answered; a document without questions loses nothing by it."""
    first = findings.passages[0].metadata
    nearest = _nearest(findings.answered.values())
    least = 0.0 if first.questions or first.also_asked else _USUALLY_ASKED
    return max(least, nearest or 0.0)


def _openness(findings: Findings) -> float:
    """By how much the nearest question not answered, of the documents found first, is nearer than any answered one.

    The nearest of each alone, not a mean of several: tried on 600 questions that documents answer and 250 that they do
    not, each taken out of the lists before, it tells 14 % of the latter (8 % with means) and takes 3 % of the former
    (4 %) for one of them.
    """
    documents = list(dict.fromkeys(passage.chunk.document_id for passage in findings.passages))[:_TOP]
    not_answered = _nearest(findings.not_answered.get(document, ()) for document in documents)
    answered = _nearest(findings.answered.values())
    return not_answered - answered if not_answered is not None and answered is not None else -1.0


def _nearest(found: Iterable[Sequence[float]]) -> float | None:
    return max((share for shares in found for share in shares), default=None)


def _readable(passage: Passage) -> str:
    return "\n".join([passage.metadata.title, *passage.chunk.heading, passage.chunk.text])


def _with_english(passage: Passage) -> str:
    return f"{_readable(passage)}\n{passage.metadata.title_en or ''}"


def _years_held(passage: Passage) -> frozenset[str]:
    """The years a passage says something about, and those of its document's dates."""
    said = [sentence for sentence in split_sentences(_readable(passage)) if not says_not_known(sentence)]
    return years_in("\n".join([*said, passage.metadata.date, passage.metadata.facts_as_of or ""]))
