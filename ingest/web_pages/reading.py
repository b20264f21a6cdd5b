"""Reading a web page: the job that is done in the room."""

from __future__ import annotations

import re

from assistant.domain.synchronising import Reason
from ingest.isolation import Unreadable
from ingest.web_pages.pieces import WebText

_DEEPEST = 1_000
"""Elements inside each other. The parser's time grows with the square of it."""
_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_UNCOUNTED = frozenset(
    b"area base br col embed hr img input link meta source track wbr p li dt dd td th tr tbody thead tfoot option "
    b"colgroup body html head".split()
)
"""Elements that have no end, or need not say it."""


def read_web_page(content: bytes) -> WebText:
    """What a page shows; its text comes as UTF-8. Raises Unreadable: CORRUPT for one that is nested too deeply."""
    _check_depth(content)
    from ingest.web_pages.visible import visible_text  # inside the room only: nobody else loads the library

    return visible_text(content.decode("utf-8", "ignore"))


def _check_depth(content: bytes) -> None:
    depth = 0
    for match in _TAG.finditer(content):
        if match[2].lower() not in _UNCOUNTED:
            depth = max(0, depth - 1) if match[1] else depth + 1
        if depth > _DEEPEST:
            korean = "요소가 너무 깊이 겹친 웹 페이지라 읽을 수 없습니다. 브라우저에서 열어 PDF로 저장해 주세요."
            english = "The elements of the page are nested too deeply. Open it in a browser and save it as PDF."
            raise Unreadable(Reason.CORRUPT, (korean, english))
