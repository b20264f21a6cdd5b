"""Broken and hostile files: each ends as it should, none stops the others. `python -m tests.ingest.hostile` has all."""

from __future__ import annotations

import pytest

from tests.ingest.hostile.case import READ
from tests.ingest.hostile.study import CASES, Ending, endings

CHOSEN = (
    "empty.docx noise.txt cut-at-50.pdf wrong-places.pdf locked-aes.pdf page-tree-circle.pdf run-length-bomb.pdf "
    "forms-draw-each-other.pdf deep-array.pdf length-of-itself.pdf starts-a-program.pdf outline-circle.pdf "
    "white-only.pdf scan.pdf also-an-archive.pdf cut.docx locked.docx locked.hwp small-bomb.docx "
    "entities-laughs.docx entities-file.docx entities.hwpx way-out.docx macros.docm template-from-afar.docx "
    "wrong-sum.docx hidden-only.docx old.doc old.hwp sectors-in-circles.hwp aliases.md deep-quotes.md brackets.md "
    "half-letters.txt invisible-only.txt program.txt deep.html hidden-only.html deep.jsonl scan.png way-out.zip "
    "zero-in-name.zip link.zip zip-in.zip locked.zip bomb.zip overlapping.zip says-one-holds-many.zip "
    "broken-entry.zip bad-word-in.zip "
)


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> list[Ending]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", "")  # without tesseract, as on most machines
        return list(
            endings([case for case in CASES if f" {case.name} " in f" {CHOSEN}"], tmp_path_factory.mktemp("hostile"))
        )


def test_every_file_ends_as_it_should(ended: list[Ending]) -> None:
    assert len(ended) == len(CHOSEN.split()) == 50
    assert [(ending.case.name, ending.codes) for ending in ended if not ending.is_right] == []


def test_none_takes_long_or_much_memory_here(ended: list[Ending]) -> None:
    assert max(ending.seconds for ending in ended) < 60
    assert sum(ending.grown for ending in ended) < 50 * 1024 * 1024


def test_there_are_more_than_a_hundred_and_each_name_is_used_once() -> None:
    assert len(CASES) > 100
    assert len({case.name for case in CASES}) == len(CASES)
    assert sum(READ in case.expected for case in CASES) > 20


def test_every_refusal_says_in_both_languages_what_to_do(ended: list[Ending]) -> None:
    refusals = [(ending.case.name, result) for ending in ended for result in ending.results if result.reason]
    assert len({result.reason for _, result in refusals}) >= 13
    for name, result in refusals:
        korean, english = result.message.removeprefix(f"{result.path}: ").split(" / ")
        assert name in result.path
        assert korean.endswith("주세요.")
        assert english.endswith(".")
