"""Everything that can go wrong and is told to people, as one tree.

AdvisorError                 anything this product tells a person about a failure
├── WrongUse                 a command or setting was given that is not allowed
├── NotAllowed               the person may not see or do this
├── NotFound                 no such document, version or passage
├── AnsweringStopped         staff have stopped answering; carries their reason
├── DocumentRefused          a file cannot become a document; carries the reason code
├── StoreError               the catalog or an index cannot be used
│   ├── AlreadyOwned         another process owns this data directory
│   └── IndexDamaged         an index disagrees with the catalog and needs a rebuild
└── ModelError               an embedding or language model cannot be used
    ├── ModelUnavailable     it cannot be found or loaded
    └── ModelFailed          it was reached and failed, stalled or replied nonsense

Errors of other libraries are translated at the edge into one of these. Messages carry the value that was given and what
to do about it.
"""

from __future__ import annotations

from assistant.domain.file_reports import FileReport
from assistant.domain.synchronising import Reason


class AdvisorError(Exception):
    """Anything this product tells a person about a failure."""


class WrongUse(AdvisorError):
    """A command, request or setting was given that is not allowed."""


class NotAllowed(AdvisorError):
    """The person may not see or do this."""


class NotFound(AdvisorError):
    """There is no such document, version or passage (or none this person may see)."""


class AnsweringStopped(AdvisorError):
    """Staff have stopped answering for the time being; searching and reading go on."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"지금은 상담 답변을 잠시 멈추었습니다. 사유: {reason} / Answering is paused for now. Reason: {reason}"
        )
        self.reason = reason


class DocumentRefused(AdvisorError):
    """A file cannot become a document. The message names the file and says what to do.

    `report` is what was found in it, where it could be read.
    """

    def __init__(self, reason: Reason, message: str, report: FileReport | None = None) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message
        self.report = report


class StoreError(AdvisorError):
    """The catalog or an index cannot be used."""


class AlreadyOwned(StoreError):
    """Another process owns this data directory."""


class IndexDamaged(StoreError):
    """An index disagrees with the catalog and needs a rebuild."""


class ModelError(AdvisorError):
    """An embedding or language model cannot be used."""


class ModelUnavailable(ModelError):
    """A model cannot be found or loaded."""


class ModelFailed(ModelError):
    """A model was reached and failed, stalled or replied with something unusable."""
