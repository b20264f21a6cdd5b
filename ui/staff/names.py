"""Under which name one of staff works. Until people sign in they write it into the title bar; it only goes into the
history.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from starlette.requests import HTTPConnection

from ui.web.people import labels_of

NAME_COOKIE = "ax_staff_name"
LONGEST_NAME = 40

_UNSEEN = re.compile(r"[\x00-\x1f\x7f]")


def name_of(request: HTTPConnection) -> str:
    """The name, or that it is somebody of staff."""
    written = _UNSEEN.sub("", unquote(request.cookies.get(NAME_COOKIE, ""))).strip()
    return written[:LONGEST_NAME] or labels_of(request)("staff_somebody")
