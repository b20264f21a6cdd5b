"""Whether a question that may be read in two ways goes on from what was said, or is a new one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assistant.answering.scope import Scope
from assistant.domain.access import Person
from assistant.domain.answers import Turn
from assistant.domain.passages import Findings
from assistant.retrieval.search import Search
from assistant.retrieval.sufficiency import Judgement

LEAST_GAP = -0.35
"""So much less near (on the model's own scale) than the nearest chunk of all may be what the documents of the last
answer hold, for a question that goes on from it."""
MOST_OPEN = 0.0
"""A question nearer than this to those that documents say nobody answers is one of these, and a new one.

Both were chosen on the development half of `evals/conversations`: of 41 follow-ups that say nothing of their subject
40 are read as going on (34 by comparing the probabilities of both readings, as before), of 90 unanswerable questions
put after an unrelated one 5 (49), of 27 off-topic ones 6 (23).
"""

Found = tuple[Findings, Judgement]


@dataclass(frozen=True)
class Continuing:
    """Decides from what a question would find by itself, and how near the documents of the last answer are to it."""

    search: Search
    scope: Scope

    def goes_on(
        self, text: str, person: Person, last: Turn, alone: Found, continued: Callable[[], Found], *, is_short: bool
    ) -> bool:
        """Whether `text` continues the conversation; `is_short` where it names nothing but what it wants to know.

        `continued` is what the other reading finds. Raises ModelFailed.
        """
        if self.scope.is_elsewhere(text):
            return False
        if is_short:
            return True
        findings, judgement = alone
        if not findings.passages:
            return True
        if judgement.features["open"] > MOST_OPEN:
            return False
        documents = last.document_ids or [passage.chunk.document_id for passage in continued()[0].passages[:1]]
        of_last = self.search.how_near(findings.question, person, documents)
        of_all = self.search.how_near(findings.question, person, [one.chunk.document_id for one in findings.passages])
        return of_last - of_all > LEAST_GAP
