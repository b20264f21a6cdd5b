"""The jobs in the catalog's database: files on their way, taken by one worker at a time, and never lost."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, func, or_, select
from sqlalchemy.orm import Session, object_session

from assistant.clock import Clock, utc_now
from assistant.domain.documents import DocumentState, Version
from assistant.domain.jobs import Job, JobState, JobStep, Progress, Proposal, TurnedAway, Upload
from assistant.domain.synchronising import Reason
from assistant.errors import NotFound, WrongUse
from assistant.store.database import Database
from assistant.store.proposals_json import proposal_from_json, proposal_json
from assistant.store.tables import DocumentRow, JobRow, ProposalRow

LEASE_SECONDS = 30.0
"""A worker that has said nothing for this long has lost its job to the next one."""
DAYS_KEPT = 365
"""How long jobs that have ended are listed; their documents stay."""
MOST_ATTEMPTS = 3
"""A file whose workers died this often is given up: perhaps it killed them."""

_TAKEN = {JobState.WAITING: JobState.READING, JobState.CONFIRMED: JobState.PREPARING}
_BACK = {taken: before for before, taken in _TAKEN.items()}
_GIVEN_UP = "이 파일을 처리하던 작업이 여러 번 중단되었습니다. 다시 시도하거나 다른 형식으로 저장해 올려 주세요."


class JobRegister:
    """Jobs and their proposals. Every move is one transaction and is refused where the state does not allow it.

    All methods raise StoreError when the database cannot be used; those with a job id raise NotFound.
    """

    def __init__(self, database: Database, clock: Clock = utc_now) -> None:
        self._database = database
        self._clock = clock

    # what staff do

    def add(self, handed_in: Sequence[Upload | TurnedAway]) -> list[Job]:
        """Take files in, in their order; those that were turned away stand there with the reason."""
        with self._database.writing() as session:
            now = self._clock()
            rows = [_row(file, now + timedelta(microseconds=place)) for place, file in enumerate(handed_in)]
            session.add_all(rows)
            session.flush()
            return [_job(row) for row in rows]

    def correct(self, job_id: str, corrections: Mapping[str, Any], replaces: str | None) -> Job:
        """Keep what staff have written into the form. Raises WrongUse unless the job is READY."""
        with self._database.writing() as session:
            row = self._moving(session, job_id, {JobState.READY})
            row.corrections, row.replaces = dict(corrections), replaces
            return _job(row)

    def confirm(self, job_id: str) -> Job:
        """Let a worker prepare the publication. Raises WrongUse unless the job is READY."""
        with self._database.writing() as session:
            row = self._moving(session, job_id, {JobState.READY})
            return self._moved(row, JobState.CONFIRMED)

    def cancel(self, job_id: str) -> Job:
        """Give a job up. Raises WrongUse once a worker is about to put it into the catalog, or it has ended."""
        with self._database.writing() as session:
            stoppable = {state for state in JobState if state.can_be_cancelled}
            return self._moved(self._moving(session, job_id, stoppable), JobState.CANCELLED)

    def retry(self, job_id: str) -> Job:
        """Begin again from the kept original. Raises WrongUse unless it was refused, failed or was cancelled."""
        with self._database.writing() as session:
            row = self._moving(session, job_id, {state for state in JobState if state.can_begin_again})
            if not row.original_digest:
                raise WrongUse(f"{row.name}: 받지 않은 파일이라 다시 올려 주셔야 합니다. / Hand the file in again.")
            row.attempts, row.reason, row.message = 0, None, ""
            return self._moved(row, JobState.WAITING)

    # what workers do

    def claim(self, worker: str) -> Job | None:
        """Take the next job: one that is confirmed before one to be read, the oldest first; None when there is none.

        A job whose worker has fallen silent counts as not taken.
        """
        with self._database.writing() as session:
            now = self._now()
            query = select(JobRow).where(_is_to_be_done(now))
            for row in session.scalars(query.order_by(JobRow.state, JobRow.added_at, JobRow.id).limit(50)):
                if row.attempts >= MOST_ATTEMPTS:
                    row.message, row.reason = _GIVEN_UP, Reason.INTERNAL
                    self._moved(row, JobState.FAILED)
                    continue
                row.attempts += 1
                row.worker, row.leased_until = worker, self._lease()
                state = JobState(row.state)
                row.state, row.changed_at = _TAKEN.get(state, state), now
                return _job(row)
        return None

    def tell(self, job_id: str, worker: str, progress: Progress | None = None) -> bool:
        """Say that a worker is alive and how far it is. Returns False when the job is no longer its own."""
        with self._database.writing() as session:
            row = session.get(JobRow, job_id)
            if row is None or row.worker != worker or row.state not in _BACK:
                return False
            row.leased_until = self._lease()
            if progress is not None:
                row.progress = asdict(progress)
            return True

    def propose(self, job_id: str, worker: str, proposal: Proposal) -> None:
        """Keep what was read. A direct job goes on by itself where nothing has to be decided."""
        with self._database.writing() as session:
            row = self._held(session, job_id, worker)
            if row is None:
                return
            session.merge(ProposalRow(job_id=job_id, proposal=proposal_json(proposal)))
            row.attempts = 0
            is_decided = not proposal.brings_back and (row.replaces or not proposal.needs_choice)
            self._moved(row, JobState.CONFIRMED if row.is_direct and is_decided else JobState.READY)

    def refuse(self, job_id: str, worker: str, reason: Reason, message: str) -> None:
        """The file cannot become a document."""
        self._end(job_id, worker, JobState.REFUSED, reason, message)

    def fail(self, job_id: str, worker: str, message: str) -> None:
        """Something of ours went wrong."""
        self._end(job_id, worker, JobState.FAILED, Reason.INTERNAL, message)

    def is_held(self, session: Session, job_id: str, worker: str) -> bool:
        """Whether the worker still has the job, within a transaction."""
        return self._held(session, job_id, worker) is not None

    def enter(self, session: Session, job_id: str, version: Version) -> None:
        """Note, in the transaction that takes it in, that the edition waits for the indexes."""
        row = _existing(session, job_id)
        row.document_id, row.version = version.document_id, version.number
        self._moved(row, JobState.INDEXING)

    def release(self, worker: str, *, is_orderly: bool = False) -> None:
        """Take back what a worker that has ended had in hand. An orderly end is no attempt that failed."""
        with self._database.writing() as session:
            for row in session.scalars(select(JobRow).where(JobRow.worker == worker, JobRow.state.in_(_BACK))):
                row.worker = row.leased_until = None
                row.state = _BACK[JobState(row.state)]
                row.attempts -= int(is_orderly)

    # what the owner of the indexes does

    def settle(self) -> int:
        """Note which editions have come to be served, or were replaced or taken down meanwhile; returns how many."""
        query = select(JobRow).join(DocumentRow, DocumentRow.id == JobRow.document_id)
        is_done = or_(DocumentRow.served >= JobRow.version, DocumentRow.state == DocumentState.WITHDRAWN)
        query = query.where(JobRow.state == JobState.INDEXING, is_done)
        with self._database.reading() as session:
            if session.scalar(query.limit(1)) is None:
                return 0
        with self._database.writing() as session:
            rows = session.scalars(query).all()
            for row in rows:
                self._moved(row, JobState.PUBLISHED)
            return len(rows)

    # looking

    def get(self, job_id: str) -> Job:
        """One job."""
        with self._database.reading() as session:
            return _job(_existing(session, job_id))

    def proposal(self, job_id: str) -> Proposal | None:
        """What reading the file has brought; None before it was read and once the job has ended."""
        with self._database.reading() as session:
            _existing(session, job_id)
            row = session.get(ProposalRow, job_id)
            return proposal_from_json(row.proposal) if row else None

    def newest(self, limit: int = 200, states: Collection[JobState] = ()) -> list[Job]:
        """The newest jobs (in these states), newest first."""
        query = select(JobRow).order_by(JobRow.added_at.desc(), JobRow.id.desc()).limit(limit)
        if states:
            query = query.where(JobRow.state.in_(states))
        with self._database.reading() as session:
            return [_job(row) for row in session.scalars(query)]

    def counts(self) -> dict[JobState, int]:
        """How many jobs are in each state."""
        query = select(JobRow.state, func.count()).group_by(JobRow.state)
        with self._database.reading() as session:
            found = {JobState(state): count for state, count in session.execute(query)}
        return {state: found.get(state, 0) for state in JobState}

    def has_work(self) -> bool:
        """Whether there is something for a worker to do."""
        query = select(JobRow.id).where(_is_to_be_done(self._now())).limit(1)
        with self._database.reading() as session:
            return session.scalar(query) is not None

    def has_unfinished(self) -> bool:
        """Whether any file is still on its way, those that wait for staff among them."""
        unfinished = [state for state in JobState if not state.is_final]
        with self._database.reading() as session:
            return session.scalar(select(JobRow.id).where(JobRow.state.in_(unfinished)).limit(1)) is not None

    def forget_old(self) -> int:
        """Delete the jobs that have ended DAYS_KEPT ago; returns how many. Their documents stay."""
        changed_at = (self._clock() - timedelta(days=DAYS_KEPT)).isoformat(timespec="milliseconds")
        with self._database.writing() as session:
            ended = [state for state in JobState if state.is_final]
            query = select(JobRow.id).where(JobRow.state.in_(ended), JobRow.changed_at < changed_at)
            ids = session.scalars(query).all()
            session.execute(delete(ProposalRow).where(ProposalRow.job_id.in_(ids)))
            session.execute(delete(JobRow).where(JobRow.id.in_(ids)))
            return len(ids)

    def _end(self, job_id: str, worker: str, state: JobState, reason: Reason, message: str) -> None:
        with self._database.writing() as session:
            if (row := self._held(session, job_id, worker)) is not None:
                row.reason, row.message = reason, message
                self._moved(row, state)

    def _held(self, session: Session, job_id: str, worker: str) -> JobRow | None:
        """The job, if this worker still has it: it may have been cancelled, or taken by another one."""
        row = session.get(JobRow, job_id)
        return row if row and row.worker == worker and row.state in _BACK else None

    def _moving(self, session: Session, job_id: str, allowed: Collection[JobState]) -> JobRow:
        row = _existing(session, job_id)
        if row.state not in allowed:
            raise WrongUse(
                f"{row.name}: 지금 상태({row.state})에서는 할 수 없습니다. 목록을 새로 고쳐 확인해 주세요. / "
                f"This cannot be done while the job is {row.state}."
            )
        return row

    def _moved(self, row: JobRow, state: JobState) -> Job:
        row.state, row.changed_at = state, self._now()
        row.worker = row.leased_until = None
        row.progress = {}
        session = object_session(row)
        if state.is_final and session is not None:  # what was read is in the edition, or is read again
            session.execute(delete(ProposalRow).where(ProposalRow.job_id == row.id))
        return _job(row)

    def _now(self) -> str:
        return self._clock().isoformat(timespec="milliseconds")

    def _lease(self) -> str:
        return (self._clock() + timedelta(seconds=LEASE_SECONDS)).isoformat(timespec="milliseconds")


def _is_to_be_done(now: str) -> ColumnElement[bool]:
    """Whether a worker may take a job: nobody has it, or its worker has fallen silent."""
    is_silent = and_(JobRow.state.in_(_BACK), JobRow.leased_until < now)
    return or_(JobRow.state.in_(_TAKEN), is_silent)


def _existing(session: Session, job_id: str) -> JobRow:
    row = session.get(JobRow, job_id)
    if row is None:
        raise NotFound(f"작업을 찾을 수 없습니다: {job_id} / There is no job {job_id!r}.")
    return row


def _row(file: Upload | TurnedAway, added_at: datetime) -> JobRow:
    row = JobRow(
        id=secrets.token_hex(5),
        state=JobState.WAITING,
        added_at=added_at.isoformat(timespec="microseconds"),
        changed_at=added_at.isoformat(timespec="milliseconds"),
        name=file.name,
        suffix="",
        size=file.size,
        original_digest="",
        by=file.by,
        sidecar="",
        is_direct=0,
        attempts=0,
        progress={},
        corrections={},
        message="",
    )
    if isinstance(file, TurnedAway):
        row.state, row.reason, row.message = JobState.REFUSED, file.reason, file.message
    else:
        row.suffix, row.original_digest, row.sidecar = file.suffix, file.original_digest, file.sidecar
        row.replaces, row.is_direct = file.replaces, int(file.is_direct)
    return row


def _job(row: JobRow) -> Job:
    progress = Progress(**{**row.progress, "step": JobStep(row.progress["step"])}) if row.progress else None
    return Job(
        id=row.id,
        upload=Upload(
            name=row.name,
            suffix=row.suffix,
            size=row.size,
            original_digest=row.original_digest,
            by=row.by,
            sidecar=row.sidecar,
            replaces=row.replaces,
            is_direct=bool(row.is_direct),
        ),
        state=JobState(row.state),
        added_at=row.added_at,
        changed_at=row.changed_at,
        attempts=row.attempts,
        progress=progress,
        corrections=row.corrections,
        document_id=row.document_id,
        version=row.version,
        reason=Reason(row.reason) if row.reason else None,
        message=row.message,
    )
