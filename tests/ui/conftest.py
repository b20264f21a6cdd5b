"""The scripted advisor, served in three ways: to a test client, to a browser, and bare."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from playwright.sync_api import Browser

from tests.ui.browsing import chromium, running
from tests.ui.scripted import ScriptedQuestions, scripted_advisor
from ui.web.app import create_app

if TYPE_CHECKING:
    from assistant.bootstrap import Advisor


@pytest.fixture(scope="session")
def advisor(tmp_path_factory: pytest.TempPathFactory) -> Advisor:
    """An advisor that follows a script."""
    return scripted_advisor(tmp_path_factory.mktemp("scripted"))


@pytest.fixture(scope="session")
def app(advisor: Advisor) -> FastAPI:
    """The web application over the scripted advisor."""
    return create_app(advisor, advisor.settings)


@pytest.fixture
def client(app: FastAPI) -> TestClient:
    """A visitor whose browser asks for Korean pages."""
    headers = {"accept": "text/html", "accept-language": "ko-KR,ko;q=0.9,en;q=0.8"}
    return TestClient(app, headers=headers, raise_server_exceptions=False)


@pytest.fixture
def asked(advisor: Advisor) -> list[object]:
    """The questions the advisor has been asked in this test."""
    questions = cast(ScriptedQuestions, advisor.questions)
    questions.asked.clear()
    return cast("list[object]", questions.asked)


@pytest.fixture(scope="session")
def served(app: FastAPI) -> Iterator[str]:
    """The address of a server over the scripted advisor."""
    with running(app) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for the tests of a file (two cannot be driven at once); each test opens its own window."""
    with chromium() as opened:
        yield opened
