"""Asking a question and searching, as a person with a role."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.actions.answer_keeping import AnswerKeeping
from assistant.actions.answering_switch import AnsweringSwitch
from assistant.answering.pipeline import AnswerPipeline
from assistant.answering.screening.cleaning import clean
from assistant.domain.access import Person
from assistant.domain.answers import Answer, AnswerEvent, AnswerReady, Question
from assistant.domain.passages import Findings
from assistant.domain.personal_data import mask
from assistant.errors import WrongUse
from assistant.precedence import Precedence
from assistant.retrieval.search import Search

MAX_TOP_K = 100


class Questions:
    """Answers questions and searches; a person only ever meets documents that are meant for them."""

    def __init__(
        self,
        search: Search,
        pipeline: AnswerPipeline,
        keeping: AnswerKeeping,
        switch: AnsweringSwitch,
        precedence: Precedence,
    ) -> None:
        self._search = search
        self._pipeline = pipeline
        self._keeping = keeping
        self._switch = switch
        self._precedence = precedence

    def search(self, person: Person, text: str, top_k: int = 10) -> Findings:
        """The passages nearest to a text, best first; personal data in it are masked before.

        Raises WrongUse for an empty text or an impossible `top_k`.
        """
        if not text.strip():
            raise WrongUse("검색할 말이 비어 있습니다. 찾고 싶은 내용을 적어 주세요. / The search text is empty.")
        if not 1 <= top_k <= MAX_TOP_K:
            raise WrongUse(f"top_k={top_k}: 1부터 {MAX_TOP_K} 사이의 수를 적어 주세요. / allowed: 1 to {MAX_TOP_K}.")
        return self._search.find(mask(clean(text)), person, top_k=top_k)

    def stream(self, person: Person, question: Question) -> Iterator[AnswerEvent]:
        """Answer a question, telling each step and each verified sentence as it comes; ends with AnswerReady.

        Raises AnsweringStopped at once while staff have stopped answering, and on the way when they do so then.
        """
        self._switch.require_answering()
        return self._while_answering(person, question, self._pipeline.stream(question, person))

    def _while_answering(
        self, person: Person, question: Question, events: Iterator[AnswerEvent]
    ) -> Iterator[AnswerEvent]:
        with self._precedence.answering():
            for event in events:
                self._switch.require_answering()
                if isinstance(event, AnswerReady) and person.trial is None:
                    self._keeping.keep(event.answer, person, question.profile)
                yield event

    def ask(self, person: Person, question: Question) -> Answer:
        """Answer a question and return the finished answer. Raises AnsweringStopped."""
        for event in self.stream(person, question):
            if isinstance(event, AnswerReady):
                return event.answer
        raise AssertionError("the pipeline ends every question with an answer")
