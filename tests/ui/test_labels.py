"""Labels: both languages say the same things, and the browser's wish is followed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from assistant.domain.access import AudienceGroup, Role
from assistant.domain.answers import Language, Status, Support
from assistant.domain.document_events import DocumentAction
from assistant.domain.documents import Kind, Provenance
from assistant.domain.jobs import JobState, JobStep
from assistant.domain.library_listing import Age, EntryState, Usefulness
from ui.explaining import REASONS
from ui.labels import Labels, all_labels, preferred_language
from ui.web.chat_page import EXAMPLES
from ui.web.conversation import STAGES

_UI = Path(__file__).resolve().parents[2] / "ui"
_BLANK = re.compile(r"\{(\w+)\}")


@pytest.mark.parametrize("name", sorted(all_labels()))
def test_each_label_is_there_in_both_languages_with_the_same_blanks(name: str) -> None:
    label = all_labels()[name]
    assert set(label) == {str(language) for language in Language}
    assert all(text.strip() for text in label.values())
    assert set(_BLANK.findall(label["ko"])) == set(_BLANK.findall(label["en"]))


def test_each_label_that_code_and_templates_name_exists() -> None:
    sources = [*_UI.glob("*.py"), *_UI.glob("web/*.py"), *_UI.glob("staff/*.py"), *_UI.glob("web/templates/**/*.html")]
    named = {name for path in sources for name in re.findall(r"labels?\(\"(\w+[a-z0-9])\"", path.read_text("utf-8"))}
    assert named
    assert named <= set(all_labels())


def test_each_label_that_is_put_together_exists() -> None:
    put_together = [f"ended_{status}" for status in Status] + [f"kind_{kind}" for kind in Kind]
    put_together += [f"stage_{stage}" for stage in STAGES]
    put_together += [f"support_{support}" for support in Support]
    put_together += [name for wish in ("wish_more", "wish_brief", "wish_table") for name in (wish, f"{wish}_question")]
    put_together += [f"example_{name}_{piece}" for name in EXAMPLES for piece in ("situation", "question")]
    put_together += [
        f"failure_{piece}_{status}" for piece in ("heading", "text") for status in (403, 404, 422, 500, 503)
    ]
    assert set(put_together) <= set(all_labels())


def test_each_label_of_the_staff_pages_that_is_put_together_exists() -> None:
    words: dict[str, Iterable[object]] = {
        "audience": [group for group in AudienceGroup if group is not AudienceGroup.DRAFT],
        "provenance": Provenance,
        "state": EntryState,
        "age": Age,
        "usefulness": Usefulness,
        "job": JobState,
        "step": JobStep,
        "did": DocumentAction,
        "role": [Role.VISITOR, Role.CONSULTANT, Role.STAFF],
        "door": ["elsewhere", "foreign", "closed", "wrong_token"],
        "page": ["add", "library", "chunks", "test_box", "outcomes", "gaps", "question"],
    }
    put_together = {f"staff_{name}_{word}" for name, some in words.items() for word in some}
    assert put_together <= set(all_labels())
    assert set(REASONS.values()) <= set(all_labels())


def test_blanks_are_filled_in() -> None:
    assert Labels(Language.KOREAN)("page_number", page=3) == "3쪽"
    assert Labels(Language.ENGLISH)("page_number", page=3) == "page 3"
    with pytest.raises(KeyError):
        Labels(Language.KOREAN)("no_such_label")


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "ko"),
        ("", "ko"),
        ("*", "ko"),
        ("ko-KR,ko;q=0.9,en-US;q=0.8", "ko"),
        ("en-US,en;q=0.9,ko;q=0.8", "en"),
        ("en;q=0.5, ko;q=0.9", "ko"),
        ("ja,ko;q=0.5", "ko"),
        ("ja,fr;q=0.5", "en"),
        ("ko;q=0,en", "en"),
        ("ko;q=often,en;q=0.1", "en"),
    ],
)
def test_the_language_the_browser_asks_for(header: str | None, language: str) -> None:
    assert preferred_language(header) == language
