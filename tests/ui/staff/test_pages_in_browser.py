"""The staff pages in a real browser, over real documents."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, expect

from tests.ui.browsing import PHONE, WIDE, sideways_scroll

PAGES = (
    "",
    "library",
    "document?id=vision-inspection",
    "chunks?id=pilot-inspection",
    "test-box",
    "outcomes",
    "gaps",
    "question?text=불량 검사를 카메라로 하는 공장이 있나요?",
)


@contextmanager
def staff_in(browser: Browser, served: str, app: FastAPI, **options: Any) -> Iterator[Page]:
    """The first staff page, entered with the token; errors of the page fail the test."""
    context = browser.new_context(**({"locale": "ko-KR"} | WIDE | options))
    context.set_default_timeout(20_000)
    page = context.new_page()
    crashes: list[str] = []
    asked_for: list[str] = []
    page.on("pageerror", lambda error: crashes.append(str(error)))
    page.on("request", lambda sent: asked_for.append(sent.url))
    page.goto(f"{served}/staff?token={app.state.door.token}")
    page.locator(".ax-drop").wait_for()
    page.locator(".ax-empty").wait_for()
    yield page
    context.close()
    assert not crashes, crashes
    assert not [url for url in asked_for if url.startswith("http") and not url.startswith(f"{served}/")]


def test_staff_find_a_document_and_open_it(browser: Browser, served: str, app: FastAPI) -> None:
    with staff_in(browser, served, app) as page:
        assert "token" not in page.url
        page.get_by_role("link", name="자료 관리").click()
        rows = page.locator(".ax-table tbody tr")
        expect(rows).to_have_count(5)
        page.get_by_label("대상").select_option("consultants")
        expect(rows).to_have_count(1)
        expect(rows).to_contain_text("상담원 자료")
        page.get_by_label("대상").select_option("")
        page.get_by_label("다시 확인할 날이 지난 것만").check()
        expect(rows).to_have_count(1)
        expect(rows).to_contain_text("기한 지남")
        page.get_by_label("다시 확인할 날이 지난 것만").uncheck()
        page.get_by_label("제목에서 찾기").fill("없는 자료")
        expect(page.locator(".ax-empty")).to_contain_text("조건에 맞는 자료가 없습니다")
        page.get_by_label("제목에서 찾기").fill("비전")
        page.get_by_role("link", name="비전 검사 AI를 쓴 제조 현장 여섯 곳").click()
        expect(page.locator("h1")).to_have_text("비전 검사 AI를 쓴 제조 현장 여섯 곳")
        expect(page.locator(".ax-facts")).to_contain_text("vision-inspection")
        page.get_by_role("link", name="색인 조각 2개 보기").click()
        expect(page.locator(".ax-chunk")).to_have_count(2)
        assert page.locator(".ax-chunk table").count() == 1


def test_hostile_text_does_not_run_before_staff_either(browser: Browser, served: str, app: FastAPI) -> None:
    with staff_in(browser, served, app) as page:
        for address in ("library", "document?id=hostile", "chunks?id=hostile"):
            page.goto(f"{served}/staff/{address}")
            expect(page.locator("#ax-staff")).to_contain_text("<script>")
            assert page.locator("#ax-staff :is(script, img, [onerror], a[href^='javascript'])").count() == 0
            assert page.evaluate("window.hacked") is None


def test_a_document_that_is_not_there_is_told_kindly(browser: Browser, served: str, app: FastAPI) -> None:
    with staff_in(browser, served, app) as page:
        page.goto(f"{served}/staff/document?id=<b>x</b>")
        expect(page.get_by_role("alert")).to_contain_text("<b>x</b>: 그런 문서가 없거나")


def test_outcomes_are_filtered_and_saved_as_excel(browser: Browser, served: str, app: FastAPI) -> None:
    with staff_in(browser, served, app) as page:
        page.get_by_role("link", name="성과").click()
        rows = page.locator(".ax-table tbody tr")
        expect(rows).to_have_count(2)
        expect(page.locator(".ax-bars li")).to_have_count(1)
        expect(page.locator(".ax-bar-value")).to_have_text("-75%")
        page.get_by_label("지표에서 찾기").fill("판정")
        expect(rows).to_have_count(1)
        with page.expect_download() as saved:
            page.get_by_role("link", name="Excel로 받기").click()
        sheet = openpyxl.load_workbook(BytesIO(Path(saved.value.path()).read_bytes())).active
        assert [cell.value for cell in sheet[2]][3:7] == ["한 건의 판정 시간", 12, 3, "초"]
        assert sheet.max_row == 2
        with page.context.expect_page() as opened:
            rows.get_by_role("link", name="12 → 3 초").click()
        expect(opened.value.locator("h1")).to_contain_text("금속 부품 검사 실증 결과 보고서")
        assert "/staff/" in opened.value.url


def test_no_page_scrolls_sideways_on_a_phone(browser: Browser, served: str, app: FastAPI) -> None:
    with staff_in(browser, served, app, **PHONE, locale="en-US", color_scheme="dark") as page:
        expect(page.locator("h1")).to_have_text("Add")
        for address in PAGES:
            page.goto(f"{served}/staff/{address}")
            page.locator("#ax-staff h1").wait_for()
            page.wait_for_timeout(300)
            assert sideways_scroll(page) <= 0, address


def test_a_question_is_noted_with_the_document_that_answers_it(browser: Browser, served: str, app: FastAPI) -> None:
    with staff_in(browser, served, app) as page:
        page.goto(f"{served}/staff/question?text=카메라로 <b>흠</b> 찾는 공장")
        expect(page.locator("h1")).to_contain_text("카메라로 <b>흠</b> 찾는 공장")
        near = page.locator(".ax-near > li", has_text="비전 검사 AI를 쓴 제조 현장 여섯 곳")
        near.get_by_role("radio").check()
        page.get_by_role("button", name="이 자료가 답합니다").click()
        expect(page.locator(".ax-told")).to_contain_text("적었습니다")
        expect(near).to_contain_text("답하는 질문으로 적혀 있음")
        near.get_by_role("radio").check()
        page.get_by_role("button", name="이 자료가 답합니다").click()
        expect(page.get_by_role("alert")).to_contain_text("이미 적혀 있는 질문입니다")
