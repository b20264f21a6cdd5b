"""The real product with the bundled corpus, its chat page, and a browser to visit it with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from assistant.bootstrap import Advisor
from assistant.settings import corpus_dir
from tests.journeys.advisors import advisor_with
from tests.ui.browsing import chromium, running
from ui.web.app import create_app


@pytest.fixture(scope="session")
def corpus_advisor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Advisor]:
    """An advisor that has read the bundled corpus."""
    with advisor_with(tmp_path_factory.mktemp("corpus"), corpus_dir()) as ready:
        yield ready


@pytest.fixture(scope="session")
def chat_url(corpus_advisor: Advisor) -> Iterator[str]:
    """The address of a running desk."""
    with running(create_app(corpus_advisor, corpus_advisor.settings)) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for the journeys of a file (two cannot be driven at once); each journey opens its own window."""
    with chromium() as opened:
        yield opened
