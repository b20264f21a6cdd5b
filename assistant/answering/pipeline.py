"""How a question is answered: the list of steps, run as a LangGraph StateGraph that tells what it does."""

from __future__ import annotations

import logging
import time
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, Protocol, cast
from uuid import uuid4

from langgraph.config import get_stream_writer
from langgraph.graph import END, START, StateGraph

from assistant.answering.replies import reply
from assistant.answering.state import AnswerState
from assistant.domain.access import Person
from assistant.domain.answers import (
    Answer,
    AnswerEvent,
    AnswerReady,
    Language,
    Question,
    SentenceReady,
    Status,
    Step,
    StepBegun,
)
from assistant.domain.languages import is_korean

_log = logging.getLogger(__name__)


class StepFunction(Protocol):
    """A step reads the state and returns what it adds; one that sets `status` ends the question there."""

    def __call__(self, state: AnswerState) -> dict[str, Any]:
        """Run the step."""
        ...


class AnswerPipeline:
    """Runs the steps in order. Every question ends in an Answer with a status, also when a step fails."""

    def __init__(self, steps: Sequence[tuple[Step, StepFunction]]) -> None:
        graph = StateGraph(AnswerState)
        for step, function in steps:
            graph.add_node(str(step), _telling(step, function))
        graph.add_edge(START, str(steps[0][0]))
        for (step, _), (following, _) in pairwise(steps):
            targets: dict[Hashable, str] = {"go on": str(following), "finish": str(Step.FINISH)}
            graph.add_conditional_edges(str(step), _go_on_or_finish, targets)
        graph.add_edge(str(steps[-1][0]), END)
        self._graph = graph.compile()

    def stream(self, question: Question, person: Person) -> Iterator[AnswerEvent]:
        """Answer, telling each step and each verified sentence as it comes; the last event is AnswerReady."""
        started = time.perf_counter()
        state = AnswerState(
            question=question,
            person=person,
            language=Language.KOREAN if is_korean(question.text) else Language.ENGLISH,
            standalone="",
            started=started,
        )
        first_text_ms: float | None = None
        try:
            for mode, told in self._run(state):
                if mode == "custom":
                    if first_text_ms is None and isinstance(told, SentenceReady):
                        first_text_ms = (time.perf_counter() - started) * 1000
                    yield told
                else:
                    state = told
            answer = state["answer"]
        except Exception:
            _log.exception("a step failed while answering")
            answer = _failed(state)
        yield AnswerReady(answer=_named_and_timed(answer, first_text_ms, started))

    def _run(self, state: AnswerState) -> Iterator[tuple[str, Any]]:
        """What the graph tells: `custom` events of the steps, and the `values` of the state after each step."""
        return cast("Iterator[tuple[str, Any]]", self._graph.stream(state, stream_mode=["custom", "values"]))


def _telling(step: Step, function: StepFunction) -> StepFunction:
    def run(state: AnswerState) -> dict[str, Any]:
        get_stream_writer()(StepBegun(step=step))
        return function(state)

    return run


def _go_on_or_finish(state: AnswerState) -> str:
    return "finish" if state.get("status") is not None else "go on"


def _failed(state: AnswerState) -> Answer:
    return Answer(
        question=state["question"].text if "hidden" in state else "",  # before that it may hold personal data
        standalone_question=state["standalone"],
        status=Status.ERROR_INTERNAL,
        language=state["language"],
        text=reply("error_internal", state["language"]),
    )


def _named_and_timed(answer: Answer, first_text_ms: float | None, started: float) -> Answer:
    elapsed_ms = (time.perf_counter() - started) * 1000
    return replace(answer, id=uuid4().hex, first_text_ms=first_text_ms or elapsed_ms, elapsed_ms=elapsed_ms)
