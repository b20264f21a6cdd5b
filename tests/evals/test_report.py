"""The reports: what they tell, and that the page stands by itself."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from evals.baseline import by_question
from evals.evaluation import Comparison, Evaluation
from evals.measures.catalogue import MEASURES, scored
from evals.measures.trial import Direction, Trial
from evals.report import words
from evals.report.comparing import comparison_document
from evals.report.document import Document
from evals.report.evaluating import PARTS, evaluation_document, worst
from evals.report.markdown import as_markdown
from evals.report.page import as_page
from evals.report.writing import write_comparison, write_evaluation
from evals.suites.cases import CaseType, Gap
from evals.suites.parts import Part
from tests.evals.trials import a_case, a_passage, an_answer, answered, failed, forbidden, refused, unanswerable

GOOD = answered(a_case(["a"], ["0.45%"], case_id="fact-01"), "a")
WRONG = answered(a_case(["a"], ["부산"], case_id="fact-02"), "x")
BROKEN = failed(a_case(["a"], ["부산"], case_id="fact-03"))
INVENTED = Trial(
    case=a_case(["a"], ["부산"], case_id="fact-04"),
    answer=an_answer([("<b>777</b>명입니다.", a_passage("a"))]),
    probability=0.7,
)
LEAKING = Trial(case=forbidden(), found=(a_passage("secret"),), answer=refused(forbidden()).answer, probability=0.1)


def an_evaluation(*trials: Trial, before: tuple[Trial, ...] = ()) -> Evaluation:
    """A run, compared with an earlier one."""
    return Evaluation(
        suite="small",
        part=Part.ALL,
        cases=tuple(trial.case for trial in trials),
        trials=scored(trials),
        baseline=by_question(scored(before)),
    )


@pytest.fixture(scope="module")
def document() -> Document:
    """The report of a run in which everything happened."""
    trials = (GOOD, WRONG, BROKEN, INVENTED, LEAKING, refused(unanswerable()))
    before = (refused(GOOD.case), answered(WRONG.case, "a"), BROKEN, refused(unanswerable()))
    return evaluation_document(an_evaluation(*trials, before=before))


@pytest.fixture(scope="module")
def text(document: Document) -> str:
    """It in Markdown."""
    return as_markdown(document)


@pytest.fixture(scope="module")
def page(document: Document) -> str:
    """It as a page."""
    return as_page(document)


class Tags(HTMLParser):
    """Collects the tags of a page with their attributes; complains about one that is not closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_report_counts_failures_and_names_leaks(text: str) -> None:
    assert text.startswith("# 평가 보고서: small (모든 질문)")
    assert "질문 6개, 그 가운데 실패 1개" in text
    assert "권한 밖의 문서를 보인 질문: access-01" in text


def test_the_worst_questions_are_told_with_scores_and_answers(text: str) -> None:
    assert "### fact-02 (0.00)" in text
    assert "### fact-03 (0.00)" in text
    assert "### fact-01" not in text
    assert "ModelFailed" in text
    assert "- 출처에 없는 수: 777" in text
    assert "- 보인 금지 문서: secret" in text
    assert "dense 0.880 · keyword 12.500" in text
    assert "불량률은 27%에서 0.45%로 낮아졌습니다. [1]" in text


def test_there_are_twenty_of_the_worst_at_most() -> None:
    trials = [failed(a_case(case_id=f"fact-{n:02}")) for n in range(30)]
    assert [item.trial.case.id for item in worst(scored([*trials, GOOD]))] == [f"fact-{n:02}" for n in range(20)]


def test_what_changed_since_the_baseline_is_told(text: str) -> None:
    changed = text.split("## 기준값과 달라진 질문")[1].split("## ")[0]
    assert changed.index("fact-02") < changed.index("fact-01")
    assert "expected_document_cited 1.00 → 0.00" in changed
    assert "fact-03" not in changed


def test_tables_by_type_and_by_gap(text: str) -> None:
    assert "| 사실 (fact) | 4 |" in text
    assert "| 없는 주제 (absent_topic) | 1 | 1.000 (1.000 – 1.000) |" in text
    assert "| 권한 밖 (access) | 1 | 1.000 (1.000 – 1.000) | 1.000 (1.000 – 1.000) |" in text


def test_without_a_baseline_there_is_nothing_to_compare() -> None:
    told = as_markdown(evaluation_document(an_evaluation(GOOD, refused(unanswerable()))))
    assert "견줄 기준값이 없습니다" in told
    assert "판정" not in told


def test_a_bar_in_a_text_does_not_break_the_table() -> None:
    case = a_case(["a"], case_id="fact-01").model_copy(update={"text": "A|B\n중에?"})
    told = as_markdown(evaluation_document(an_evaluation(answered(case, "x"), before=(answered(case, "a"),))))
    assert r"| A\|B 중에? |" in told


def test_the_plots_of_an_evaluation(document: Document, page: str) -> None:
    plots = [plot for section in document.sections for plot in section.plots]
    assert len(plots) == 4
    for plot in plots:
        assert plot.svg.startswith("<svg")
        assert plot.svg.endswith("</svg>")
        assert plot.svg.count("<path") > 10
        assert plot.svg in page


def test_the_page_asks_nothing_of_the_network(page: str) -> None:
    tags = Tags(page)
    assert tags.open == []
    assert not {tag for tag, _ in tags.seen} & {"script", "link", "img", "iframe", "object", "base", "image"}
    for tag, attributes in tags.seen:
        for name in ("src", "href", "xlink:href", "srcset", "action", "data"):
            assert (attributes.get(name) or "#").startswith("#"), (tag, attributes)
    assert "@import" not in page
    assert {match.group(1)[0] for match in re.finditer(r"url\(([^)]*)\)", page)} <= {"#"}
    assert "default-src 'none'" in page


def test_what_people_wrote_is_escaped_in_the_page(page: str) -> None:
    assert "<b>777</b>" not in page
    assert "&lt;b&gt;777&lt;/b&gt;" in page


def test_the_files_of_an_evaluation(tmp_path: Path) -> None:
    write_evaluation(an_evaluation(GOOD, WRONG, BROKEN, refused(unanswerable())), tmp_path / "new")
    lines = [json.loads(line) for line in (tmp_path / "new" / "results.jsonl").read_text("utf-8").splitlines()]
    assert [line["case"]["id"] for line in lines] == ["fact-01", "fact-02", "fact-03", "unanswerable-01"]
    assert lines[0]["measures"]["key_fact_recall"] == 1.0
    assert lines[0]["probability"] == 0.9
    assert lines[0]["citations"][0]["chunk_id"] == "a@1#0000"
    assert lines[2]["failure"].startswith("ModelFailed")
    assert (tmp_path / "new" / "report.md").is_file()
    assert (tmp_path / "new" / "report.html").read_text("utf-8").startswith("<!doctype html>")


def test_a_comparison_tells_both_sides(tmp_path: Path) -> None:
    runs = an_evaluation(GOOD, WRONG, BROKEN), an_evaluation(GOOD, answered(WRONG.case, "a"), BROKEN)
    comparison = Comparison(names=("default", "AX_PORT=1"), runs=runs)
    document = comparison_document(comparison)
    told = as_markdown(document)
    assert "A: default" in told
    assert "B: AX_PORT=1" in told
    assert "| 맞는 문서를 인용 | 0.333 | 0.667 | +0.333 |" in told
    assert "### fact-02 (0.00 → 0.67)" in told
    assert "- A: answered" in told
    assert document.sections[0].plots[0].svg.count("<path") > 10
    write_comparison(comparison, tmp_path)
    written = {path.name for path in tmp_path.iterdir()}
    assert written == {"report.md", "report.html", "results-a.jsonl", "results-b.jsonl"}


def test_everything_has_a_word_for_people() -> None:
    assert set(words.MEASURES) == {measure.name for measure in MEASURES}
    assert set(words.TYPES) == set(CaseType)
    assert set(words.GAPS) == set(Gap)
    assert set(words.DIRECTIONS) == set(Direction)
    assert set(PARTS) == set(Part)


@pytest.mark.parametrize(("value", "shown"), [(0.5, "+0.500"), (-0.00001, "0.000"), (-120.4, "-120")])
def test_changes_are_shown_with_their_sign(value: float, shown: str) -> None:
    assert words.change(value) == shown
