"""What is said where the documents hold no answer: what was looked for, what comes near, and whom to ask."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.replies import reply
from assistant.domain.answers import Language
from assistant.domain.passages import Passage
from assistant.retrieval.content_words import content_words
from assistant.store.morphemes import MorphemeTokenizer

MOST_WORDS = 6
_MASKED = re.compile(r"\[[^\]]{2,20}\]")
_EDGES = "\"'“”‘’()[]<>?!.,·…"


def looked_for(tokenizer: MorphemeTokenizer, question: str) -> tuple[str, ...]:
    """The words of a question that say what it is about, as they were written, without their endings."""
    question = _MASKED.sub(" ", question)
    words = sorted((word for word in content_words(tokenizer, question) if len(word) > 1), key=len)
    found: dict[str, None] = {}
    for written in question.split():
        ends = [written.lower().rfind(word) + len(word) for word in words if word in written.lower()]
        if ends:
            found[written[: max(ends)].strip(_EDGES)] = None
    return tuple(found)[:MOST_WORDS]


def no_source_text(words: Sequence[str], nearest: Sequence[Passage], language: Language, contact: str | None) -> str:
    """The honest no: a line each for what was looked for, what comes near, what to ask instead, and whom to ask."""
    lines = [reply("no_source", language)]
    if words:
        lines.append(reply("no_source_words", language, words=", ".join(words)))
    if nearest:
        titles = ", ".join(f"“{passage.metadata.title}”" for passage in nearest)
        lines.append(reply("no_source_nearest", language, titles=titles))
        lines.append(reply("no_source_instead", language))
    else:
        lines.append(reply("no_source_empty", language))
    return "\n".join([*lines, contact_text(language, contact)])


def contact_text(language: Language, contact: str | None) -> str:
    """How to reach a consultant: the words of the setting, or a general sentence."""
    if contact:
        return reply("consultant_contact", language, contact=contact)
    return reply("consultant_general", language)
