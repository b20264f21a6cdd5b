"""What the chat page does in rare cases, in a real browser over the scripted advisor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import Browser, expect

from assistant.domain.answers import Question
from assistant.domain.profile import CompanyProfile
from tests.ui.browsing import PHONE, ask, desk_in, question_box, sideways_scroll
from tests.ui.scripted import SUGGESTIONS

if TYPE_CHECKING:
    from assistant.bootstrap import Advisor

SENT = 2_000
"""Milliseconds in which what was told is with the server, also on a busy machine."""


def test_hostile_text_in_documents_and_answers_does_not_run(browser: Browser, served: str) -> None:
    with desk_in(browser, served) as page:
        ask(page, "위험한 자료를 보여 주세요 <script>window.hacked = true</script>")
        page.locator("#ax-evidence summary").evaluate_all("found => found.forEach(one => one.click())")
        expect(page.locator("#ax-evidence .ax-card h3")).to_contain_text("<script>")
        assert page.locator("#ax-desk script, #ax-desk img, #ax-desk [onerror], a[href^='javascript']").count() == 0
        assert page.evaluate("window.hacked") is None
        for address in ("/documents", "/documents/hostile/versions/1", "/passages/hostile%401%230000?mark=0-30"):
            page.goto(f"{served}{address}")
            assert page.locator("main script, main img, [onerror], a[href^='javascript']").count() == 0
            assert page.evaluate("window.hacked") is None


def test_a_follow_up_carries_the_conversation(
    browser: Browser, served: str, advisor: Advisor, asked: list[Question]
) -> None:
    with desk_in(browser, served) as page:
        ask(page, "비전 검사 사례를 알려 주세요")
        ask(page, "그럼 비용은요?")
        expect(page.locator("#ax-live .ax-answer")).to_contain_text("앞서 물으신 “비전 검사 사례를 알려 주세요”")
    (earlier,) = asked[1].history
    assert asked[0].history == ()
    assert earlier.document_ids == ("vision-inspection", "ai-voucher", "pilot-inspection")
    assert "이미 쌓이고 있던 X선 영상" in earlier.answer


def test_a_second_enter_while_answering_is_ignored(browser: Browser, served: str, asked: list[Question]) -> None:
    with desk_in(browser, served) as page:
        question_box(page).fill("느린 질문입니다")
        question_box(page).press("Enter")
        question_box(page).press("Enter")
        page.locator("#ax-live .ax-stages").wait_for()
        question_box(page).fill("다음 질문을 미리 적습니다")
        question_box(page).press("Enter")
        expect(page.get_by_role("button", name="멈추기")).to_be_visible()
        page.get_by_role("button", name="멈추기").click()
        expect(page.locator("#ax-live .ax-ending")).to_contain_text("답변을 멈추었습니다")
        expect(question_box(page)).to_have_value("다음 질문을 미리 적습니다")
    assert [question.text for question in asked] == ["느린 질문입니다"]


def test_a_stopped_answer_keeps_what_was_checked(browser: Browser, served: str) -> None:
    with desk_in(browser, served) as page:
        question_box(page).fill("느린 질문입니다")
        question_box(page).press("Enter")
        page.locator("#ax-live .ax-chip").first.wait_for()
        page.get_by_role("button", name="멈추기").click()
        expect(page.locator("#ax-live .ax-ending")).to_contain_text("여기까지 확인한 내용입니다")
        page.wait_for_timeout(2500)
        assert page.locator("#ax-live .ax-chip").count() <= 2
        expect(page.get_by_role("button", name="보내기")).to_be_visible()
        ask(page, "그럼 비용은요?")
        expect(page.locator("#ax-live .ax-answer")).to_contain_text("앞서 물으신 “느린 질문입니다”")


def test_without_a_source_the_nearest_documents_are_offered(browser: Browser, served: str) -> None:
    with desk_in(browser, served, **PHONE) as page:
        ask(page, "내일 날씨 알려 주세요")
        expect(page.locator("#ax-live .ax-ending")).to_have_text("우리 자료에는 답이 없습니다")
        page.get_by_role("button", name="가까운 자료 2건").click()
        expect(page.locator("#ax-evidence .ax-badge").first).to_have_text("참고")
        assert page.locator("#ax-evidence .ax-chip").count() == 0
        assert sideways_scroll(page) <= 0


def test_a_failure_keeps_the_question(browser: Browser, served: str) -> None:
    for question in ("고장 난 질문입니다", "폭발하는 질문입니다", "모델고장 질문입니다"):
        with desk_in(browser, served) as page:
            ask(page, question)
            expect(page.locator("#ax-live .ax-ending")).to_contain_text("질문은 아래 칸에 그대로")
            expect(question_box(page)).to_have_value(question)
            expect(page.locator("#ax-live")).not_to_contain_text("아무에게도 보이면")


def test_a_question_that_is_too_long_is_refused_kindly(browser: Browser, served: str) -> None:
    long_question = "긴 질문입니다. " * 300
    with desk_in(browser, served) as page:
        ask(page, long_question.strip())
        expect(page.locator("#ax-live .ax-ending")).to_contain_text("질문이 너무 깁니다")
        expect(question_box(page)).to_have_value(long_question.strip())


def test_a_row_of_a_table_is_shown_as_a_table(browser: Browser, served: str) -> None:
    with desk_in(browser, served) as page:
        ask(page, "비전 검사 사례를 알려 주세요")
        expect(page.locator("#ax-live .ax-rows th")).to_have_text(["현장", "AI가 보는 것", "알려진 결과"])
        expect(page.locator("#ax-live .ax-rows td").last).to_contain_text("불량률 2~8% → 0")
        page.locator("#ax-live .ax-rows .ax-chip").click()
        expect(page.locator("#e1-2")).to_be_focused()


def test_a_question_to_go_on_with_is_asked_at_a_tap(browser: Browser, served: str, asked: list[Question]) -> None:
    with desk_in(browser, served, **PHONE) as page:
        ask(page, "비전 검사 사례를 알려 주세요")
        page.get_by_role("button", name=SUGGESTIONS[0]).click()
        expect(page.locator("#ax-live .ax-asked")).to_contain_text(SUGGESTIONS[0])
        page.locator("#ax-live .ax-ending").wait_for()
        page.get_by_role("button", name="짧게").click()
        expect(page.locator("#ax-live .ax-asked")).to_contain_text("짧게 정리해 주세요")
        page.locator("#ax-live .ax-ending").wait_for()
        assert sideways_scroll(page) <= 0
    assert [question.text for question in asked[1:]] == [SUGGESTIONS[0], "짧게 정리해 주세요"]
    assert [turn.question for turn in asked[2].history] == ["비전 검사 사례를 알려 주세요", SUGGESTIONS[0]]


def test_what_a_company_tells_goes_with_the_question_until_it_is_cleared(
    browser: Browser, served: str, asked: list[Question]
) -> None:
    with desk_in(browser, served) as page:
        page.locator(".ax-profile summary").click()
        page.get_by_label("업종").select_option("food")
        page.get_by_label("규모").select_option("small")
        expect(page.locator(".ax-profile-told")).to_have_text("식품·음료 제조, 소기업")
        page.wait_for_timeout(SENT)
        ask(page, "비전 검사 사례를 알려 주세요")
        page.get_by_role("button", name="지우기").click()
        expect(page.locator(".ax-profile-told")).to_contain_text("선택")
        page.wait_for_timeout(SENT)
        ask(page, "비전 검사 사례를 알려 주세요")
        expect(page.locator("#t2 .ax-ending")).to_be_visible()
    assert [question.profile for question in asked] == [CompanyProfile(sector="food", company_size="small"), None]


def test_a_copied_answer_can_be_read_anywhere(browser: Browser, served: str) -> None:
    with desk_in(browser, served, permissions=["clipboard-read", "clipboard-write"]) as page:
        ask(page, "비전 검사 사례를 알려 주세요")
        page.get_by_role("button", name="답변 복사").click()
        expect(page.locator(".ax-copy")).to_have_text("복사했습니다")
        copied = page.evaluate("navigator.clipboard.readText()")
    assert "X선 영상에서 시작했습니다. [1]" in copied
    assert "출처\n[1] 비전 검사 AI를 쓴 제조 현장 여섯 곳, AX Advisor 편집, 2026-01" in copied


def test_an_example_is_asked_in_the_language_of_the_browser(
    browser: Browser, served: str, asked: list[Question]
) -> None:
    with desk_in(browser, served, locale="en-US") as page:
        page.locator("[data-example='cost']").click()
        page.locator("#ax-live .ax-ending").wait_for()
    assert [question.text for question in asked] == ["How much support can a company get from the AI Voucher?"]


def test_what_was_unfolded_stays_unfolded_while_the_answer_grows(browser: Browser, served: str) -> None:
    with desk_in(browser, served, **PHONE) as page:
        question_box(page).fill("느린 질문입니다")
        question_box(page).press("Enter")
        page.get_by_role("button", name="근거 1건").click()
        page.get_by_role("button", name="근거 2건").wait_for()
        expect(page.locator("#ax-evidence .ax-card").first).to_be_visible()
        expect(page.get_by_role("button", name="근거 2건")).to_have_attribute("aria-expanded", "true")


def test_what_it_is_doing_is_told_politely(browser: Browser, served: str) -> None:
    with desk_in(browser, served) as page:
        question_box(page).fill("느린 질문입니다")
        question_box(page).press("Enter")
        spoken = page.locator("#ax-status [role=status][aria-live=polite]")
        expect(spoken).to_have_text("자료 찾기 중입니다")
        expect(page.locator(".ax-stages .is-now")).to_have_text("자료 찾기")
        expect(spoken).to_have_text("근거가 있는 문장 5개를 확인해 보여 드렸습니다", timeout=30_000)
