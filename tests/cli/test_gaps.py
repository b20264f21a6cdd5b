"""`ax-advisor gaps` on kept answers."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from assistant.store.catalog import Catalog
from tests.conftest import CACHE
from tests.consulting.gaps.kept import record
from ui.cli.main import app


@pytest.fixture
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AX_MODELS_DIR", str(CACHE / "models"))
    catalog = Catalog(f"sqlite:///{tmp_path / 'catalog.sqlite3'}")
    for number, text in enumerate(["딸기 수확 로봇 가격이 얼마예요?"] * 2 + ["미용실 예약 사례가 있나요?"]):
        catalog.answers.put(record(number, text))
    catalog.close()
    return tmp_path


def told(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["gaps", "--days", "3650", *arguments], catch_exceptions=False)
    assert result.exit_code == 0
    return result.output


def test_gaps_are_told_to_people_programs_and_excel(data_dir: Path) -> None:
    form = json.loads(told("--json", "--data", str(data_dir)))
    assert (form["asked"], form["without_support"], form["left_out"]) == (3, 3, 0)
    first, second = form["groups"]
    assert (first["label"], first["questions"], first["sector"], first["aspects"]) == (
        "딸기 수확 로봇",
        2,
        "agriculture",
        ["cost"],
    )
    assert "들어간 비용" in first["report"]
    assert second["asked"] == [
        {
            "text": "미용실 예약 사례가 있나요?",
            "times": 1,
            "days": ["2026-11-20"],
            "sector": "services",
            "stage": None,
            "aspects": ["examples"],
            "absent_words": [],
        }
    ]
    page = told("--data", str(data_dir))
    assert "질문 3개 가운데 근거가 없거나 약한 것 3개" in page
    assert "업종: 농업·축산·어업 2, 전문·사업·개인 서비스 1" in page
    book = data_dir / "더할 보고서.xlsx"
    told("--xlsx", str(book), "--data", str(data_dir))
    header, row, _ = openpyxl.load_workbook(book).active.iter_rows(values_only=True)
    shown = dict(zip(header, row, strict=True))
    assert (shown["주제"], shown["질문 수"], shown["비율(%)"]) == ("딸기 수확 로봇", 2, 66.7)
    assert shown["업종"] == "농업·축산·어업 2"
