"""Our search and its peers on the same questions."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module

from assistant.bootstrap import ProgressTold
from assistant.models.embedder import Embedder
from evals.collections.indexing import Indexed, ProductSearch
from evals.collections.scoring import SystemResult, measured
from evals.comparing import Difference
from evals.peers.protocol import Peer
from evals.peers.texts import documents_as_read
from evals.report.document import Document, Section, Table
from evals.report.words import change, number, spread

PEERS: Mapping[str, tuple[str, str]] = {
    "langchain-tutorial": ("evals.peers.langchain_tutorial", "TutorialChain"),
    "langchain-ensemble": ("evals.peers.langchain_ensemble", "Ensemble"),
    "llama-index-vector": ("evals.peers.llama_index_vector", "LlamaIndexVector"),
    "llama-index-hybrid": ("evals.peers.llama_index_hybrid", "LlamaIndexHybrid"),
    "haystack-hybrid": ("evals.peers.haystack_hybrid", "HaystackHybrid"),
}
"""Name to module and class; a module is imported only when its peer is asked for."""

MakePeer = Callable[[Embedder], Peer]
HEADER = ("검색", "recall@5", "nDCG@10", "MRR", "nDCG@10 − 우리", "질문당 ms", "색인 초")
_SHOWN = ("recall@5", "ndcg@10", "mrr")


@dataclass(frozen=True, kw_only=True)
class PeerResult:
    """What a peer achieved, how long it took to index (seconds), and its figures minus ours."""

    system: SystemResult
    index_seconds: float
    against_ours: tuple[Difference, ...]


@dataclass(frozen=True, kw_only=True)
class PeerComparison:
    """One set of questions asked of all; `lacking` holds the peers whose packages are missing."""

    questions: str
    ours: SystemResult
    peers: tuple[PeerResult, ...]
    lacking: Mapping[str, str]


def available(names: Sequence[str]) -> tuple[dict[str, MakePeer], dict[str, str]]:
    """The peers that can be built, and for the others the package that is missing."""
    made: dict[str, MakePeer] = {}
    lacking: dict[str, str] = {}
    for name in names:
        module, made_by = PEERS[name]
        try:
            made[name] = getattr(import_module(module), made_by)
        except ModuleNotFoundError as error:
            lacking[name] = error.name or str(error)
    return made, lacking


def compare_peers(indexed: Indexed, names: Sequence[str], tell: ProgressTold) -> PeerComparison:
    """Ask our search and then each peer the same questions of the same texts, with the same embedder."""
    makers, lacking = available(names)
    product = ProductSearch(indexed.advisor.search, indexed.ids)
    product.rank(indexed.questions.queries[0].text, 1)  # the first search opens files
    ours = measured(product, indexed.questions, tell)
    documents = documents_as_read(indexed.advisor, indexed.ids)
    peers = []
    for make in makers.values():
        started = time.perf_counter()
        peer = make(indexed.advisor.embedder)
        peer.index(documents)
        seconds = time.perf_counter() - started
        result = measured(peer, indexed.questions, tell)
        peers.append(PeerResult(system=result, index_seconds=seconds, against_ours=tuple(result.against(ours))))
    return PeerComparison(questions=indexed.questions.name, ours=ours, peers=tuple(peers), lacking=lacking)


def table(comparison: PeerComparison) -> Table:
    """Ours first, then the peers."""
    rows = [_row(comparison.ours, "", "")]
    for peer in comparison.peers:
        item = next(item for item in peer.against_ours if item.name == "ndcg@10")
        told = f"{change(item.change)} ({change(item.low)} – {change(item.high)})"
        rows.append(_row(peer.system, told, f"{peer.index_seconds:.0f}"))
    return Table(header=HEADER, rows=tuple(rows))


def document(comparisons: Sequence[PeerComparison]) -> Document:
    """The report: a table for each set of questions."""
    told = (
        "같은 글(우리 reader가 읽은 제목과 본문)과 같은 임베더입니다. 다른 검색은 그 자습서나 기본값대로 나누고 "
        "찾으며, 문서는 가장 가까운 대목의 자리에 섭니다. 괄호 안은 95 % 구간이고, 차이는 같은 질문끼리 짝지었습니다."
    )
    sections = (
        Section(title=f"{found.questions}: 질문 {len(found.ours.values)}개", told=_lacking(found), table=table(found))
        for found in comparisons
    )
    return Document(title="다른 검색과 견줌", told=(told,), sections=tuple(sections))


def _lacking(comparison: PeerComparison) -> str:
    return " ".join(
        f"{name}: 꾸러미 {package}이(가) 없어 재지 않았습니다." for name, package in comparison.lacking.items()
    )


def _row(system: SystemResult, difference: str, seconds: str) -> tuple[str, ...]:
    figures = [system.figure(name) for name in _SHOWN]
    shown = [f"{number(figure.value)} ({spread(figure.low, figure.high)})" for figure in figures]
    return (system.name, *shown, difference, f"{system.percentile_ms(50):.0f}", seconds)
