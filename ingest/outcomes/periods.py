"""When a figure was measured or told, as the text says it."""

from __future__ import annotations

import re

_YEAR = r"(?:19|20)\d\d년?"
_PERIOD = re.compile(
    rf"{_YEAR}(?: \d{{1,2}}월)?(?:부터|~|–|-)\s?{_YEAR}(?: \d{{1,2}}월)?(?:까지|도)?"
    rf"|{_YEAR}(?: \d{{1,2}}월(?:과 \d{{1,2}}월)?| 말| 초| 시범 재배)?(?: (?:보도|발표|공시|사례집))?(?!\d)"
    r"|(?:마지막 )?(?<!\d)\d{1,3}(?:~\d{1,3})?(?:주(?:째)?|개월)(?: 동안)?(?=[ ,)]|$)"
)


def period_in(text: str) -> str | None:
    """The first period or date a text names; None where it names none."""
    match = _PERIOD.search(text)
    return match.group().strip() if match else None
