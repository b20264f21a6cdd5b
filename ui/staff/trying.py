"""*Check before publishing*: questions to a draft, and the known questions whose answers it would change."""

from __future__ import annotations

from collections.abc import Iterator
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.actions.trials import Effect
from assistant.domain.access import Person
from assistant.domain.jobs import JobState
from assistant.errors import AdvisorError
from evals.suites.cases import GOLDEN_SUITE, CaseType, Half, read_suite
from ui.labels import Labels
from ui.staff.parts import QUIET, Told, asked_for, labels_for, person_for, region
from ui.staff.rendering import failure, rendered

if TYPE_CHECKING:
    from assistant.bootstrap import Advisor


class TrialPart:
    """A part of a file's page: asks the draft as a visitor would, once it were published."""

    def __init__(self, advisor: Advisor) -> None:
        self._advisor = advisor

    def lay_out(self, blocks: gr.Blocks) -> None:
        """The form above what it brings."""
        form = region(elem_classes="ax-trial")
        brought = region(elem_classes="ax-trial")
        blocks.load(self.opened, None, form, **QUIET)
        form.submit(self.asked, None, brought, **QUIET)

    def opened(self, request: gr.Request) -> str:
        """The form, for a file that is ready."""
        labels = labels_for(request)
        try:
            job = self._advisor.intake.job(person_for(request), asked_for(request, "id"))
        except AdvisorError:
            return ""
        return rendered("trial_form.html", labels) if job.state is JobState.READY else ""

    def asked(self, request: gr.Request, event: gr.EventData) -> Iterator[str]:
        """The answer to a question, or the known questions that would be answered otherwise."""
        told, labels, person = Told.by(event), labels_for(request), person_for(request)
        job_id = asked_for(request, "id")
        yield rendered("trial_begins.html", labels, message=labels("staff_trial_begins"))
        try:
            self._advisor.trials.begin(person, job_id)
            if told.pressed == "known":
                yield from self._effects(person, job_id, labels)
            elif told.one("question"):
                answer = self._advisor.trials.ask(person, job_id, told.one("question"))
                yield rendered("trial_answer.html", labels, question=told.one("question"), answer=answer)
            else:
                yield rendered("failure.html", labels, message=labels("empty_question"))
        except AdvisorError as error:
            yield failure(error, labels)

    def _effects(self, person: Person, job_id: str, labels: Labels) -> Iterator[str]:
        """How far it is, and in the end what would change."""
        asked = known_questions()
        progress: SimpleQueue[Any] = SimpleQueue()

        def work() -> None:
            try:
                told = lambda done, total: progress.put((done, total))  # noqa: E731
                progress.put(self._advisor.trials.effects(person, job_id, asked, told))
            except Exception as error:
                progress.put(error)

        Thread(target=work, name="trial-effects", daemon=True).start()
        while isinstance(news := progress.get(), tuple):
            done, total = news
            if done % 10 == 0:
                message = labels("staff_trial_progress", done=done, total=total)
                yield rendered("trial_begins.html", labels, message=message, done=done, total=total)
        if isinstance(news, Exception):
            raise news
        effects: list[Effect] = news
        yield rendered("trial_effects.html", labels, effects=effects, asked=len(asked))


def known_questions() -> list[str]:
    """The questions of the golden suite that stand alone and that visitors ask; those that are only scored stay out."""
    return [
        case.text
        for case in read_suite(GOLDEN_SUITE)
        if case.half is Half.DEVELOPMENT and not case.history and case.type is not CaseType.ACCESS
    ]
