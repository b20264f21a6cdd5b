"""The pages about documents, over a real catalog."""

from __future__ import annotations

import re
from urllib.parse import quote

from fastapi.testclient import TestClient

ORIGINAL = "/documents/vision-inspection/versions/1/original"


def test_the_list_names_what_a_visitor_may_see(client: TestClient) -> None:
    page = client.get("/documents")
    assert page.status_code == 200
    assert "모두 4건" in page.text
    assert "비전 검사 AI를 쓴 제조 현장 여섯 곳" in page.text
    assert "상담원 자료" not in page.text
    assert '<html lang="ko">' in page.text


def test_a_passage_is_shown_in_its_place_with_the_quote_highlighted(client: TestClient) -> None:
    page = client.get(f"/passages/{quote('vision-inspection@1#0000', safe='')}?mark=0-12").text
    assert "<mark>조선내화를 비롯한 국내</mark>" in page
    assert "비전 검사 AI를 쓴 제조 현장 › 이미 찍고 있던 영상" in page
    assert 'href="https://example.org/기사?a=1&amp;b=2" target="_blank" rel="noopener noreferrer"' in page


def test_a_highlight_that_makes_no_sense_is_left_out(client: TestClient) -> None:
    for mark in ("9-2", "0-999999", "x", "1-2-3", "-"):
        page = client.get(f"/passages/ai-voucher%401%230000?mark={mark}")
        assert page.status_code == 200
        assert "<mark>" not in page.text


def test_a_table_is_shown_as_a_table(client: TestClient) -> None:
    page = client.get("/documents/vision-inspection/versions/1").text
    assert "<th>AI가 보는 것</th>" in page
    assert page.count("<table>") == 1


def test_badges_warn_about_what_needs_care(client: TestClient) -> None:
    pilot = client.get("/documents/pilot-inspection/versions/1").text
    assert "예시 자료" in pilot
    assert "공급사 주장" in pilot
    assert "기한 지남" in client.get("/documents/ai-voucher/versions/1").text


def test_an_english_reader_meets_english_words(client: TestClient) -> None:
    page = client.get("/documents/pilot-inspection/versions/1", headers={"accept-language": "en"}).text
    assert '<html lang="en">' in page
    assert "About this document" in page
    assert "page 2" in page


def test_hostile_metadata_is_only_text(client: TestClient) -> None:
    for address in ("/documents", "/documents/hostile/versions/1", "/passages/hostile%401%230000"):
        page = client.get(address).text
        assert "&lt;script&gt;" in page
        assert not re.search(r"<script|<img|href=\"javascript", page)


def test_markdown_originals_open_as_plain_text(client: TestClient) -> None:
    reply = client.get(ORIGINAL)
    assert reply.headers["content-type"] == "text/plain; charset=utf-8"
    assert reply.headers["content-disposition"].startswith("inline; filename*=utf-8''%EB%B9%84%EC%A0%84")
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in reply.headers["content-security-policy"]
    assert "조선내화를 비롯한" in reply.text


def test_pdf_originals_open_in_the_browser(client: TestClient) -> None:
    reply = client.get("/documents/pilot-inspection/versions/1/original")
    assert reply.headers["content-type"] == "application/pdf"
    assert reply.headers["content-disposition"].startswith("inline;")
    assert reply.content.startswith(b"%PDF")


def test_what_a_visitor_may_not_see_does_not_exist(client: TestClient) -> None:
    addresses = [
        "/documents/for-consultants/versions/1",
        "/documents/for-consultants/versions/1/original",
        "/passages/for-consultants%401%230000",
        "/documents/vision-inspection/versions/2",
        "/documents/nothing/versions/1/original",
        "/passages/nothing",
    ]
    for address in addresses:
        reply = client.get(address)
        assert reply.status_code == 404, address
        assert "찾으시는 페이지가 없습니다" in reply.text


def test_our_own_pages_run_no_scripts(client: TestClient) -> None:
    for address in ("/documents", "/documents/ai-voucher/versions/1", "/nowhere"):
        policy = client.get(address).headers["content-security-policy"]
        assert policy.startswith("default-src 'none'")
        assert "script-src" not in policy
