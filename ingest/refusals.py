"""Why a file is refused, in words a person can act on: the file, what is wrong, what to do."""

from __future__ import annotations

from assistant.domain.synchronising import Reason
from assistant.errors import DocumentRefused

_WORDS: dict[Reason, str] = {
    Reason.EMPTY_FILE: "내용이 없는 빈 파일입니다. 올바른 파일인지 확인해 주세요.",
    Reason.NO_TEXT: "읽을 수 있는 글자가 없습니다. 스캔한 문서라면 글자 인식(OCR)을 거쳐 저장한 파일을 올려 주세요.",
    Reason.CORRUPT: "파일이 손상되어 읽을 수 없습니다. 원본에서 다시 저장해 주세요.",
    Reason.ENCRYPTED: "암호가 걸려 있어 읽을 수 없습니다. 암호를 풀고 다시 저장해 주세요.",
    Reason.UNSUPPORTED_TYPE: "지원하지 않는 형식입니다. Markdown(.md), PDF(.pdf), JSON 줄(.jsonl) 파일로 올려 주세요.",
    Reason.TYPE_MISMATCH: "확장자와 실제 내용이 다릅니다. 파일 형식을 확인하고 알맞은 확장자로 다시 저장해 주세요.",
    Reason.TOO_LARGE: "파일이 너무 큽니다. 파일을 나누거나 그림의 크기를 줄여 주세요.",
    Reason.BAD_METADATA: "문서 정보(메타데이터)가 올바르지 않습니다. 아래 항목을 고쳐 주세요.",
    Reason.BAD_ENCODING: "글자를 읽을 수 없습니다. UTF-8로 다시 저장해 주세요.",
    Reason.DUPLICATE_ID: "같은 ID의 문서가 이미 있습니다. 둘 중 하나의 id를 바꿔 주세요.",
    Reason.NOT_FOUND: "파일이나 폴더를 찾을 수 없습니다. 경로를 확인해 주세요.",
    Reason.INTERNAL: "처리하는 중에 예상하지 못한 오류가 났습니다. 다시 시도해도 같으면 관리자에게 알려 주세요.",
}


def refused(reason: Reason, name: str, words: str | None = None) -> DocumentRefused:
    """The refusal to raise: `words` say more exactly what is wrong and what to do than the usual sentence."""
    return DocumentRefused(reason, f"{name}: {words or _WORDS[reason]}")
