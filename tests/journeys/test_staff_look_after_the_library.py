"""Staff look after the library of the bundled corpus."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from assistant.bootstrap import Advisor
from assistant.domain.access import Person
from assistant.errors import NotAllowed, WrongUse
from tests.ui.browsing import running
from ui.web.app import create_app

STAFF, VISITOR = Person.parse("staff"), Person.parse("visitor")
QUESTION = "AI 바우처는 얼마까지 지원하나요?"


def test_staff_see_what_a_question_finds_and_why(corpus_advisor: Advisor, browser: Browser) -> None:
    app = create_app(corpus_advisor, corpus_advisor.settings)
    with running(app) as address:
        context = browser.new_context(locale="ko-KR")
        page = context.new_page()
        page.goto(f"{address}/staff?token={app.state.door.token}")
        page.get_by_role("link", name="검색 시험").click()
        page.get_by_label("질문").fill(QUESTION)
        page.get_by_label("질문").press("Enter")
        expect(page.locator(".ax-judgement h2")).to_have_text("답하기에 충분합니다", timeout=30_000)
        first = page.locator(".ax-found > li").first
        expect(first).to_contain_text("AI 바우처")
        first.locator("summary").click()
        expect(first.locator(".ax-sum .is-total")).to_be_visible()
        expect(page.locator(".ax-table tbody tr").first).to_be_visible()
        page.get_by_label("질문").fill("토성의 고리는 몇 개인가요?")
        page.get_by_role("button", name="찾아 보기").click()
        expect(page.locator(".ax-judgement h2")).to_have_text("답하기에 부족합니다", timeout=30_000)
        context.close()


def test_a_trial_finds_what_the_answering_finds(corpus_advisor: Advisor) -> None:
    trial = corpus_advisor.search_trials.tried(STAFF, QUESTION, VISITOR)
    assert trial.judgement.suffices
    assert trial.judgement.probability >= trial.threshold
    assert trial.findings.passages[0].chunk.document_id == "ai-voucher"


def test_a_trial_finds_only_what_the_one_who_asks_may_see(corpus_advisor: Advisor) -> None:
    text = "상담원이 첫 방문에서 확인할 것"
    found = {
        role: {
            str(passage.metadata.audience)
            for passage in corpus_advisor.search_trials.tried(STAFF, text, Person.parse(role)).findings.passages
        }
        for role in ("visitor", "consultant")
    }
    assert found["visitor"] == {"public"}
    assert "consultants" in found["consultant"]


def test_only_staff_may_try_the_search(corpus_advisor: Advisor) -> None:
    with pytest.raises(NotAllowed):
        corpus_advisor.search_trials.tried(Person.parse("consultant"), QUESTION, VISITOR)
    with pytest.raises(WrongUse):
        corpus_advisor.search_trials.tried(STAFF, " \u200b ", VISITOR)
