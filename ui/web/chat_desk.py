"""What the chat page's buttons do: each handler calls one action and returns what the page shows next."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

import gradio as gr

from assistant.clock import Clock, utc_now
from assistant.domain.answers import Question
from assistant.domain.profile import CompanyProfile
from assistant.errors import AdvisorError, AnsweringStopped
from ui.labels import Labels
from ui.web.batches import in_batches
from ui.web.conversation import STAGES, Conversation, ShownTurn
from ui.web.evidence import CardMaker
from ui.web.people import labels_of, person_of
from ui.web.rendering import render

if TYPE_CHECKING:
    from assistant.bootstrap import Advisor

_log = logging.getLogger(__name__)

SECONDS_PER_UPDATE = 0.1
"""The page is updated at most this often while an answer is being made."""

AS_IT_IS: Any = gr.skip()

_LONGEST_TAPPED = 500
"""Characters; the page's own questions are far shorter."""


class Screen(NamedTuple):
    """The parts of the page in the order in which they are wired; what is not named stays as it is."""

    conversation: Conversation | Any = AS_IT_IS
    welcome: Any = AS_IT_IS
    past: str | Any = AS_IT_IS
    live: str | Any = AS_IT_IS
    evidence: str | Any = AS_IT_IS
    status: str | Any = AS_IT_IS
    question: str | Any = AS_IT_IS
    send: Any = AS_IT_IS
    stop: Any = AS_IT_IS


class ChatDesk:
    """The handlers of the chat page."""

    def __init__(self, advisor: Advisor, clock: Clock = utc_now) -> None:
        self._advisor = advisor
        self._clock = clock

    def ask(
        self, text: str, conversation: Conversation, profile: CompanyProfile, request: gr.Request
    ) -> Iterator[Screen]:
        """Answer what is in the question box."""
        labels = labels_of(_connection(request))
        if not text.strip():
            yield Screen(status=_status(labels("empty_question"), labels))
            return
        yield from self._answer(text.strip(), conversation, profile, request)

    def ask_example(
        self, conversation: Conversation, profile: CompanyProfile, request: gr.Request, event: gr.EventData
    ) -> Iterator[Screen]:
        """Answer the example question that was chosen."""
        labels = labels_of(_connection(request))
        yield from self._answer(labels(f"example_{event.example}_question"), conversation, profile, request)

    def ask_tapped(
        self, conversation: Conversation, profile: CompanyProfile, request: gr.Request, event: gr.EventData
    ) -> Iterator[Screen]:
        """Answer the question that was tapped below an answer."""
        yield from self._answer(str(event.ask)[:_LONGEST_TAPPED], conversation, profile, request)

    def stop(self, conversation: Conversation) -> Screen:
        """Keep what was said so far and take the next question; the answer in the making is cancelled by the page."""
        if not conversation.turns:
            return _ready(Screen())
        turn = conversation.turns[-1]
        if turn.is_open:
            turn = replace(turn, was_stopped=True)
        return _ready(_told(conversation.with_last(turn)))

    def start_over(self) -> Screen:
        """Begin a new conversation."""
        empty = Screen(conversation=Conversation(), past="", live="", evidence="", status="", question="")
        return _ready(empty._replace(welcome=gr.update(visible=True)))

    def _answer(
        self, text: str, conversation: Conversation, profile: CompanyProfile, request: gr.Request
    ) -> Iterator[Screen]:
        connection = _connection(request)
        labels, person = labels_of(connection), person_of(connection)
        question = Question(text=text, history=conversation.history, profile=None if profile.is_empty else profile)
        cards = CardMaker(self._advisor.library, person, labels, self._clock().date())
        conversation = conversation.begin(text, labels)
        yield _begun(conversation)
        turn = conversation.turns[-1]
        try:
            for events in in_batches(self._advisor.questions.stream(person, question), SECONDS_PER_UPDATE):
                for event in events:
                    turn = turn.after(event, cards)
                if turn.is_open:
                    yield _told(conversation.with_last(turn))
        except AnsweringStopped as error:
            turn = replace(turn, failure=labels("answering_stopped", reason=error.reason), is_answering_stopped=True)
        except AdvisorError as error:
            turn = replace(turn, failure=str(error))
        except Exception:
            _log.exception("a question could not be answered")
            turn = replace(turn, failure=labels("failure_text"))
        yield _ready(_told(conversation.with_last(turn)))


def _connection(request: gr.Request) -> Any:
    """The request below Gradio's own one."""
    return request.request


def _begun(conversation: Conversation) -> Screen:
    """The page just after a question was sent: the question at once, the earlier turns above it."""
    labels = conversation.turns[-1].labels
    return _told(conversation)._replace(
        past=render("past.html", labels, turns=conversation.turns[:-1], stages=STAGES),
        welcome=gr.update(visible=False),
        question="",
        send=gr.update(visible=False),
        stop=gr.update(visible=True),
    )


def _told(conversation: Conversation) -> Screen:
    """The page with what the last turn has come to."""
    turn = conversation.turns[-1]
    return Screen(
        conversation=conversation,
        live=_shown("turn.html", turn),
        evidence=_shown("evidence.html", turn),
        status=_status(turn.told, turn.labels),
    )


def _ready(screen: Screen) -> Screen:
    return screen._replace(send=gr.update(visible=True), stop=gr.update(visible=False))


def _shown(template: str, turn: ShownTurn) -> str:
    return render(template, turn.labels, turn=turn, stages=STAGES)


def _status(told: str, labels: Labels) -> str:
    return render("status.html", labels, told=told)
