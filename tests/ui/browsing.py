"""A real server and a real browser for tests, and the few gestures the tests are written in."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
WIDE: dict[str, Any] = {"viewport": {"width": 1360, "height": 900}}


@contextmanager
def running(app: FastAPI) -> Iterator[str]:
    """Serve an app on a free port of this machine; gives its address."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 30
    while not server.started:
        assert thread.is_alive(), "the server ended while it was starting"
        assert time.monotonic() < deadline, "the server did not start within 30 seconds"
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(timeout=20)


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser of the system. Fails, and says what to install, where there is none."""
    if not CHROMIUM.exists():
        pytest.fail(f"these tests need Chromium at {CHROMIUM}: apt-get install chromium fonts-noto-cjk")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def desk_in(browser: Browser, address: str, **options: Any) -> Iterator[Page]:
    """The chat page, opened by a Korean browser unless `locale` says otherwise; page errors fail the test."""
    context: BrowserContext = browser.new_context(**({"locale": "ko-KR"} | WIDE | options))
    context.set_default_timeout(20_000)
    page = context.new_page()
    crashes: list[str] = []
    page.on("pageerror", lambda error: crashes.append(str(error)))
    page.goto(address)
    page.wait_for_selector("[data-example]")
    yield page
    context.close()
    assert not crashes, crashes


def question_box(page: Page) -> Any:
    """Where a question is written."""
    return page.locator("#ax-question textarea")


def ask(page: Page, question: str) -> None:
    """Write a question, press Enter and wait until its answer has ended."""
    question_box(page).fill(question)
    question_box(page).press("Enter")
    page.locator("#ax-live .ax-asked", has_text=question).wait_for()
    page.locator("#ax-live .ax-ending").wait_for()


def sideways_scroll(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    return int(page.evaluate("document.scrollingElement.scrollWidth - window.innerWidth"))
