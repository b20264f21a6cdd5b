"""One file on its way: what was read from it, what it lacks, and the form to mend and publish it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import gradio as gr

from assistant.clock import utc_now
from assistant.domain.answers import Language
from assistant.domain.documents import DraftChunk
from assistant.domain.jobs import Job, JobState, Proposal
from assistant.domain.lacks import LACK_WORDS
from assistant.errors import AdvisorError
from ui.file_reports import report_lines
from ui.staff.add_page import SECONDS_BETWEEN_LOOKS, shown_job
from ui.staff.addresses import page_url
from ui.staff.metadata_fields import changes, form_of
from ui.staff.parts import QUIET, StaffPage, Told, asked_for, labels_for, person_for, region
from ui.staff.rendering import failure, rendered
from ui.staff.trying import TrialPart
from ui.web.markup import as_html, joined, mark

PAGES_SHOWN = 40
"""Pages of the preview; the rest can be seen once it is published."""
_EDITION, _SEPARATE = "edition:", "separate"
_DIFFERENCES_SHOWN = 2


class JobPage(StaffPage):
    """A file and everything staff decide about it; its address names it: `?id=…`."""

    name = "job"
    address = "job"
    belongs_to = "add"

    def lay_out(self, blocks: gr.Blocks, texts: gr.I18n) -> None:
        """What is told on top, then the file, then the trial; it looks again by itself until the file is ready."""
        seen = gr.State("")
        told = region(elem_classes="ax-toast")
        shown = region()
        trial = TrialPart(self._advisor)
        trial.lay_out(blocks)
        again = gr.Timer(SECONDS_BETWEEN_LOOKS)
        for happens in (blocks.load, again.tick):
            happens(self.looked, seen, [shown, seen], **QUIET)
        shown.submit(self.pressed, seen, [told, shown, seen], **QUIET)

    def looked(self, seen: str, request: gr.Request) -> tuple[Any, str]:
        """The file as it is now, unless it was seen so: a form that is being filled in is left alone."""
        labels, person = labels_for(request), person_for(request)
        try:
            job = self._advisor.intake.job(person, asked_for(request, "id"))
            now = f"{job.state} {job.progress}"
            return (gr.skip(), seen) if now == seen else (self._shown(job, request), now)
        except AdvisorError as error:
            return failure(error, labels), "failed"

    def pressed(self, seen: str, request: gr.Request, event: gr.EventData) -> tuple[str, Any, str]:
        """Save, publish or give up; where something is wrong the form stays as it was filled in."""
        told, labels, person = Told.by(event), labels_for(request), person_for(request)
        intake, job_id = self._advisor.intake, asked_for(request, "id")
        said = ""
        try:
            if told.pressed == "cancel":
                intake.cancel(person, job_id)
            elif told.pressed == "retry":
                intake.retry(person, job_id)
            elif told.pressed in ("save", "publish"):
                self._keep(told, request)
                said = labels("staff_saved")
                if told.pressed == "publish":
                    intake.publish(person, job_id, as_separate=told.one("choice") == _SEPARATE)
                    said = labels("staff_publishing")
        except AdvisorError as error:
            return failure(error, labels), gr.skip(), seen
        return rendered("told.html", labels, message=said) if said else "", *self.looked(seen, request)

    def _keep(self, told: Told, request: gr.Request) -> None:
        person, job_id = person_for(request), asked_for(request, "id")
        proposal = self._advisor.intake.proposed(person, job_id)
        choice = told.one("choice")
        replaces = choice.removeprefix(_EDITION) if choice.startswith(_EDITION) else None
        self._advisor.intake.correct(person, job_id, changes(told, proposal.metadata), replaces)

    def _shown(self, job: Job, request: gr.Request) -> str:
        labels, person = labels_for(request), person_for(request)
        if job.state is not JobState.READY:
            now = utc_now()
            others = self._advisor.intake.jobs(person)
            return rendered("job_on_its_way.html", labels, one=shown_job(job, others, now, labels), job=job)
        proposal = self._advisor.intake.proposed(person, job.id)
        metadata = self._advisor.intake.corrected(person, job.id)
        korean = labels.language is Language.KOREAN
        return rendered(
            "job.html",
            labels,
            job=job,
            proposal=proposal,
            lacks=[(words.missing_in(korean=korean), words.advice_in(korean=korean)) for words in _lacks(proposal)],
            findings=list(report_lines(proposal.report)) if proposal.report else [],
            alarms=bool(proposal.report and proposal.report.alarms),
            choices=list(self._choices(job, proposal, request)),
            form=form_of(metadata, proposal.guessed, [found.outcome for found in proposal.outcomes]),
            quotes={found.outcome.metric: found.quote for found in proposal.outcomes},
            pages=_pages(proposal.chunks),
            pages_shown=PAGES_SHOWN,
            has_pictures=proposal.media_type == "application/pdf",
            picture=lambda page: page_url(f"jobs/{job.id}/pages/{page}"),
            korean=korean,
        )

    def _choices(self, job: Job, proposal: Proposal, request: gr.Request) -> Iterator[dict[str, Any]]:
        """The documents this may be the new edition of, each with what would change."""
        person = person_for(request)
        titles = {likeness.document_id: likeness for likeness in proposal.likenesses}
        ids = dict.fromkeys([*filter(None, [job.upload.replaces]), *titles])
        if proposal.same_id:
            ids |= {proposal.metadata.id: None}
        for place, document_id in enumerate(ids):
            try:
                document = self._advisor.library.document(person, document_id)
                changed = (
                    self._advisor.intake.difference(person, job.id, document_id) if place < _DIFFERENCES_SHOWN else None
                )
            except AdvisorError:
                continue  # gone meanwhile
            yield {
                "value": f"{_EDITION}{document_id}",
                "document": document,
                "likeness": titles.get(document_id),
                "difference": changed,
                "is_chosen": job.upload.replaces == document_id,
            }


def _lacks(proposal: Proposal) -> list[Any]:
    return [LACK_WORDS[lack] for lack in proposal.lacks]


def _pages(chunks: Sequence[DraftChunk]) -> list[tuple[int | None, Any]]:
    """The text that was read, page by page; in one piece where the format has no pages."""
    by_page: dict[int | None, list[DraftChunk]] = defaultdict(list)
    for chunk in chunks:
        by_page[chunk.page].append(chunk)
    return [(page, _html(of_page)) for page, of_page in by_page.items()]


def _html(chunks: Sequence[DraftChunk]) -> Any:
    headed = []
    heading: tuple[str, ...] = ()
    for chunk in chunks:
        if chunk.heading and chunk.heading != heading:
            headed.append(f"**{mark(chunk.heading[-1], None)}**")
        heading = chunk.heading
        headed.append(mark(chunk.text, None))
    return as_html(joined(headed))
