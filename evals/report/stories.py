"""A question told in full: what was expected, what was said, and what was found with the parts of each score."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain.passages import Passage
from evals.comparing import QuestionChange
from evals.measures.access_leaks import leaked_documents
from evals.measures.catalogue import ScoredTrial
from evals.measures.number_errors import wrong_numerals
from evals.measures.trial import Trial
from evals.report.document import Story, Table
from evals.report.words import GAPS, TYPES

_PASSAGES_SHOWN = 5
_EXCERPT = 200
"""Characters of a passage that are shown."""


def story(item: ScoredTrial) -> Story:
    """A question of one run."""
    trial = item.trial
    return Story(
        heading=f"{trial.case.id} ({item.quality:.2f})",
        facts=(*_asked(trial), *_outcome(trial)),
        answers=(("답변", _sentences(trial)),) if _sentences(trial) else (),
        passages=_passages(trial.found),
    )


def story_of_two(change: QuestionChange, first: ScoredTrial, second: ScoredTrial) -> Story:
    """A question that was answered differently in two runs."""
    told = "; ".join(f"{name} {before:.2f} → {after:.2f}" for name, (before, after) in change.measures.items())
    return Story(
        heading=f"{change.case_id} ({change.before:.2f} → {change.after:.2f})",
        facts=(*_asked(first.trial), ("달라진 값", told)),
        answers=tuple(
            (_ending(name, item.trial), _sentences(item.trial)) for name, item in (("A", first), ("B", second))
        ),
    )


def _asked(trial: Trial) -> list[tuple[str, str]]:
    case = trial.case
    kind = TYPES[case.type] + (f", {GAPS[case.gap]}" if case.gap is not None else "")
    facts = [
        ("질문", case.text),
        ("유형", f"{kind} · {case.role}"),
        ("바란 문서", ", ".join(case.expected_documents) or "없음 (답이 없어야 하는 질문)"),
        ("바란 사실", "; ".join(case.key_facts)),
        ("바란 대목", " / ".join(case.quotes)),
        ("보이면 안 되는 문서", ", ".join(case.forbidden_documents)),
    ]
    return [(label, value) for label, value in facts if value]


def _outcome(trial: Trial) -> list[tuple[str, str]]:
    answer = trial.answer
    standalone = answer.standalone_question if answer is not None else ""
    facts = [
        ("상태", str(answer.status) if answer is not None else "답변 없음"),
        ("실패", trial.failure),
        ("충분하다고 본 확률", f"{trial.probability:.2f}" if trial.probability is not None else ""),
        ("검색한 말", standalone if standalone != trial.case.text else ""),
        ("인용한 문서", ", ".join(trial.cited_documents)),
        ("출처에 없는 수", ", ".join(wrong_numerals(answer)) if answer is not None else ""),
        ("보인 금지 문서", ", ".join(leaked_documents(trial))),
    ]
    return [(label, value) for label, value in facts if value]


def _sentences(trial: Trial) -> tuple[str, ...]:
    """The sentences with their citation marks, and those that verification withheld."""
    if trial.answer is None:
        return ()
    kept = [f"{item.text} {''.join(f'[{n}]' for n in item.citations)}" for item in trial.answer.sentences]
    return (*kept, *(f"(뺀 문장: {item.reason}) {item.text}" for item in trial.answer.dropped))


def _ending(name: str, trial: Trial) -> str:
    return f"{name}: {trial.answer.status if trial.answer is not None else trial.failure}"


def _passages(found: Sequence[Passage]) -> Table | None:
    if not found:
        return None
    rows = tuple(
        (
            str(rank),
            passage.chunk.chunk_id,
            f"{passage.score:.3f}",
            " · ".join(f"{name} {value:.3f}" for name, value in passage.parts.items()),
            _excerpt(passage.chunk.text),
        )
        for rank, passage in enumerate(found[:_PASSAGES_SHOWN], start=1)
    )
    return Table(header=("순위", "조각", "점수", "점수의 계산", "대목"), rows=rows)


def _excerpt(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _EXCERPT else line[:_EXCERPT] + "…"
