"""Trying a draft before it is published: asking it questions, and seeing which answers it would change."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.actions.intake import Intake
from assistant.actions.permission import require_staff
from assistant.actions.questions import Questions
from assistant.domain.access import DRAFTS, Person, Role, Trial
from assistant.domain.answers import Answer, Question
from assistant.domain.document_events import Change
from assistant.domain.documents import UPLOADED, Draft
from assistant.domain.jobs import JobState, draft_id
from assistant.errors import NotFound
from assistant.store.catalog import Catalog

_SECONDS_BETWEEN_LOOKS = 0.1
_SECONDS_TO_WAIT = 60.0
_TOP = 10
"""Passages of a question among which the draft, or what it replaces, must be for its answer to change."""
_AS_IT_IS = Person(Role.VISITOR, trial=Trial(draft=""))
"""A visitor with no draft at all, whose questions are not kept."""


@dataclass(frozen=True, kw_only=True)
class Effect:
    """A question whose answer the draft changes: the answer now, and once it were published."""

    question: str
    before: Answer
    after: Answer


class Trials:
    """Drafts in the real indexes, found only by who tries them: answers are exactly what they would be.

    A draft leaves the indexes when its file is published or given up. Nothing that is asked here is kept.
    All methods raise NotAllowed for anybody but staff, NotFound, StoreError and ModelError.
    """

    def __init__(
        self, catalog: Catalog, intake: Intake, questions: Callable[[], Questions], changed: Callable[[], None]
    ) -> None:
        self._catalog = catalog
        self._intake = intake
        self._questions = questions
        self._changed = changed

    def begin(self, person: Person, job_id: str) -> None:
        """Take a draft into the indexes, as it would be published now, and wait until it can be found."""
        _require_staff(person)
        proposal = self._intake.proposed(person, job_id)
        metadata = replace(self._intake.corrected(person, job_id), id=draft_id(job_id), audience=DRAFTS)
        draft = Draft(
            metadata=metadata,
            chunks=proposal.chunks,
            digest=hashlib.sha256(repr(metadata).encode("utf-8", "surrogatepass")).hexdigest(),
            root=UPLOADED,
            origin=job_id,
            media_type=proposal.media_type,
            original=b"",
        )
        digest = self._intake.job(person, job_id).upload.original_digest
        _, version = self._catalog.put(draft, digest, Change(by="trial"))
        self._changed()
        deadline = time.monotonic() + _SECONDS_TO_WAIT
        while time.monotonic() < deadline:
            document = self._catalog.document(draft.metadata.id)
            if document and document.served == version.number:
                return
            time.sleep(_SECONDS_BETWEEN_LOOKS)
        raise NotFound("색인이 아직 준비되지 않았습니다. 잠시 뒤 다시 해 주세요. / Not indexed yet; try again shortly.")

    def ask(self, person: Person, job_id: str, text: str) -> Answer:
        """The answer once the draft were published, as a visitor would get it."""
        return self._questions().ask(self._trying(person, job_id), Question(text=text))

    def effects(
        self,
        person: Person,
        job_id: str,
        asked: Sequence[str],
        progress: Callable[[int, int], None] | None = None,
    ) -> list[Effect]:
        """Those of the questions whose answers change, with both answers; `progress` counts questions."""
        trying = self._trying(person, job_id)
        effects = []
        for done, text in enumerate(asked):
            if progress is not None:
                progress(done, len(asked))
            if self._is_touched(text, trying):
                question = Question(text=text)
                before = self._questions().ask(_AS_IT_IS, question)
                after = self._questions().ask(trying, question)
                if (before.status, before.text) != (after.status, after.text):
                    effects.append(Effect(question=text, before=before, after=after))
        if progress is not None:
            progress(len(asked), len(asked))
        return effects

    def _is_touched(self, text: str, trying: Person) -> bool:
        """Whether the draft is among the passages of a question: a search is ten times faster than an answer."""
        assert trying.trial is not None
        passages = self._questions().search(trying, text, top_k=_TOP).passages
        if trying.trial.draft in {passage.chunk.document_id for passage in passages}:
            return True
        before = self._questions().search(_AS_IT_IS, text, top_k=_TOP).passages
        return trying.trial.replaces in {passage.chunk.document_id for passage in before}

    def _trying(self, person: Person, job_id: str) -> Person:
        _require_staff(person)
        job = self._intake.job(person, job_id)
        if self._catalog.document(draft_id(job_id)) is None or job.state is not JobState.READY:
            raise NotFound(f"{job.upload.name}: 먼저 시험을 시작해 주세요. / Begin the trial first.")
        return Person(Role.VISITOR, trial=Trial(draft=draft_id(job_id), replaces=job.upload.replaces))


def _require_staff(person: Person) -> None:
    require_staff(person, "공개 전 시험은 담당자만 할 수 있습니다.", "Only staff may try drafts.")
