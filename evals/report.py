"""The report of an evaluation, in Markdown, and the results line by line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.domain.passages import Passage
from evals.baseline import Difference
from evals.measures.catalogue import MEASURES, Figure, figures, quality
from evals.measures.trial import Trial
from evals.suites.cases import CaseType

WORST = 10
_PASSAGES_SHOWN = 3
_EXCERPT = 160
"""Characters of a passage shown with a badly answered question."""
_BY_TYPE = (
    "recall@5",
    "ndcg@10",
    "key_fact_recall",
    "citation_precision",
    "expected_document_cited",
    "refusal_recall",
    "wrong_refusal",
)


@dataclass(frozen=True, kw_only=True)
class EvaluationReport:
    """All trials of one run of a suite, the figures they make, and how these differ from the baseline."""

    suite: str
    half: str
    trials: tuple[Trial, ...]
    figures: tuple[Figure, ...]
    differences: tuple[Difference, ...] = ()

    @property
    def failed(self) -> tuple[Trial, ...]:
        """The trials in which something broke."""
        return tuple(trial for trial in self.trials if trial.failure)

    @property
    def worst(self) -> tuple[Trial, ...]:
        """The worst questions, worst first; those that were answered without fault are never among them."""
        faulty = [trial for trial in self.trials if quality(trial) < 1]
        return tuple(sorted(faulty, key=lambda trial: (quality(trial), trial.case.id))[:WORST])

    def as_markdown(self) -> str:
        """The whole report."""
        parts = [
            f"# 평가 보고서: {self.suite} ({self.half})",
            f"질문 {len(self.trials)}개, 그 가운데 실패 {len(self.failed)}개. 실패한 질문은 빼지 않고 0점으로 셉니다.",
            "## 측정값\n\n" + _table(("측정", "값", "95% 구간", "질문 수", "방향"), map(_figure_row, self.figures)),
            _differences(self.differences),
            "## 질문 유형별\n\n" + _by_type(self.trials),
            "## 가장 나쁜 질문\n\n" + "\n\n".join(map(_told, self.worst)),
        ]
        return "\n\n".join(part for part in parts if part) + "\n"

    def write(self, folder: Path) -> None:
        """Write `report.md` and `results.jsonl` into a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "report.md").write_text(self.as_markdown(), "utf-8")
        lines = (json.dumps(result_form(trial), ensure_ascii=False) + "\n" for trial in self.trials)
        (folder / "results.jsonl").write_text("".join(lines), "utf-8")


def number(value: float) -> str:
    """A figure as it is shown: three decimals for shares, none for milliseconds."""
    return f"{value:,.0f}" if abs(value) >= 10 else f"{value:.3f}"


def result_form(trial: Trial) -> dict[str, Any]:
    """One line of `results.jsonl`: the case, what came back and what each measure says."""
    values = {measure.name: measure.measure(trial) for measure in MEASURES}
    form: dict[str, Any] = {
        "case": trial.case.model_dump(mode="json"),
        "failure": trial.failure,
        "search_ms": round(trial.search_ms, 1),
        "answer_ms": round(trial.answer_ms, 1),
        "measures": {name: round(value, 4) for name, value in values.items() if value is not None},
        "found": [_passage_form(passage) for passage in trial.found],
    }
    if trial.answer is not None:
        answer = trial.answer
        form |= {
            "status": str(answer.status),
            "standalone_question": answer.standalone_question,
            "writer": answer.writer,
            "sentences": [
                {"text": sentence.text, "citations": list(sentence.citations)} for sentence in answer.sentences
            ],
            "citations": [
                {"n": citation.n, "chunk_id": citation.passage.chunk.chunk_id, "quote": citation.quote}
                for citation in answer.citations
            ],
            "dropped": [{"text": dropped.text, "reason": dropped.reason} for dropped in answer.dropped],
        }
    return form


def _passage_form(passage: Passage) -> dict[str, Any]:
    parts = {name: round(value, 4) for name, value in passage.parts.items()}
    return {"chunk_id": passage.chunk.chunk_id, "score": round(passage.score, 4), "parts": parts}


def _figure_row(figure: Figure) -> tuple[str, ...]:
    spread = f"{number(figure.low)} – {number(figure.high)}"
    direction = "클수록 좋음" if figure.larger_is_better else "작을수록 좋음"
    return figure.name, number(figure.value), spread, str(figure.count), direction


def _differences(differences: Sequence[Difference]) -> str:
    if not differences:
        return ""
    rows = (
        (item.name, number(item.before), number(item.now.value), f"{item.change:+.3f}", item.verdict)
        for item in differences
    )
    return "## 기준값과의 차이\n\n" + _table(("측정", "기준값", "이번", "차이", "판정"), rows)


def _by_type(trials: Sequence[Trial]) -> str:
    rows = []
    for case_type in CaseType:
        of_type = [trial for trial in trials if trial.case.type is case_type]
        if of_type:
            values = {figure.name: number(figure.value) for figure in figures(of_type)}
            rows.append((str(case_type), str(len(of_type)), *(values.get(name, "") for name in _BY_TYPE)))
    return _table(("유형", "질문 수", *_BY_TYPE), rows)


def _told(trial: Trial) -> str:
    """One badly answered question with what was expected, what was said and what was found."""
    case, answer = trial.case, trial.answer
    lines = [
        f"### {case.id} ({quality(trial):.2f})",
        f"- 질문: {case.text}",
        f"- 바란 문서: {', '.join(case.expected_documents) or '없음 (답할 수 없는 질문)'}",
        f"- 바란 사실: {'; '.join(case.key_facts) or '없음'}",
        f"- 상태: {answer.status if answer is not None else '답변 없음'} {trial.failure}".rstrip(),
    ]
    if answer is not None and answer.standalone_question != case.text:
        lines.append(f"- 검색한 말: {answer.standalone_question}")
    if answer is not None and answer.sentences:
        lines.append("- 답변:")
        lines += [f"  - {sentence.text} {list(sentence.citations)}" for sentence in answer.sentences]
        lines.append(f"- 인용한 문서: {', '.join(trial.cited_documents)}")
    lines.append("- 찾은 대목:")
    lines += [f"  {rank}. {_excerpt(passage)}" for rank, passage in enumerate(trial.found[:_PASSAGES_SHOWN], start=1)]
    return "\n".join(lines)


def _excerpt(passage: Passage) -> str:
    text = " ".join(passage.chunk.text.split())
    shown = text if len(text) <= _EXCERPT else text[:_EXCERPT] + "…"
    return f"`{passage.chunk.chunk_id}` {passage.score:.3f} {shown}"


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
