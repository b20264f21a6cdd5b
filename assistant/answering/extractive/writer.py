"""The extractive writer: answers with the documents' own sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.answering.extractive.choosing import arrange, choose, overview, with_best_list
from assistant.answering.extractive.policy import ExtractivePolicy, extractive_policy
from assistant.answering.extractive.scoring import SentenceScorer
from assistant.answering.quotable import LIST_SHAPES, Quotable, quotable_sentences
from assistant.answering.writing import Assignment, Proposal
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
        for sentence in self._chosen(assignment):
            yield Proposal(
                text=sentence.text,
                passages=(sentence.number,),
                quote=sentence.quote,
                part=sentence.passage.metadata.title,
                is_item=sentence.shape in LIST_SHAPES,
                cells=sentence.cells,
            )

    def _chosen(self, assignment: Assignment) -> Sequence[Quotable]:
        """The sentences in reading order. What was read before comes again only where nothing else is left."""
        sentences = quotable_sentences(assignment.passages)
        known = (*assignment.read_before, *assignment.written)
        if assignment.is_overview and (told := overview(sentences, self._policy, known)):
            return told
        scored = self._scorer.score(assignment.question, assignment.asked, sentences)
        form = self._policy.form_of(assignment.asked, assignment.style)
        chosen = choose(scored, form, self._policy, known) or choose(scored, form, self._policy, assignment.written)
        if form.completes_list:
            chosen = with_best_list(chosen, scored, sentences, self._policy)
        return arrange(chosen)
