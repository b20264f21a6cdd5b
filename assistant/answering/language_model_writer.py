"""The writer that lets a language model put the answer into words; every sentence must carry its citations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage

from assistant.answering.writing import Assignment, Proposal
from assistant.domain.answers import Language
from assistant.domain.passages import Passage
from assistant.domain.sentences import split_sentences
from assistant.models.chat_model import stream_text

PROMPT_VERSION = "2"
_PROMPTS = Path(__file__).with_name("prompts")
_MARKS = re.compile(r"\s*\[(\d{1,2}(?:\s*,\s*\d{1,2})*)\]")
_MARKS_AFTER_STOP = re.compile(r"([.!?。])((?:\s*\[[\d,\s]+\])+)")
_LIST_MARK = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.)])\s+")
_NOTHING = ("자료에 없습니다", "Not in the documents")
"""What the instructions tell the model to write when the documents do not answer: no sentence of an answer."""
_CONTEXT_CHARACTERS = 6_000
"""Passages are packed up to this many characters, best first: some 3,000 tokens of Korean."""
_REPLY_CHARACTERS = 4_000
"""A model that writes on and on is cut here."""


class LanguageModelWriter:
    """Asks a chat model for sentences with numbers like [1] and hands them on one by one."""

    def __init__(self, model: BaseChatModel, model_name: str, *, silence_seconds: float) -> None:
        self._model = model
        self._silence_seconds = silence_seconds
        self.name = f"language_model:{model_name}:prompt-{PROMPT_VERSION}"

    def write(self, assignment: Assignment) -> Iterator[Proposal]:
        """Propose the model's sentences as they are completed. Raises ModelFailed."""
        packed = _packed(assignment.passages)
        for sentence in self._sentences(_messages(assignment, packed)):
            proposal = _proposal(sentence, known=len(packed))
            if proposal.text and not proposal.text.startswith(_NOTHING):
                yield proposal

    def _sentences(self, messages: list[BaseMessage]) -> Iterator[str]:
        unread = ""
        length = 0
        for piece in stream_text(self._model, messages, silence_seconds=self._silence_seconds):
            unread += piece
            length += len(piece)
            sentences, unread = _completed(unread)
            yield from sentences
            if length > _REPLY_CHARACTERS:
                return
        yield from _sentences(unread)


@cache
def _instructions(language: Language) -> str:
    return (_PROMPTS / f"answer_{language}.txt").read_text("utf-8")


def _messages(assignment: Assignment, packed: Sequence[Passage]) -> list[BaseMessage]:
    """The rules, then the fenced documents and the question. Titles and addresses are not shown to be copied."""
    fence, asked = ("자료", "질문") if assignment.language is Language.KOREAN else ("documents", "Question")
    documents = "\n\n".join(f"[{number}] {_unfenced(passage)}" for number, passage in enumerate(packed, start=1))
    request = f"<{fence}>\n{documents}\n</{fence}>\n\n{asked}: {assignment.question}"
    return [SystemMessage(_instructions(assignment.language)), HumanMessage(request)]


def _packed(passages: tuple[Passage, ...]) -> list[Passage]:
    packed, used = list[Passage](), 0
    for passage in passages:
        used += len(passage.chunk.text)
        if packed and used > _CONTEXT_CHARACTERS:
            break
        packed.append(passage)
    return packed


def _unfenced(passage: Passage) -> str:
    """A passage that cannot close the fence or pass for another passage's number."""
    heading = passage.chunk.heading_label
    text = passage.chunk.text.replace("<", "‹").replace(">", "›")
    text = re.sub(r"\[(\d+)\]", r"(\1)", text)
    return f"({heading})\n{text}" if heading else text


def _completed(text: str) -> tuple[list[str], str]:
    """The sentences that are surely complete, and the rest. A sentence is complete when the next one has begun."""
    sentences = _sentences(text)
    if len(sentences) < 2:
        return [], text
    marked = _with_marks_inside(text)
    return sentences[:-1], marked[marked.rindex(sentences[-1]) :]  # with the space it may end in


def _sentences(text: str) -> list[str]:
    return split_sentences(_with_marks_inside(text))


def _with_marks_inside(text: str) -> str:
    """`… 입니다. [1]` becomes `… 입니다 [1].`, so that splitting leaves each mark with its sentence."""
    return _MARKS_AFTER_STOP.sub(r"\2\1", text)


def _proposal(sentence: str, known: int) -> Proposal:
    """A sentence with the numbers of the `known` passages it names; one that names others only gets 0, no passage's."""
    named = dict.fromkeys(int(digits) for group in _MARKS.findall(sentence) for digits in re.findall(r"\d+", group))
    shown = tuple(number for number in named if 1 <= number <= known)
    text = _LIST_MARK.sub("", _MARKS.sub("", sentence)).replace("**", "").strip()
    return Proposal(text=text, passages=shown or (0,) * bool(named))
