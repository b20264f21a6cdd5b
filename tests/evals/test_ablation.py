"""Leaving parts of the search out, on six documents."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from assistant.domain.access import PUBLIC
from assistant.domain.documents import Chunk, DocumentMetadata, Kind, Provenance
from assistant.store.derived import Piece, indexed_text
from evals.ablation import Ablation, BigramsOnly, MorphemesOnly, ablate, document, reciprocal_ranks, table
from evals.collections.indexing import Indexed, indexed_collection
from evals.report.markdown import as_markdown
from evals.retitling import Retitled, Titles
from tests.evals.collections.folders import a_collection, settings_for, silent


@pytest.fixture(scope="module")
def ablation(tmp_path_factory: pytest.TempPathFactory, models_dir: Path) -> Ablation:
    """All variants that the embedded model of the tests can serve."""
    folder = tmp_path_factory.mktemp("ablation")
    collection, settings = a_collection(folder / "six"), settings_for(folder / "data", models_dir)

    def opened(is_tuned: bool) -> AbstractContextManager[Indexed]:
        return indexed_collection(collection, settings.model_copy(update={"embedding_tuned": is_tuned}), silent)

    return ablate(opened, silent)


def test_every_part_is_left_out_once(ablation: Ablation) -> None:
    names = [result.name for result in ablation.without]
    assert len(names) == len(set(names)) == 15
    assert all(set(result.values) == {"q1", "q2", "q3"} for result in (ablation.full, *ablation.without))
    assert ablation.full.figure("recall@10").value == 1.0


def test_the_table_tells_the_difference_with_its_interval(ablation: Ablation) -> None:
    rows = table(ablation).rows
    assert rows[0][0] == "전부"
    assert rows[0][2] == ""
    assert all("–" in row[2] and "–" in row[4] for row in rows[1:])
    assert "| 순위 융합 (k=60) |" in as_markdown(document([ablation]))


def test_questions_can_lose_either_kind_of_term() -> None:
    assert MorphemesOnly().terms("도금 불량률").bigrams == ()
    assert "도금" in MorphemesOnly().terms("도금 불량률").morphemes
    assert BigramsOnly().terms("도금 불량률").morphemes == ()
    assert "불량" in BigramsOnly().terms("도금 불량률").bigrams


def test_reciprocal_ranks_prefer_what_both_found() -> None:
    assert reciprocal_ranks([["a", "b"], ["b", "c"]]) == ["b", "a", "c"]


class _Noted:
    """An index that notes the texts it is given."""

    label = "noted"
    key = "noted"
    fingerprint = "1"
    is_shared = False

    def __init__(self) -> None:
        self.texts: list[str] = []

    def add(self, generation: str, pieces: list[Piece], copy_from: str | None = None) -> None:
        self.texts += [indexed_text(piece.metadata, piece.chunk) for piece in pieces]


@pytest.mark.parametrize(("titles", "text"), [(Titles.NONE, "본문"), (Titles.KOREAN_ONLY, "제목\n본문")])
def test_titles_are_taken_away(titles: Titles, text: str) -> None:
    metadata = DocumentMetadata(
        id="a",
        title="제목",
        title_en="Title",
        kind=Kind.CASE,
        date="2026",
        audience=PUBLIC,
        provenance=Provenance.PUBLIC,
        sector=("all",),
    )
    piece = Piece(Chunk(chunk_id="a@1#0000", document_id="a", version=1, ordinal=0, text="본문"), metadata)
    noted = _Noted()
    Retitled(noted, titles).add("g", [piece])  # type: ignore[arg-type]
    assert noted.texts == [text]
