"""The peers that are installed keep the protocol, with the real embedder; the comparison names those that are not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.models.embedder import Embedder, load_embedder
from evals.collections.indexing import Indexed, indexed_collection
from evals.peers import comparing
from evals.peers.comparing import PEERS, available, compare_peers, document, table
from evals.peers.protocol import PeerDocument, first_k
from evals.peers.texts import documents_as_read
from evals.report.markdown import as_markdown
from tests.evals.collections.folders import DOCUMENTS, a_collection, settings_for, silent

pytestmark = pytest.mark.filterwarnings("default")  # other people's packages warn as they like


@pytest.fixture(scope="module")
def embedder(models_dir: Path) -> Embedder:
    """The embedded model."""
    return load_embedder(None, models_dir)


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory, models_dir: Path) -> Iterator[Indexed]:
    """The six documents, taken in."""
    folder = tmp_path_factory.mktemp("peers")
    with indexed_collection(a_collection(folder / "six"), settings_for(folder / "data", models_dir), silent) as found:
        yield found


@pytest.mark.parametrize("name", ["langchain-tutorial", "langchain-ensemble"])
def test_a_peer_ranks_each_document_once(name: str, embedder: Embedder) -> None:
    makers, lacking = available([name])
    if lacking:
        pytest.skip(f"{lacking[name]} is not installed (extra `peers`)")
    peer = makers[name](embedder)
    peer.index([PeerDocument(str(row["_id"]), str(row["title"]), str(row["text"]) * 60) for row in DOCUMENTS])
    ranking = peer.rank("빵집은 버리는 빵을 어떻게 줄였나요?", 3)
    assert ranking[0] == "a bakery"
    assert len(ranking) == len(set(ranking)) == 3


def test_texts_are_those_that_our_readers_read(indexed: Indexed) -> None:
    by_id = {found.id: found for found in documents_as_read(indexed.advisor, indexed.ids)}
    assert set(by_id) == {row["_id"] for row in DOCUMENTS}
    bakery = by_id["a bakery"]
    assert (
        bakery.content == "동네 빵집\n\n동네 빵집은 날씨로 손님 수를 예측해 버리는 빵을 줄였습니다."
        or bakery.content == bakery.text
    )
    assert bakery.title == "동네 빵집"


def test_peers_that_are_not_installed_are_named(indexed: Indexed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing, "PEERS", {"absent": ("no_such_package.peer", "Peer")})
    comparison = compare_peers(indexed, ["absent"], silent)
    assert comparison.lacking == {"absent": "no_such_package"}
    assert [row[0] for row in table(comparison).rows] == ["AX Advisor"]
    assert "no_such_package" in as_markdown(document([comparison]))


class _Backwards:
    """A peer that ranks all documents from Z to A."""

    name = "backwards"

    def __init__(self, embedder: Embedder) -> None:
        self._ids: list[str] = []

    def index(self, documents: list[PeerDocument]) -> None:
        self._ids = sorted((document.id for document in documents), reverse=True)

    def rank(self, query: str, k: int) -> list[str]:
        return first_k(self._ids, k)


def test_peers_are_compared_question_by_question(indexed: Indexed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing, "PEERS", {"backwards": (__name__, "_Backwards")})
    (peer,) = compare_peers(indexed, ["backwards"], silent).peers
    (mrr,) = (item for item in peer.against_ours if item.name == "mrr")
    assert mrr.after == pytest.approx((1 / 2 + 1 / 6 + 1 / 1) / 3, abs=1e-3)
    assert mrr.change < 0


def test_every_peer_is_a_module_of_this_folder() -> None:
    folder = Path(comparing.__file__).parent
    assert all((folder / f"{module.rpartition('.')[2]}.py").is_file() for module, _ in PEERS.values())
