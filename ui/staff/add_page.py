"""*Add*: files are dropped, read beside the server, looked at and published; the list shows how far each is."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

import gradio as gr

from assistant.clock import utc_now
from assistant.domain.job_progress import ahead_of, seconds_left
from assistant.domain.jobs import Job, JobState
from assistant.errors import AdvisorError
from ui.labels import Labels
from ui.staff.dropping import drop_values, drop_zone
from ui.staff.parts import QUIET, StaffPage, Told, labels_for, person_for, region
from ui.staff.rendering import failure, rendered

SECONDS_BETWEEN_LOOKS = 2.0
JOBS_SHOWN = 250


class AddPage(StaffPage):
    """The place to drop files, and the list of what was dropped."""

    name = "add"
    address = ""

    @property
    def fixed(self) -> dict[str, dict[str, Any]]:  # type: ignore[override]
        """The place to drop files says how large they may be."""
        megabytes = self._advisor.settings.max_file_megabytes
        return {"add_intro": {"drop": drop_values(megabytes)}}

    def lay_out(self, blocks: gr.Blocks, texts: gr.I18n) -> None:
        """The place above the list, which looks again by itself; what has not changed is not drawn anew."""
        seen = gr.State("")
        zone = drop_zone(texts("add_intro"))
        told = region(elem_classes="ax-toast")
        jobs = region()
        again = gr.Timer(SECONDS_BETWEEN_LOOKS)
        for happens in (blocks.load, again.tick, zone.upload):
            happens(self.looked, seen, [jobs, seen], **QUIET)
        jobs.submit(self.pressed, seen, [told, jobs, seen], **QUIET)

    def looked(self, seen: str, request: gr.Request) -> tuple[Any, str]:
        """The list, unless it is as it was seen. Whoever looks will probably hand in files."""
        self._advisor.intake.expect(person_for(request))
        html = self._list(request)
        now = hashlib.sha256(html.encode()).hexdigest()
        return (gr.skip(), seen) if now == seen else (html, now)

    def pressed(self, seen: str, request: gr.Request, event: gr.EventData) -> tuple[str, Any, str]:
        """Cancel, retry, or publish all that leave nothing to decide."""
        told, labels, person = Told.by(event), labels_for(request), person_for(request)
        intake = self._advisor.intake
        said = ""
        try:
            if told.pressed == "cancel":
                intake.cancel(person, told.one("job"))
            elif told.pressed == "retry":
                intake.retry(person, told.one("job"))
            elif told.pressed == "publish_ready":
                result = intake.publish_ready(person)
                said = labels("staff_published_ready", done=len(result.confirmed), left=len(result.left))
        except AdvisorError as error:
            return failure(error, labels), *self.looked(seen, request)
        return rendered("told.html", labels, message=said) if said else "", *self.looked(seen, request)

    def _list(self, request: gr.Request) -> str:
        labels, person = labels_for(request), person_for(request)
        jobs = self._advisor.intake.jobs(person, JOBS_SHOWN)
        counts = self._advisor.intake.counts(person)
        now = utc_now()
        return rendered(
            "jobs.html",
            labels,
            jobs=[shown_job(job, jobs, now, labels) for job in jobs],
            counts={state: count for state, count in counts.items() if count},
            ready=counts[JobState.READY],
        )


def shown_job(job: Job, jobs: list[Job], now: datetime, labels: Labels) -> dict[str, Any]:
    """A job as the list and its own page show it: with its step, how far it is and how long it will still take."""
    progress = job.progress
    left = seconds_left(job, now)
    return {
        "job": job,
        "step": labels(f"staff_step_{progress.step}") if progress else None,
        "done": progress.done / progress.total if progress and progress.total > 1 else None,
        "left": duration(left, labels) if left is not None else None,
        "ahead": ahead_of(job, jobs) if job.state is JobState.WAITING else 0,
        "is_stoppable": job.state.can_be_cancelled,
        "can_begin_again": job.state.can_begin_again and bool(job.upload.original_digest),
    }


def duration(seconds: float, labels: Labels) -> str:
    """`약 20초`, `약 3분`: nobody needs it finer."""
    if seconds < 60:
        return labels("staff_seconds", count=max(5, round(seconds / 5) * 5))
    return labels("staff_minutes", count=round(seconds / 60))
