"""A member of staff, no engineer, drops a report in the browser and publishes it in three clicks."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.bootstrap import Advisor
from ingest.jobs.worker import work_until_idle
from tests.journeys.advisors import SME, STAFF, advisor_with
from tests.journeys.test_staff_adds_a_report import QUESTION, REPORT
from tests.ui.browsing import running
from ui.web.app import create_app

SLOWLY = 60_000
"""Milliseconds a worker may take on a busy machine."""


@pytest.fixture(scope="module")
def advisor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Advisor]:
    """An empty library with its worker and its follower."""
    with advisor_with(tmp_path_factory.mktemp("library")) as opened, opened.following():
        ends = threading.Event()

        def work() -> None:
            while not ends.is_set():
                work_until_idle(opened.worker("test"), 0.2, 0.1)

        worker = threading.Thread(target=work, name="worker", daemon=True)
        worker.start()
        yield opened
        ends.set()
        worker.join()


@pytest.fixture(scope="module")
def door(advisor: Advisor) -> Iterator[str]:
    """The address that opens the staff pages of a running server."""
    app = create_app(advisor, advisor.settings)
    with running(app) as address:
        yield f"{address}/staff?token={app.state.door.token}"


@pytest.fixture
def page(door: str, browser: Browser) -> Iterator[Page]:
    """The first staff page; errors of the page fail the test."""
    context = browser.new_context(locale="ko-KR", base_url=door)
    context.set_default_timeout(SLOWLY)
    opened = context.new_page()
    crashes: list[str] = []
    opened.on("pageerror", lambda error: crashes.append(str(error)))
    opened.goto(door)
    opened.locator(".ax-drop").wait_for()
    yield opened
    context.close()
    assert not crashes, crashes


def drop(page: Page, folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.write_text(text, "utf-8")
    page.locator(".ax-drop input").set_input_files(path)


def test_a_report_is_dropped_tried_mended_and_published(page: Page, advisor: Advisor, tmp_path: Path) -> None:
    page.get_by_label("내 이름").fill("김담당")
    drop(page, tmp_path, "다온도금.md", REPORT.replace("여덟 주", "담당자 010-2345-6789와 여덟 주"))
    drop(page, tmp_path, "사진.exe", "x")
    expect(page.locator(".ax-drop-told")).to_contain_text("사진.exe: 읽을 수 없는 형식입니다")
    page.get_by_role("link", name="확인하고 공개").click(timeout=SLOWLY)
    expect(page.locator(".ax-job")).to_contain_text("개인정보로 보이는 것이 있습니다")
    expect(page.get_by_label("제목")).to_have_value(REPORT.splitlines()[0].removeprefix("# "))
    page.get_by_label("색인과 인용에서 개인정보 가리기").check()
    page.get_by_label("종류").select_option("pilot")
    page.locator("[name=outcome]").first.check()
    page.get_by_role("button", name="저장만 하기").click()
    expect(page.locator(".ax-told")).to_have_text("저장했습니다.")
    page.locator("[name=question]").fill(QUESTION)
    page.get_by_role("button", name="물어보기").click()
    expect(page.locator(".ax-answer-text")).to_contain_text("2.1%", timeout=SLOWLY)
    page.get_by_role("button", name="공개하기").click()
    expect(page.locator(".ax-state.is-published")).to_be_visible(timeout=SLOWLY)
    page.get_by_role("link", name="공개된 문서 보기").click()
    expect(page.get_by_role("region", name="이력")).to_contain_text("김담당")
    (document,) = advisor.library.documents(STAFF)
    metadata = document.newest.metadata
    assert (str(metadata.kind), metadata.mask_personal_data, len(metadata.outcomes)) == ("pilot", True, 1)
    found = " ".join(passage.chunk.text for passage in advisor.questions.search(SME, QUESTION).passages)
    assert "5.4%" in found
    assert "010-2345" not in found


def test_a_near_copy_asks_for_a_choice_and_then_the_old_one_can_come_back(
    page: Page, advisor: Advisor, tmp_path: Path
) -> None:
    drop(page, tmp_path, "다온도금 최종.md", REPORT.replace("2.1%", "1.9%"))
    page.get_by_role("link", name="확인하고 공개").click(timeout=SLOWLY)
    page.get_by_role("button", name="공개하기").click()
    expect(page.get_by_role("alert")).to_contain_text("새 판인지 별개 문서인지 골라 주세요")
    page.locator(".ax-under summary").click()
    expect(page.locator(".ax-difference")).to_contain_text("1.9%")
    page.get_by_label("의 새 판으로 바꾸기").check()
    page.get_by_role("button", name="공개하기").click()
    page.get_by_role("link", name="공개된 문서 보기").click(timeout=SLOWLY)
    page.get_by_role("button", name="이 판으로 되돌리기").click()
    expect(page.get_by_role("region", name="이력")).to_contain_text("이전 판으로 되돌림")
    (document,) = advisor.library.documents(STAFF)
    assert document.newest.number == 3


def test_a_document_is_withdrawn_with_a_reason_and_restored(page: Page, advisor: Advisor) -> None:
    (document,) = advisor.library.documents(STAFF)
    page.goto(f"/staff/document?id={document.id}")
    page.get_by_text("문서 내리기").click()
    page.get_by_label("이유 (이력에 남습니다)").fill("수치가 틀림")
    page.get_by_role("button", name="내리기", exact=True).click()
    expect(page.locator(".ax-state.is-withdrawn")).to_be_visible()
    assert advisor.questions.search(SME, QUESTION).passages == ()
    page.get_by_role("button", name="되살리기").click()
    expect(page.locator(".ax-state.is-served").first).to_be_visible(timeout=SLOWLY)
    assert advisor.questions.search(SME, QUESTION).passages


def test_chunks_are_mended_switched_off_and_reset(page: Page, advisor: Advisor) -> None:
    (document,) = advisor.library.documents(STAFF)
    page.goto(f"/staff/chunks?id={document.id}")
    first = page.locator(".ax-chunk").first
    first.get_by_text("글 고치기").click()
    first.get_by_label("조각의 글").fill("다온도금은 도금 공장입니다.")
    first.get_by_role("button", name="저장").click()
    expect(first.locator(".ax-doc")).to_have_text("다온도금은 도금 공장입니다.")
    first.get_by_text("글 고치기").click()
    first.get_by_role("button", name="사용 안 함으로").click()
    expect(page.locator(".ax-chunk.is-off")).to_have_count(1)
    first.get_by_text("글 고치기").click()
    first.get_by_role("button", name="원본대로").click()
    expect(first.locator(".ax-doc")).to_contain_text("니켈 농도")


def test_a_file_is_given_up_and_tried_again(page: Page, tmp_path: Path) -> None:
    drop(page, tmp_path, "빈 보고서.md", " ")
    row = page.locator(".ax-jobs tr", has_text="빈 보고서.md")
    expect(row).to_contain_text("받지 못함", timeout=SLOWLY)
    row.get_by_role("button", name="다시 시도").click()
    expect(row).to_contain_text("받지 못함", timeout=SLOWLY)
    drop(page, tmp_path, "다른 보고서.md", REPORT.replace("다온", "라온").replace("5.4%", "8.8%"))
    other = page.locator(".ax-jobs tr", has_text="다른 보고서.md")
    other.get_by_role("button", name="그만두기").click(timeout=SLOWLY)
    expect(other).to_contain_text("그만둠")
