"""The extractive writer: answers with the documents' own sentences."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.answering.extractive.choosing import arrange, choose, with_best_list
from assistant.answering.extractive.policy import ExtractivePolicy, extractive_policy
from assistant.answering.extractive.scoring import SentenceScorer
from assistant.answering.quotable import LIST_SHAPES, quotable_sentences
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
        sentences = quotable_sentences(assignment.passages)
        scored = self._scorer.score(assignment.question, assignment.asked, sentences)
        form = self._policy.form_of(assignment.asked)
        written = assignment.written
        chosen = choose(scored, form, self._policy, (*assignment.read_before, *written))
        if not chosen:
            chosen = choose(scored, form, self._policy, written)
        if form.name == "listing":
            chosen = with_best_list(chosen, scored, sentences, self._policy)
        for sentence in arrange(chosen):
            yield Proposal(
                text=sentence.text,
                passages=(sentence.number,),
                quote=sentence.quote,
                part=sentence.passage.metadata.title,
                is_item=sentence.shape in LIST_SHAPES,
            )
