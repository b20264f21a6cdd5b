"""The results of an evaluation line by line, for programs."""

from __future__ import annotations

from typing import Any

from assistant.domain.answers import Answer
from assistant.domain.passages import Passage
from evals.measures.catalogue import ScoredTrial


def result_form(item: ScoredTrial) -> dict[str, Any]:
    """One line of `results.jsonl`: the case, what came back and what each measure says."""
    trial = item.trial
    form: dict[str, Any] = {
        "case": trial.case.model_dump(mode="json", exclude_defaults=True),
        "failure": trial.failure,
        "probability": round(trial.probability, 4) if trial.probability is not None else None,
        "search_ms": round(trial.search_ms, 1),
        "answer_ms": round(trial.answer_ms, 1),
        "measures": dict(item.values),
        "found": [_passage_form(passage) for passage in trial.found],
    }
    return form | (_answer_form(trial.answer) if trial.answer is not None else {})


def _answer_form(answer: Answer) -> dict[str, Any]:
    return {
        "status": str(answer.status),
        "standalone_question": answer.standalone_question,
        "writer": answer.writer,
        "sentences": [{"text": sentence.text, "citations": list(sentence.citations)} for sentence in answer.sentences],
        "citations": [
            {"n": citation.n, "chunk_id": citation.passage.chunk.chunk_id, "quote": citation.quote}
            for citation in answer.citations
        ],
        "dropped": [{"text": dropped.text, "reason": dropped.reason} for dropped in answer.dropped],
    }


def _passage_form(passage: Passage) -> dict[str, Any]:
    parts = {name: round(value, 4) for name, value in passage.parts.items()}
    return {"chunk_id": passage.chunk.chunk_id, "score": round(passage.score, 4), "parts": parts}
