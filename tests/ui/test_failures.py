"""Failures in plain words, with the right status and without a trace of the inside."""

from __future__ import annotations

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.testclient import TestClient

from assistant.errors import (
    AdvisorError,
    AlreadyOwned,
    ModelFailed,
    ModelUnavailable,
    NotAllowed,
    NotFound,
    StoreError,
    WrongUse,
)
from ui.web.failures import FailurePages, status_of, tell_failures
from ui.web.headers import LARGEST_BODY


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (NotFound("x"), 404),
        (NotAllowed("x"), 403),
        (WrongUse("x"), 422),
        (ModelUnavailable("x"), 503),
        (ModelFailed("x"), 503),
        (AlreadyOwned("x"), 503),
        (StoreError("x"), 503),
        (AdvisorError("x"), 500),
    ],
)
def test_each_error_has_its_status(error: AdvisorError, status: int) -> None:
    assert status_of(error) == status


def test_an_unknown_address_is_told_kindly(client: TestClient) -> None:
    reply = client.get("/nowhere")
    assert reply.status_code == 404
    assert "찾으시는 페이지가 없습니다" in reply.text
    assert "We cannot find that page" in client.get("/nowhere", headers={"accept-language": "en"}).text


def test_a_wrong_number_in_an_address_is_told_kindly(client: TestClient) -> None:
    reply = client.get("/documents/ai-voucher/versions/latest")
    assert reply.status_code == 422
    assert "요청을 이해하지 못했습니다" in reply.text


def test_programs_are_told_in_json(client: TestClient) -> None:
    reply = client.get("/api/nowhere")
    assert reply.status_code == 404
    assert reply.json()["error"]["code"] == "not_found"
    assert client.get("/api/ask").json()["error"]["message"]


@pytest.mark.parametrize("address", ["/crash", "/api/crash"])
def test_a_crash_shows_nothing_of_the_inside(address: str, caplog: pytest.LogCaptureFixture) -> None:
    reply = _crashing_client().get(address, headers={"accept": "text/html"})
    assert reply.status_code == 500
    assert "secret" not in reply.text
    assert "Traceback" not in reply.text
    assert "secret" in caplog.text


def test_a_model_that_cannot_be_reached_is_a_503(client: TestClient) -> None:
    reply = _crashing_client().get("/model", headers={"accept": "text/html"})
    assert reply.status_code == 503
    assert "지금은 답할 수 없습니다" in reply.text
    assert "AX_LLM_BASE_URL" in reply.text


def test_bodies_beyond_reason_are_turned_away(client: TestClient) -> None:
    reply = client.post("/api/ask", content=b"x" * (LARGEST_BODY + 1))
    assert reply.status_code == 413
    assert reply.json()["error"]["code"] == "too_large"


def test_gradio_offers_only_what_the_page_needs(client: TestClient) -> None:
    refused = [
        "/gradio_api/info",
        "/gradio_api/upload",
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/proxy=http://example.org",
        "/gradio_api/deep_link",
        "/gradio_api/run/ask",
        "/monitoring",
    ]
    for address in refused:
        assert client.get(address).status_code in (403, 404), address
        assert client.post(address).status_code in (403, 404, 405), address


def test_every_page_keeps_to_itself(client: TestClient) -> None:
    for address in ("/", "/documents", "/api/health", "/nowhere", "/favicon.ico"):
        headers = client.get(address).headers
        assert headers["x-content-type-options"] == "nosniff", address
        assert headers["referrer-policy"] == "no-referrer", address
        assert "frame-ancestors 'self'" in headers["content-security-policy"], address


def _crashing_client() -> TestClient:
    router = APIRouter()

    @router.get("/crash")
    @router.get("/api/crash")
    def crash() -> None:
        raise RuntimeError("a secret")

    @router.get("/model")
    def model() -> None:
        raise ModelFailed("모델이 답하지 않습니다. AX_LLM_BASE_URL을 확인해 주세요.")

    app = FastAPI()
    app.include_router(router)
    tell_failures(app)
    app.add_middleware(FailurePages)
    return TestClient(app, raise_server_exceptions=False)
