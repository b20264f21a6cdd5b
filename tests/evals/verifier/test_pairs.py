"""The labelled sentences fit the corpus, and the rules make lies of them."""

from __future__ import annotations

import random
import re
from collections import Counter
from pathlib import Path

import pytest

from assistant.errors import WrongUse
from assistant.settings import corpus_dir
from evals.suites.cases import Half
from evals.verifier.pairs import Pair, PairKind, written_pairs
from evals.verifier.perturbing import lie, made_pairs, with_other_ending


def _letters(text: str) -> str:
    return re.sub(r"[\s*`|\-]", "", text)


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """The text of every document of the corpus by its name; of printed ones the text they were made from."""
    files = sorted(corpus_dir().glob("*/*.md"))
    return {file.name.removesuffix(".md").removesuffix(".source"): _letters(file.read_text("utf-8")) for file in files}


def test_every_place_is_still_in_the_corpus(texts: dict[str, str]) -> None:
    lost = [pair.id for pair in written_pairs() if _letters(pair.quote) not in texts[pair.document]]
    assert lost == []


def test_there_is_enough_of_every_kind_in_both_halves() -> None:
    written = written_pairs()
    pairs = [*written, *made_pairs(written)]
    assert len({pair.id for pair in pairs}) == len(pairs) > 400
    assert sum(pair.kind is PairKind.PARAPHRASE for pair in written) >= 140
    count = Counter((pair.half, pair.kind) for pair in pairs)
    assert min(count[half, kind] for half in Half for kind in PairKind) >= 20


def test_making_lies_gives_the_same_every_time() -> None:
    written = written_pairs()[:20]
    assert made_pairs(written) == made_pairs(written)


def test_sentences_about_one_place_are_in_one_half() -> None:
    pair = Pair(id="a", kind=PairKind.PARAPHRASE, document="d", quote="직원은 42명입니다.", text="직원이 42명입니다.")
    other = pair.model_copy(update={"id": "b", "text": "직원 42명이 일합니다."})
    assert pair.half is other.half is made_pairs([pair, *written_pairs()])[0].half


@pytest.mark.parametrize(
    ("kind", "text", "told"),
    [
        (PairKind.UNIT, "1.3%포인트 줄었습니다.", "1.3% 줄었습니다."),
        (PairKind.NEGATION, "비용은 공개되지 않았습니다.", "비용은 공개되었습니다."),
        (PairKind.NEGATION, "신청할 수 있습니다.", "신청할 수 없습니다."),
        (PairKind.DIRECTION, "불량이 줄었습니다.", "불량이 늘었습니다."),
    ],
)
def test_a_rule_changes_one_thing(kind: PairKind, text: str, told: str) -> None:
    assert lie(kind, text, random.Random(1)) == told


def test_a_changed_name_gets_its_own_particle() -> None:
    told = lie(PairKind.NAME, "국가정보원은 지침을 냈습니다.", random.Random(1))
    assert told is not None
    assert re.match(r"(\S*[부회소교]는|\S*[원단]은) 지침을 냈습니다\.", told)


def test_nothing_to_change_makes_no_lie() -> None:
    assert lie(PairKind.NUMBER, "비용은 공개되지 않았습니다.", random.Random(1)) is None


def test_another_ending_says_the_same() -> None:
    assert with_other_ending("불량이 줄었습니다.") == "불량이 줄었다고 합니다."


def test_a_malformed_line_is_named(tmp_path: Path) -> None:
    (tmp_path / "pairs.jsonl").write_text("{}\n", "utf-8")
    with pytest.raises(WrongUse, match=r"pairs\.jsonl 1"):
        written_pairs([tmp_path / "pairs.jsonl"])
