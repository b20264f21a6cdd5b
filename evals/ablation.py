"""`python -m evals.ablation [--collection DIR]`: what each part of the search is worth, by leaving it out.

The reranker, which is off unless it is set, takes no part.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from assistant.bootstrap import Advisor, ProgressTold
from assistant.errors import AdvisorError
from assistant.retrieval.search import other_words
from assistant.retrieval.weights import AskedWeight, SearchWeights, search_weights
from assistant.retrieval.wording import Wording
from assistant.settings import read_settings
from assistant.store.indexes import Indexes
from assistant.store.morphemes import MorphemeTokenizer, Terms
from evals.collections.bench import SearchBench, dense_only, keyword_only, search_bench
from evals.collections.indexing import EVERYTHING, Indexed, ProductSearch, indexed_collection, indexed_suite
from evals.collections.scoring import DEPTH, System, SystemResult, measured
from evals.collections.screen import on_screen
from evals.comparing import Difference
from evals.console import errors, output, tell
from evals.report.document import Document, Section, Table
from evals.report.markdown import as_markdown
from evals.report.words import change, number, spread
from evals.retitling import Titles, retitled_search
from evals.suites.cases import read_suite
from evals.suites.parts import Part, cases_of, suite_path
from evals.variants import DEFAULT, variant

FULL = "전부"
UNTUNED = "AX_EMBEDDING_TUNED=false"
RANK_CONSTANT = 60
"""k of reciprocal rank fusion (Cormack, Clarke and Büttcher, 2009)."""
HEADER = ("검색", "nDCG@10", "차이 (95 % 구간)", "recall@5", "차이 (95 % 구간)")
_REPORT = Path("reports/ablation.md")

Opened = Callable[[bool], AbstractContextManager[Indexed]]
"""Opens the same documents and questions, with the embedder tuned (True) or as it was published."""


class MorphemesOnly(MorphemeTokenizer):
    """Questions without letter pairs."""

    def terms(self, text: str) -> Terms:
        """The morphemes of a text."""
        return Terms(super().terms(text).morphemes, ())


class BigramsOnly(MorphemeTokenizer):
    """Questions without morphemes."""

    def terms(self, text: str) -> Terms:
        """The letter pairs of a text."""
        return Terms((), super().terms(text).bigrams)


class RankFusion:
    """Both searches fused by the reciprocals of their ranks instead of their scores."""

    name = f"순위 융합 (k={RANK_CONSTANT})"

    def __init__(self, advisor: Advisor, indexes: Indexes, ids: Mapping[str, str]) -> None:
        self._advisor = advisor
        self._indexes = indexes
        self._ids = ids

    def rank(self, query: str, k: int) -> list[str]:
        """The ids of up to `k` documents, each at the place of its best passage."""
        advisor, wanted = self._advisor, search_weights().candidates
        text = advisor.wording.standard(query)
        audiences = [audience for audience in advisor.catalog.audiences() if EVERYTHING.may_see(audience)]
        embedding = advisor.embedder.embed_queries([text])[0]
        dense = self._indexes.dense_search(embedding, audiences, wanted)
        keyword = self._indexes.keyword_search(text, audiences, wanted, other_words(advisor.wording, text))
        fused = reciprocal_ranks([[chunk for chunk, _ in found] for found in (dense, keyword)])
        served = advisor.catalog.served(fused)
        skipped = search_weights().skipped_headings
        chunks = (served[chunk][0] for chunk in fused if chunk in served)
        kept = (chunk for chunk in chunks if not chunk.heading or chunk.heading[-1] not in skipped)
        documents = dict.fromkeys(self._ids.get(chunk.document_id, chunk.document_id) for chunk in kept)
        return list(documents)[:k]


def reciprocal_ranks(rankings: Sequence[Sequence[str]]) -> list[str]:
    """Everything that was ranked, by the sum of 1 / (k + rank), largest first; ties in the order of the names."""
    sums: dict[str, float] = {}
    for ranking in rankings:
        for rank, name in enumerate(ranking, start=1):
            sums[name] = sums.get(name, 0.0) + 1 / (RANK_CONSTANT + rank)
    return sorted(sums, key=lambda name: (-sums[name], name))


@dataclass(frozen=True, kw_only=True)
class Ablation:
    """One set of questions asked with everything, then with each part left out."""

    questions: str
    full: SystemResult
    without: tuple[SystemResult, ...]


def ablate(opened: Opened, tell: ProgressTold) -> Ablation:
    """Measure the whole search and every variant. Raises AdvisorError.

    What changes the indexes (titles, the model) is indexed in data directories of its own, the first time only.
    """
    with opened(True) as indexed, search_bench(indexed.advisor) as bench:
        full, *others = (measured(system, indexed.questions, tell) for system in _systems(indexed, bench))
        for titles, name in ((Titles.KOREAN_ONLY, "영어 제목 없이"), (Titles.NONE, "제목 없이")):
            with retitled_search(indexed.advisor, indexed.source, titles, tell) as search:
                others.append(measured(ProductSearch(search, indexed.ids, name), indexed.questions, tell))
        is_embedded = indexed.advisor.settings.embedding_model is None
    if is_embedded:
        with opened(False) as indexed, search_bench(indexed.advisor) as bench:
            untuned = ProductSearch(bench.search(), indexed.ids, "맞추지 않은 임베더")
            others.append(measured(untuned, indexed.questions, tell))
    return Ablation(questions=indexed.questions.name, full=full, without=tuple(others))


def _systems(indexed: Indexed, bench: SearchBench) -> Iterator[System]:
    """The whole search, and what can be left out without touching the indexes."""
    ids, names = indexed.ids, indexed.advisor.wording.names
    yield ProductSearch(bench.search(), ids, FULL)
    yield ProductSearch(bench.search(weights=dense_only()), ids, "의미 검색만")
    yield ProductSearch(bench.search(weights=keyword_only()), ids, "낱말 검색만")
    yield ProductSearch(bench.search(tokenizer=BigramsOnly(names)), ids, "형태소 없이")
    yield ProductSearch(bench.search(tokenizer=MorphemesOnly(names)), ids, "글자 쌍 없이")
    yield RankFusion(indexed.advisor, bench.indexes(), ids)
    unasked = search_weights().asked.model_copy(update={"weight": 0.0})
    yield ProductSearch(bench.search(weights=_but(asked=unasked)), ids, "문서가 답하는 질문 없이")
    yield ProductSearch(bench.search(weights=_but(other_language=0.0)), ids, "언어 보정 없이")
    yield ProductSearch(bench.search(weights=_but(enough=0.0)), ids, "찾은 낱말의 몫 없이")
    yield ProductSearch(bench.search(weights=_but(synonyms=0.0)), ids, "같은 뜻의 말 없이")
    yield ProductSearch(bench.search(weights=_but(synonyms=1.0)), ids, "같은 뜻의 말을 질문의 말만큼")
    yield ProductSearch(bench.search(weights=_but(translations=0.0)), ids, "번역 없이")
    yield ProductSearch(bench.search(wording=Wording()), ids, "사전 없이")


def _but(**weights: float | AskedWeight) -> SearchWeights:
    return search_weights().model_copy(update=weights)


def table(ablation: Ablation) -> Table:
    """The whole search first, then what is left without each part."""
    rows = [_row(ablation.full, {})]
    rows += [_row(r, {item.name: item for item in r.against(ablation.full)}) for r in ablation.without]
    return Table(header=HEADER, rows=tuple(rows))


def _row(result: SystemResult, differences: Mapping[str, Difference]) -> tuple[str, ...]:
    cells = [result.name]
    for name in ("ndcg@10", "recall@5"):
        figure, item = result.figure(name), differences.get(name)
        cells.append(number(figure.value) if item else f"{number(figure.value)} ({spread(figure.low, figure.high)})")
        cells.append(f"{change(item.change)} ({change(item.low)} – {change(item.high)})" if item else "")
    return tuple(cells)


def document(ablations: Sequence[Ablation]) -> Document:
    """The report: a table for each set of questions."""
    told = (
        f"검색의 한 부분씩 빼고 같은 질문을 다시 물었습니다. 문서 {DEPTH}개까지의 순서를 재고, "
        "차이는 같은 질문끼리 짝지은 것이며 괄호 안은 95 % 구간입니다."
    )
    sections = (
        Section(title=f"{found.questions}: 질문 {len(found.full.values)}개", table=table(found)) for found in ablations
    )
    return Document(title="검색의 부분마다의 값", told=(told,), sections=tuple(sections))


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print and write the tables; 1 when something cannot be evaluated."""
    parser = argparse.ArgumentParser(prog="python -m evals.ablation", description=__doc__)
    parser.add_argument("--collection", action="append", type=Path, default=[], metavar="DIR")
    parser.add_argument("--half", choices=("development", "scored", "all"), default="development")
    parser.add_argument("--no-suite", action="store_true", help="only the collections")
    parser.add_argument("--out", type=Path, default=_REPORT, metavar="FILE")
    given = parser.parse_args(arguments)
    ablations = []
    try:
        if not given.no_suite:
            ablations.append(ablate(_golden(Part(given.half)), tell))
        ablations += [ablate(_collection(folder), tell) for folder in given.collection]
    except AdvisorError as error:
        errors.print(str(error), style="red", markup=False)
        return 1
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text(as_markdown(document(ablations)), "utf-8")
    for ablation in ablations:
        output.print(on_screen(table(ablation), ablation.questions), markup=False)
    errors.print(f"결과: {given.out}", markup=False, soft_wrap=True)
    return 0


def _golden(half: Part) -> Opened:
    cases = cases_of(read_suite(suite_path("golden")), half)
    return lambda is_tuned: indexed_suite("golden", cases, variant(DEFAULT if is_tuned else UNTUNED).settings, tell)


def _collection(folder: Path) -> Opened:
    return lambda is_tuned: indexed_collection(folder, read_settings(embedding_tuned=is_tuned), tell)


if __name__ == "__main__":
    sys.exit(main())
