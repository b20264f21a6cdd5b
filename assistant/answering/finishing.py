"""The last step of an answer: its text, its notices, and what may be asked next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from assistant.answering import declining
from assistant.answering.disagreement import Disagreements
from assistant.answering.notices import notices
from assistant.answering.replies import reply
from assistant.answering.state import AnswerState
from assistant.answering.suggestions import Suggestions
from assistant.clock import Clock
from assistant.domain.answers import Answer, Citation, Language, Sentence, Status
from assistant.domain.passages import Passage
from assistant.store.morphemes import MorphemeTokenizer

NEAREST_DOCUMENTS = 3


@dataclass(frozen=True, kw_only=True)
class AnswerLimits:
    """Limits of one answer: the question in characters, the whole answer in seconds."""

    question_characters: int
    seconds: float


@dataclass(frozen=True)
class FinishAnswer:
    """Put the answer together: its text, its notices, and the nearest documents where there is no answer."""

    disagreements: Disagreements
    suggestions: Suggestions
    tokenizer: MorphemeTokenizer
    clock: Clock
    limits: AnswerLimits
    contact: str | None

    def __call__(self, state: AnswerState) -> dict[str, Any]:
        status = state.get("status") or Status.ERROR_INTERNAL
        answered = status.has_answer
        citations = state.get("citations", ()) if answered else ()
        told = _hidden(state)
        if answered:
            told += state.get("notices", ()) + self._notices(state, citations)
        opening, closing = self._around(state, status)
        nearest = _nearest(state) if status is Status.NO_SOURCE else ()
        sentences = state.get("sentences", ()) if answered else ()
        answer = Answer(
            question=state["question"].text,
            standalone_question=state["standalone"],
            status=status,
            language=state["language"],
            text=_joined(opening, _text(sentences), closing, *(f"※ {notice}" for notice in told))
            if answered
            else _joined(opening, self._fixed_text(status, state, nearest), closing),
            sentences=sentences,
            citations=citations,
            dropped=state.get("dropped", ()),
            nearest=nearest,
            opening=opening,
            closing=closing,
            notices=told,
            found=state["findings"].passages if "findings" in state else (),
            sufficiency=state["judgement"].probability if "judgement" in state else None,
            style=state["understood"].style if "understood" in state else state["question"].style,
            suggestions=self._suggestions(state, citations, nearest),
            writer=state.get("writer", ""),
        )
        return {"answer": answer}

    def _notices(self, state: AnswerState, citations: tuple[Citation, ...]) -> tuple[str, ...]:
        language = state["language"]
        told = [*notices(citations, state.get("sentences", ()), language, self.clock().date())]
        asked = state["understood"].asked
        if differing := self.disagreements.notice(asked, state.get("sentences", ()), citations, language):
            told.append(differing)
        profile = state["question"].profile
        if profile is not None and not profile.is_empty:
            words = profile.in_words(in_korean=language is Language.KOREAN)
            told.append(reply("notice_profile", language, profile=words))
        return tuple(told)

    def _suggestions(
        self, state: AnswerState, citations: tuple[Citation, ...], nearest: tuple[Passage, ...]
    ) -> tuple[str, ...]:
        at_hand = [*(citation.metadata for citation in citations), *(passage.metadata for passage in nearest)]
        documents = {metadata.id: metadata for metadata in at_hand}
        asked = [state["standalone"], *(turn.question for turn in state["question"].history)]
        return self.suggestions.after(asked, list(documents.values()), state["person"], state["language"])

    def _around(self, state: AnswerState, status: Status) -> tuple[str, str]:
        """What is said before and after, where a verdict was asked for; nothing elsewhere."""
        boundary, language = state.get("boundary"), state["language"]
        if boundary is None or not (status.has_answer or status is Status.NO_SOURCE):
            return "", ""
        closing = reply(f"boundary_{boundary}_where", language)
        if status.has_answer:
            closing += " " + declining.contact_text(language, self.contact)
        return reply(f"boundary_{boundary}", language), closing

    def _fixed_text(self, status: Status, state: AnswerState, nearest: tuple[Passage, ...]) -> str:
        language = state["language"]
        if status is Status.NO_SOURCE:
            words = declining.looked_for(self.tokenizer, state["question"].text)
            return declining.no_source_text(words, nearest, language, self.contact)
        return reply(
            state.get("reply") or str(status),
            language,
            length=len(state["question"].text),
            limit=self.limits.question_characters,
            seconds=f"{self.limits.seconds:g}",
        )


def _nearest(state: AnswerState) -> tuple[Passage, ...]:
    """The best passage of each of the nearest documents."""
    best: dict[str, Passage] = {}
    findings = state.get("findings")
    for passage in findings.passages if findings else ():
        best.setdefault(passage.chunk.document_id, passage)
    return tuple(best.values())[:NEAREST_DOCUMENTS]


def _hidden(state: AnswerState) -> tuple[str, ...]:
    """That personal data in the question were masked."""
    hidden = state.get("hidden", ())
    return (reply("notice_personal_data", state["language"], kinds=", ".join(hidden)),) if hidden else ()


def _joined(*lines: str) -> str:
    return "\n".join(line for line in lines if line)


def _text(sentences: tuple[Sentence, ...]) -> str:
    """The sentences as plain text with their numbers, a line per part and per item."""
    lines: list[str] = []
    before: Sentence | None = None
    for sentence in sentences:
        marks = "".join(f"[{number}]" for number in sentence.citations)
        written = f"- {sentence.text} {marks}" if sentence.is_item else f"{sentence.text} {marks}"
        if before is None or sentence.is_item or before.is_item or sentence.part != before.part:
            lines.append(written)
        else:
            lines[-1] += f" {written}"
        before = sentence
    return "\n".join(lines)
