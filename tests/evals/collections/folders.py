"""A collection of six documents, small enough to know by heart."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from assistant.settings import Settings

DOCUMENTS: Sequence[Mapping[str, object]] = (
    {
        "_id": "plating",
        "title": "도금 공장",
        "text": "부산의 도금 공장은 인공지능으로 전류를 조절해 불량률을 낮추었습니다.",
    },
    {"_id": "a bakery", "title": "동네 빵집", "text": "동네 빵집은 날씨로 손님 수를 예측해 버리는 빵을 줄였습니다."},
    {
        "_id": "voucher",
        "title": "데이터 바우처",
        "text": "데이터 바우처는 중소기업의 데이터 구매와 가공 비용을 지원합니다.",
    },
    {"_id": "chatbot", "title": "쇼핑몰 챗봇", "text": "쇼핑몰은 챗봇으로 반품 문의에 밤에도 답합니다."},
    {"_id": "greenhouse", "title": "딸기 온실", "text": "딸기 온실은 센서로 습도를 재어 물 주는 때를 정합니다."},
    {"_id": "camera", "title": "용접 검사", "text": "용접 부위를 카메라로 살펴 균열을 찾습니다."},
)
QUERIES: Sequence[Mapping[str, object]] = (
    {"_id": "q1", "text": "도금 불량률을 어떻게 낮췄나요?"},
    {"_id": "q2", "text": "빵집은 버리는 빵을 어떻게 줄였나요?"},
    {"_id": "q3", "text": "데이터 가공 비용을 지원하는 사업은?"},
)
QRELS: Sequence[Mapping[str, object]] = (
    {"query-id": "q1", "corpus-id": "plating", "score": 2},
    {"query-id": "q1", "corpus-id": "camera", "score": 1},
    {"query-id": "q2", "corpus-id": "a bakery", "score": 1},
    {"query-id": "q3", "corpus-id": "voucher", "score": 1},
    {"query-id": "q3", "corpus-id": "chatbot", "score": 0},
)


def write_lines(path: Path, rows: Sequence[Mapping[str, object]]) -> None:
    """JSON lines with a name of our choice."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")


def a_collection(folder: Path) -> Path:
    """The whole collection with the keys of BEIR."""
    write_lines(folder / "corpus.jsonl", DOCUMENTS)
    write_lines(folder / "queries.jsonl", QUERIES)
    write_lines(folder / "qrels.jsonl", QRELS)
    return folder


def settings_for(data_dir: Path, models_dir: Path) -> Settings:
    """A data directory of its own with the embedded model of the tests."""
    return Settings(data_dir=data_dir, models_dir=models_dir)


def silent(step: str, done: int, total: int) -> None:
    """Hears progress and says nothing."""
