"""The extractive writer: answers with the documents' own sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from assistant.answering.extractive.choosing import (
    arrange,
    choose,
    overview,
    with_best_list,
    with_context,
    with_continuation,
    with_openings,
    with_what_is_asked,
)
from assistant.answering.extractive.outcome_rows import outcome_rows
from assistant.answering.extractive.policy import ExtractivePolicy, extractive_policy
from assistant.answering.extractive.scoring import SentenceScorer
from assistant.answering.quotable import LIST_SHAPES, Quotable, quotable_sentences
from assistant.answering.replies import reply
from assistant.answering.writing import Assignment, Proposal
from assistant.domain.answers import Cell, Language, Style
from assistant.models.embedder import Embedder
from assistant.store.morphemes import MorphemeTokenizer


class ExtractiveWriter:
    """Picks the sentences that answer, groups them by document, the direct answer first."""

    name = "extractive"

    def __init__(
        self, embedder: Embedder, tokenizer: MorphemeTokenizer, policy: ExtractivePolicy | None = None
    ) -> None:
        self._policy = policy or extractive_policy()
        self._scorer = SentenceScorer(embedder, tokenizer, self._policy)

    def write(self, assignment: Assignment) -> Iterator[Proposal]:
        """Propose sentences, each a copy from one passage."""
        sentences = quotable_sentences(assignment.passages)
        chosen = self._chosen(assignment, sentences)
        for sentence in chosen:
            yield Proposal(
                text=sentence.text,
                passages=(sentence.number,),
                quote=sentence.quote,
                part=sentence.passage.metadata.title,
                is_item=sentence.shape in LIST_SHAPES,
                cells=sentence.cells,
            )
        if self._policy.asks_for_outcomes(assignment.asked) and assignment.style is not Style.BRIEF:
            yield from _outcomes(outcome_rows(chosen, sentences, assignment.language), assignment.language)

    def _chosen(self, assignment: Assignment, sentences: Sequence[Quotable]) -> Sequence[Quotable]:
        """The sentences in reading order. What was read before comes again only where nothing else is left."""
        known = (*assignment.read_before, *assignment.written)
        if assignment.is_overview and (told := overview(sentences, self._policy, known)):
            return told
        scored = self._scorer.score(assignment.question, assignment.asked, sentences)
        form = self._policy.form_of(assignment.asked, assignment.style)
        chosen = choose(scored, form, self._policy, known) or choose(scored, form, self._policy, assignment.written)
        if form.continues_best:
            chosen = with_continuation(chosen, scored, sentences, self._policy, known)
        chosen = with_context(with_what_is_asked(chosen, scored, assignment.asked, self._policy), sentences)
        if form.begins_with_opening:
            chosen = with_openings(chosen, sentences, form, self._policy, known)
        if form.completes_list:
            chosen = with_best_list(chosen, scored, sentences, self._policy)
        return arrange(chosen)


def _outcomes(rows: Iterable[tuple[Quotable, tuple[Cell, ...]]], language: Language) -> Iterator[Proposal]:
    """The rows as items of a part of their own."""
    for sentence, cells in rows:
        yield Proposal(
            text=" · ".join([cells[0].text, ", ".join(f"{cell.column}: {cell.text}" for cell in cells[1:])]),
            passages=(sentence.number,),
            quote=sentence.quote,
            part=reply("part_outcomes", language),
            is_item=True,
            cells=cells,
            is_restated=True,
        )
