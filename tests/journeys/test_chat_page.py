"""What people do at the desk, in a real browser. The questions are ones the bundled documents answer."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, expect

from tests.ui.browsing import PHONE, ask, desk_in, question_box, sideways_scroll

QUESTION = "비전 검사 AI로 불량을 줄인 공장은 어떻게 시작했나요?"
FOLLOW_UP = "그 공장은 어떤 결과를 얻었나요?"


def test_sme_sees_a_cited_answer_and_opens_the_passage(browser: Browser, chat_url: str) -> None:
    with desk_in(browser, chat_url) as page:
        ask(page, QUESTION)
        expect(page.locator("#ax-live .ax-ending")).to_contain_text("확인해 보여 드렸습니다")
        page.locator("#ax-live .ax-chip").first.click()
        card = page.locator("#ax-evidence .ax-card").first
        expect(card).to_be_focused()
        expect(card.locator("mark").first).to_be_visible()
        expect(card).to_contain_text("사례")
        with page.context.expect_page() as opened:
            card.get_by_role("link", name="이 대목 보기").click()
        passage = opened.value
        expect(passage.locator("mark").first).to_be_visible()
        expect(passage.locator("h1")).to_have_text(card.locator("h3").inner_text())


def test_sme_asks_a_follow_up_and_keeps_the_earlier_evidence(browser: Browser, chat_url: str) -> None:
    with desk_in(browser, chat_url) as page:
        ask(page, QUESTION)
        ask(page, FOLLOW_UP)
        expect(page.locator("#ax-live .ax-asked")).to_be_in_viewport()
        expect(page.locator("#ax-live .ax-answer")).not_to_be_empty()
        page.locator("#ax-past .ax-chip").first.click()
        expect(page.locator("#ax-past .ax-card").first).to_be_in_viewport()


def test_enter_that_ends_a_syllable_does_not_send(browser: Browser, chat_url: str) -> None:
    with desk_in(browser, chat_url) as page:
        _compose_with_ime(page, "도입 사례")
        assert page.locator("#ax-live .ax-asked").count() == 0
        expect(question_box(page)).to_have_value("도입 사례")
        question_box(page).press("Enter")
        page.locator("#ax-live .ax-ending").wait_for()
        assert page.locator(".ax-asked").count() == 1


def test_shift_enter_begins_a_new_line(browser: Browser, chat_url: str) -> None:
    with desk_in(browser, chat_url) as page:
        question_box(page).fill("첫 줄")
        question_box(page).press("Shift+Enter")
        question_box(page).type("둘째 줄")
        expect(question_box(page)).to_have_value("첫 줄\n둘째 줄")
        assert page.locator(".ax-asked").count() == 0


def test_nothing_leaves_the_machine(browser: Browser, chat_url: str) -> None:
    context = browser.new_context(locale="ko-KR")
    page = context.new_page()
    visited: list[str] = []
    page.on("request", lambda request: visited.append(request.url))
    page.goto(chat_url)
    page.wait_for_selector("[data-example]")
    ask(page, QUESTION)
    page.goto(f"{chat_url}/documents")
    page.locator(".list a").first.click()
    page.wait_for_selector(".ax-doc")
    hosts = {urlsplit(url).netloc for url in visited if urlsplit(url).scheme in ("http", "https", "ws", "wss")}
    context.close()
    assert hosts == {urlsplit(chat_url).netloc}


def test_on_a_phone_evidence_unfolds_below_and_nothing_scrolls_sideways(browser: Browser, chat_url: str) -> None:
    with desk_in(browser, chat_url, **PHONE) as page:
        assert sideways_scroll(page) <= 0
        ask(page, QUESTION)
        assert sideways_scroll(page) <= 0
        expect(question_box(page)).to_be_in_viewport()
        expect(page.locator("#ax-evidence .ax-card").first).to_be_hidden()
        page.locator("#ax-evidence .ax-unfold").click()
        card = page.locator("#ax-evidence .ax-card").first
        expect(card).to_be_visible()
        assert sideways_scroll(page) <= 0
        answer, evidence = page.locator("#ax-live .ax-answer").bounding_box(), card.bounding_box()
        assert answer
        assert evidence
        assert evidence["y"] >= answer["y"] + answer["height"]


def test_on_a_wide_screen_evidence_stands_beside_the_answer(browser: Browser, chat_url: str) -> None:
    with desk_in(browser, chat_url) as page:
        ask(page, QUESTION)
        answer = page.locator("#ax-live .ax-answer").bounding_box()
        evidence = page.locator("#ax-evidence .ax-card").first.bounding_box()
        assert answer
        assert evidence
        assert evidence["x"] >= answer["x"] + answer["width"]
        assert sideways_scroll(page) <= 0


def test_everything_can_be_done_with_the_keyboard(browser: Browser, chat_url: str) -> None:
    with desk_in(browser, chat_url) as page:
        _tab_to(page, "[data-example='factory']")
        page.keyboard.press("Enter")
        page.locator("#ax-live .ax-ending").wait_for()
        _tab_to(page, "#ax-live .ax-chip")
        page.keyboard.press("Enter")
        expect(page.locator("#ax-evidence .ax-card").first).to_be_focused()
        _tab_to(page, "#ax-evidence .ax-links a")


def test_an_english_browser_meets_english_labels(browser: Browser, chat_url: str) -> None:
    with desk_in(browser, chat_url, locale="en-US") as page:
        expect(page.get_by_role("button", name="Send")).to_be_visible()
        expect(page.locator("[data-example='start']")).to_contain_text("Getting started")
        ask(page, QUESTION)
        expect(page.locator("#ax-live .ax-ending")).to_contain_text("checked against its source")
        expect(page.locator("#ax-evidence .ax-kind").first).to_have_text("Case")


def test_new_consultation_forgets_the_last_one(browser: Browser, chat_url: str) -> None:
    with desk_in(browser, chat_url) as page:
        ask(page, QUESTION)
        page.get_by_role("button", name="새 상담").click()
        expect(page.locator("[data-example='start']")).to_be_visible()
        assert page.locator(".ax-asked").count() == 0
        ask(page, QUESTION)
        assert page.locator(".ax-asked").count() == 1


def _compose_with_ime(page: Page, text: str) -> None:
    """Type as a Korean input method does: a syllable in the making, and Enter that only ends it."""
    question_box(page).focus()
    keyboard = page.context.new_cdp_session(page)
    keyboard.send("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})
    enter = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229}
    keyboard.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **enter})
    keyboard.send("Input.dispatchKeyEvent", {"type": "keyUp", **enter})
    page.wait_for_timeout(400)
    keyboard.send("Input.insertText", {"text": text})


def _tab_to(page: Page, selector: str, most: int = 40) -> None:
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement?.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} was not reached with {most} presses of Tab")
