"""Which of the scored sentences are quoted, and in what order they read well."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.citing import similarity
from assistant.answering.extractive.policy import ExtractivePolicy, Form
from assistant.answering.extractive.scoring import ScoredSentence
from assistant.answering.quotable import Quotable, Shape


def choose(
    scored: Sequence[ScoredSentence], form: Form, policy: ExtractivePolicy, written: Sequence[str]
) -> list[Quotable]:
    """The best sentences, best first, without repetitions of each other or of what is already written."""
    chosen: list[Quotable] = []
    per_document: dict[str, int] = {}
    shown = list(written)
    for item in scored:
        sentence = item.quotable
        document_id = sentence.passage.chunk.document_id
        if item.score < policy.keep_from_best * scored[0].score or len(chosen) >= form.max_sentences:
            break
        is_new = document_id not in per_document
        if is_new and len(per_document) >= form.max_documents:
            continue
        if per_document.get(document_id, 0) >= form.per_document:
            continue
        if any(similarity(sentence.text, text) > policy.too_similar for text in shown):
            continue
        chosen.append(sentence)
        shown.append(sentence.text)
        per_document[document_id] = per_document.get(document_id, 0) + 1
    return chosen


def with_whole_lists(chosen: Sequence[Quotable], every: Sequence[Quotable], limit: int) -> list[Quotable]:
    """The chosen sentences, with the lists they belong to made whole (the introducing sentence and its items).

    Only the list of the best sentence that belongs to one is completed: an answer is a note, not a copy.
    """
    name = next((sentence.list_id for sentence in chosen if sentence.list_id is not None), None)
    if name is None:
        return list(chosen)
    members = [sentence for sentence in every if sentence.list_id == name]
    items = [sentence for sentence in members if sentence.shape is Shape.LIST_ITEM][:limit]
    introductions = [sentence for sentence in members if sentence.shape is not Shape.LIST_ITEM]
    others = [sentence for sentence in chosen if sentence not in members]
    place = next(index for index, sentence in enumerate(chosen) if sentence.list_id == name)
    return [*others[:place], *introductions, *items, *others[place:]]


def arrange(chosen: Sequence[Quotable]) -> list[Quotable]:
    """Documents in the order of their best sentence; in the first one the direct answer leads, then reading order."""
    order = list(dict.fromkeys(sentence.passage.chunk.document_id for sentence in chosen))
    arranged: list[Quotable] = []
    for document_id in order:
        group = [sentence for sentence in chosen if sentence.passage.chunk.document_id == document_id]
        if arranged or group[0].list_id is not None:
            arranged += sorted(group, key=lambda sentence: sentence.place)
        else:
            arranged += [group[0], *sorted(group[1:], key=lambda sentence: sentence.place)]
    return arranged
