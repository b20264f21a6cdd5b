"""Screening a question before anything else happens with it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.answering.screening.cleaning import clean
from assistant.answering.screening.disguises import plain_readings
from assistant.answering.screening.kinds import QuestionKinds
from assistant.answering.screening.rules import rules_of
from assistant.domain.answers import Language, Question, Status, Turn
from assistant.domain.languages import is_korean
from assistant.domain.personal_data import find_personal_data, label, mask

SURELY = 0.2
"""From this nearness on a question is of a refused kind whatever its words."""
WITH_A_CUE = 0.08
"""The same for one that holds a word of `cues.yml`. Five of the 6,254 questions that documents say they answer
reach either."""


@dataclass(frozen=True, kw_only=True)
class Screened:
    """The question as it may be stored, searched and sent to a model, and the status that ends it here (None: go on).

    `reply` names the fixed sentence where it is not that of the status. `boundary` names the verdict that was asked
    for and is not given. `hidden` are the kinds of personal data that were masked, as people call them.
    """

    question: Question
    status: Status | None = None
    reply: str | None = None
    boundary: str | None = None
    hidden: tuple[str, ...] = ()


class Screen:
    """Cleans and masks a question and its history, then refuses what is empty, too long, manipulative or harmful.

    It fails closed: what it raises ends the question before anything is searched.
    """

    def __init__(self, kinds: QuestionKinds, max_characters: int) -> None:
        self._kinds = kinds
        self._max_characters = max_characters

    def check(self, question: Question) -> Screened:
        """Screen a question. The length limit counts the characters the person can see. Raises ModelFailed."""
        text = clean(question.text)
        language = Language.KOREAN if is_korean(text) else Language.ENGLISH
        items = [item for item in find_personal_data(text) if item.kind.is_personal]
        kept = replace(question, text=mask(text, language), history=_without_manipulation(question.history))
        screened = Screened(question=kept, hidden=tuple(dict.fromkeys(label(item.kind, language) for item in items)))
        if len(text) > self._max_characters:
            return replace(screened, status=Status.REFUSED_TOO_LONG)
        if not any(character.isalnum() for character in text):
            return replace(screened, status=Status.NEEDS_CLARIFICATION)
        if (name := rules_of("small_talk").first(kept.text)) is not None:
            return replace(screened, status=Status.NEEDS_CLARIFICATION, reply=name)
        if (status := self._refusal(kept.text)) is not None:
            return replace(screened, status=status)
        return replace(screened, boundary=rules_of("boundaries").first(kept.text))

    def _refusal(self, text: str) -> Status | None:
        readings = list(plain_readings(text))
        if any(rules_of("manipulation").first(reading) for reading in readings):
            return Status.REFUSED_MANIPULATION
        if any(rules_of("harmful").first(reading) for reading in readings):
            return Status.REFUSED_HARMFUL
        nearness = self._kinds.nearness(text)
        least = WITH_A_CUE if rules_of("cues").first(readings[0]) else SURELY
        if max(nearness.manipulation, nearness.harmful) < least:
            return None
        is_harmful = nearness.harmful > nearness.manipulation
        return Status.REFUSED_HARMFUL if is_harmful else Status.REFUSED_MANIPULATION


def _without_manipulation(history: tuple[Turn, ...]) -> tuple[Turn, ...]:
    """The earlier turns, cleaned and masked, without those whose question tried to change the rules."""
    turns = (replace(turn, question=_hidden(turn.question), answer=_hidden(turn.answer)) for turn in history)
    return tuple(turn for turn in turns if not _manipulates(turn.question))


def _hidden(text: str) -> str:
    return mask(clean(text), Language.KOREAN if is_korean(text) else Language.ENGLISH)


def _manipulates(text: str) -> bool:
    return any(rules_of("manipulation").first(reading) for reading in plain_readings(text))
