"""The place where files are dropped: sends them one by one and tells how far it is; each becomes a job at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import gradio as gr

from ingest.readers import READERS
from ui.staff.arrivals import ARRIVALS
from ui.staff.door import STAFF_PAGES
from ui.web.rendering import static_text

SUFFIXES = (*sorted(READERS), ".zip")
"""What can be dropped."""


def drop_values(max_file_megabytes: int) -> Mapping[str, Any]:
    """What the template of the place needs."""
    return {
        "accept": ",".join((*SUFFIXES, ".yml", ".yaml")),
        "suffixes": " ".join(SUFFIXES),
        "megabytes": max_file_megabytes,
        "arrivals": f"{STAFF_PAGES}{ARRIVALS}",
        "files": f"{STAFF_PAGES}/files",
    }


def drop_zone(value: gr.i18n.I18nData | None = None) -> gr.HTML:
    """The place itself; triggers `upload` whenever a file has become a job."""
    return gr.HTML(value, apply_default_css=False, js_on_load=static_text("drop.js"))
