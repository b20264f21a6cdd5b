"""A chat page to visit, and a browser to visit it with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.ui.browsing import chromium, running
from tests.ui.scripted import scripted_advisor
from ui.web.app import create_app


@pytest.fixture(scope="session")
def chat_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running desk."""
    advisor = scripted_advisor(tmp_path_factory.mktemp("journeys"), pause=0.05)
    with running(create_app(advisor, advisor.settings)) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for the journeys of a file (two cannot be driven at once); each journey opens its own window."""
    with chromium() as opened:
        yield opened
