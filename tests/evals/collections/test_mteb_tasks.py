"""Tasks of `mteb`, with small stand-ins for its task objects: nothing is downloaded."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from assistant.errors import AdvisorError, WrongUse
from evals.collections.evaluating import evaluate_collection
from evals.collections.mteb_tasks import load_task, loaded, write_task
from tests.evals.collections.folders import settings_for, silent


class TinyTask:
    """What a retrieval task of mteb 2 looks like once it is loaded."""

    eval_splits = ("test",)

    def __init__(self, subsets: tuple[str, ...] = ("default",)) -> None:
        self._subsets = subsets
        self.dataset: dict[str, dict[str, Any]] = {}

    def load_data(self) -> None:
        """Fill `dataset`, as mteb does."""
        split = {
            "corpus": [
                {"id": "d1", "title": "", "text": "딸기 온실의 습도를 센서로 잽니다."},
                {"id": "d2", "title": "바우처", "text": "데이터 가공 비용을 지원합니다."},
            ],
            "queries": [{"id": "q1", "text": "온실 습도는 어떻게 재나요?"}],
            "relevant_docs": {"q1": {"d1": 1, "d2": 0}},
        }
        self.dataset = {subset: {"test": split, "dev": split} for subset in self._subsets}


def test_a_task_becomes_a_collection_that_is_evaluated_like_any_other(tmp_path: Path, models_dir: Path) -> None:
    (folder,) = write_task(loaded(TinyTask(), "Tiny"), "Tiny", tmp_path / "mteb")
    result = evaluate_collection(folder, settings_for(tmp_path / "data", models_dir), silent, parts=False)
    assert result.name == "Tiny-test"
    assert result.search.rankings["q1"][0] == "d1"
    assert result.search.figure("mrr").value == 1.0


def test_every_subset_is_a_collection(tmp_path: Path) -> None:
    folders = write_task(loaded(TinyTask(("ko", "en")), "Tiny"), "Tiny", tmp_path)
    assert [folder.name for folder in folders] == ["Tiny-ko-test", "Tiny-en-test"]


def test_data_that_cannot_be_downloaded_are_told() -> None:
    def fail() -> None:
        raise ConnectionError("no route to the hub")

    with pytest.raises(AdvisorError, match=r"Tiny: .*ConnectionError: no route"):
        loaded(SimpleNamespace(load_data=fail), "Tiny")


def test_a_task_that_retrieves_nothing_is_told(tmp_path: Path) -> None:
    task = SimpleNamespace(load_data=lambda: None, dataset={"default": {"test": {"sentences": []}}})
    with pytest.raises(WrongUse, match="retrieval"):
        write_task(loaded(task, "Other"), "Other", tmp_path)


def test_without_the_package_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mteb", None)
    with pytest.raises(AdvisorError, match=r"ax-advisor\[mteb\]"):
        load_task("Ko-StrategyQA")


def test_an_unknown_task_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def get_task(name: str) -> object:
        raise KeyError(f"'{name}' not found")

    monkeypatch.setitem(sys.modules, "mteb", SimpleNamespace(get_task=get_task))
    with pytest.raises(WrongUse, match="Nowhere"):
        load_task("Nowhere")
