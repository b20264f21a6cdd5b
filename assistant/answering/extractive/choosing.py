"""Which of the scored sentences are quoted, and in what order they read well."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from assistant.answering.citing import similarity
from assistant.answering.extractive.policy import ExtractivePolicy, Form
from assistant.answering.extractive.scoring import ScoredSentence
from assistant.answering.quotable import LIST_SHAPES, Quotable, Shape
from assistant.retrieval.asked_for import kinds_not_held

_ENOUGH_DOCUMENTS = 2


def choose(
    scored: Sequence[ScoredSentence], form: Form, policy: ExtractivePolicy, written: Sequence[str]
) -> list[Quotable]:
    """The best sentences, best first, without repetitions of each other or of what is already written."""
    chosen: list[Quotable] = []
    per_document: dict[str, int] = {}
    shown = list(written)
    scored = _of_preferred_kinds(scored, form)
    for item in scored:
        sentence = item.quotable
        document_id = sentence.passage.chunk.document_id
        if item.score < form.keep_from_best * scored[0].score or len(chosen) >= form.max_sentences:
            break
        is_other = document_id != scored[0].quotable.passage.chunk.document_id
        if is_other and item.score < form.keep_from_other_document * scored[0].score:
            continue
        is_new = document_id not in per_document
        if is_new and len(per_document) >= form.max_documents:
            continue
        if per_document.get(document_id, 0) >= form.per_document:
            continue
        if _repeats(sentence, shown, policy):
            continue
        chosen.append(sentence)
        shown.append(sentence.text)
        per_document[document_id] = per_document.get(document_id, 0) + 1
    return chosen


def _of_preferred_kinds(scored: Sequence[ScoredSentence], form: Form) -> Sequence[ScoredSentence]:
    """Only the documents of the kinds a form prefers, where there are several: who asks for cases wants cases."""
    preferred = [item for item in scored if item.quotable.passage.metadata.kind in form.prefers]
    documents = {item.quotable.passage.chunk.document_id for item in preferred}
    return preferred if len(documents) >= _ENOUGH_DOCUMENTS else scored


def with_openings(
    chosen: Sequence[Quotable], every: Sequence[Quotable], form: Form, policy: ExtractivePolicy, known: Collection[str]
) -> list[Quotable]:
    """The chosen sentences, those of each document after its opening; of the others only as many as there is room for.

    An opening that is known, or one of the others that nearly repeats an opening, is left out.
    """
    first = {
        sentence.passage.chunk.document_id: sentence
        for sentence in sorted(every, key=lambda sentence: sentence.place, reverse=True)
        if sentence.passage.chunk.ordinal == 0 and sentence.shape is Shape.SENTENCE
    }
    quoted = dict.fromkeys(sentence.passage.chunk.document_id for sentence in chosen)
    openings = [first[document_id] for document_id in quoted if document_id in first]
    openings = [item for item in openings if not _repeats(item, known, policy)]
    others = [item for item in chosen if not _repeats(item, [opening.text for opening in openings], policy)]
    told = [*openings, *others[: max(0, form.max_sentences - len(openings))]]
    return [sentence for document_id in quoted for sentence in told if _is_of(sentence, document_id)]


def _repeats(sentence: Quotable, texts: Iterable[str], policy: ExtractivePolicy) -> bool:
    """Whether a sentence says nearly the same as one of the texts."""
    return any(similarity(sentence.text, text) > policy.too_similar for text in texts)


def _is_of(sentence: Quotable, document_id: str) -> bool:
    return sentence.passage.chunk.document_id == document_id


def with_best_list(
    chosen: Sequence[Quotable], scored: Sequence[ScoredSentence], every: Sequence[Quotable], policy: ExtractivePolicy
) -> list[Quotable]:
    """The chosen sentences with one list or table made whole (the sentence that introduces it and its items).

    It is the list of the first document quoted whose best sentence reaches `list_from_best` of the best score. Only one
    is completed: an answer is a note, not a copy.
    """
    quoted = {sentence.passage.chunk.document_id for sentence in chosen[:1]}
    best = next(
        (
            item.quotable
            for item in scored
            if item.quotable.list_id is not None
            and item.quotable.passage.chunk.document_id in quoted
            and item.score >= policy.list_from_best * scored[0].score
        ),
        None,
    )
    if best is None:
        return list(chosen)
    members = [sentence for sentence in every if sentence.list_id == best.list_id]
    items = [sentence for sentence in members if sentence.shape in LIST_SHAPES][: policy.list_items]
    introductions = [sentence for sentence in members if sentence.shape not in LIST_SHAPES]
    others = [sentence for sentence in chosen if sentence.shape not in LIST_SHAPES and sentence not in introductions]
    return [*others, *introductions, *items]


def with_what_is_asked(
    chosen: Sequence[Quotable], scored: Sequence[ScoredSentence], asked: str, policy: ExtractivePolicy
) -> list[Quotable]:
    """The chosen sentences, and for each kind of figure or name asked for that none of them holds the best that does.

    Only from the documents already quoted, and only one that reaches `fills_from_best` of the best score.
    """
    filled = list(chosen)
    quoted = {sentence.passage.chunk.document_id for sentence in chosen}
    likely = [
        item.quotable
        for item in scored
        if item.quotable.passage.chunk.document_id in quoted and item.score >= policy.fills_from_best * scored[0].score
    ]
    for kind in kinds_not_held(asked, [sentence.text for sentence in chosen]):
        filled += [sentence for sentence in likely if kind.held.search(sentence.text)][:1]
    return list({sentence.place: sentence for sentence in filled}.values())


def with_continuation(
    chosen: Sequence[Quotable],
    scored: Sequence[ScoredSentence],
    every: Sequence[Quotable],
    policy: ExtractivePolicy,
    known: Collection[str],
) -> list[Quotable]:
    """The chosen sentences, the best one followed by the next of its section: what came of it often stands there.

    Not where it is an item or introduces a list, nor when the next one was read before or has little to do with the
    question (less than `fills_from_best` of the best score).
    """
    best = chosen[0] if chosen else None
    if best is None or best.shape is not Shape.SENTENCE or best.introduces_list:
        return list(chosen)
    in_order = sorted(every, key=lambda sentence: sentence.place)
    after = next((following for this, following in pairwise(in_order) if this.place == best.place), None)
    if after is None or after.section != best.section or after.shape is not Shape.SENTENCE:
        return list(chosen)
    score = next((item.score for item in scored if item.quotable.place == after.place), 0.0)
    if _repeats(after, known, policy) or score < policy.fills_from_best * scored[0].score:
        return list(chosen)
    return list({sentence.place: sentence for sentence in (best, after, *chosen[1:])}.values())


def with_context(chosen: Sequence[Quotable], every: Sequence[Quotable]) -> list[Quotable]:
    """The chosen sentences, each that leans on the one before it (이는 …, 그래서 …) preceded by that one."""
    in_order = sorted(every, key=lambda sentence: sentence.place)
    before = {this.place: previous for previous, this in pairwise(in_order) if this.section == previous.section}
    whole: list[Quotable] = []
    for sentence in chosen:
        previous = before.get(sentence.place)
        if sentence.leans_on_before and previous is not None and previous.shape is Shape.SENTENCE:
            whole += [previous]
        whole += [sentence]
    return list({sentence.place: sentence for sentence in whole}.values())


def arrange(chosen: Sequence[Quotable]) -> list[Quotable]:
    """Documents in the order of their best sentence; in the first one the direct answer leads, then reading order."""
    order = list(dict.fromkeys(sentence.passage.chunk.document_id for sentence in chosen))
    arranged: list[Quotable] = []
    for document_id in order:
        group = [sentence for sentence in chosen if sentence.passage.chunk.document_id == document_id]
        if arranged or group[0].shape in LIST_SHAPES or group[0].introduces_list:
            arranged += sorted(group, key=lambda sentence: sentence.place)
        else:
            lead = group[:2] if len(group) > 1 and _continues(group[0], group[1]) else group[:1]
            arranged += [*lead, *sorted(group[len(lead) :], key=lambda sentence: sentence.place)]
    return arranged


def _continues(first: Quotable, second: Quotable) -> bool:
    """Whether the second sentence stands right after the first, or leans on it."""
    if first.section != second.section or second.place < first.place:
        return False
    is_next = first.place[:2] == second.place[:2] and second.position == first.position + 1
    return is_next or second.leans_on_before


def overview(sentences: Sequence[Quotable], policy: ExtractivePolicy, written: Sequence[str]) -> list[Quotable]:
    """What a document tells, in its own order: its opening, then the first sentence of each section."""
    in_order = sorted((item for item in sentences if item.shape is not Shape.FRAGMENT), key=lambda item: item.place)
    taken: dict[tuple[str, tuple[str, ...]], int] = {}
    chosen: list[Quotable] = []
    for sentence in in_order:
        allowed = policy.overview.opening if sentence.passage.chunk.ordinal == 0 else policy.overview.per_section
        is_said = _repeats(sentence, written, policy)
        stands_alone = not (sentence.leans_on_before or sentence.text.endswith("?"))
        if is_said or not stands_alone or taken.get(sentence.section, 0) >= allowed:
            continue
        taken[sentence.section] = taken.get(sentence.section, 0) + 1
        chosen.append(sentence)
    return chosen[: policy.overview.sentences]
