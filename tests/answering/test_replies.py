"""Every fixed reply exists in both languages, and every status that ends without an answer has one."""

from __future__ import annotations

import string

import pytest

from assistant.answering.replies import all_replies
from assistant.domain.answers import Status


@pytest.mark.parametrize("name", sorted(all_replies()))
def test_a_reply_exists_in_both_languages_with_the_same_blanks(name: str) -> None:
    texts = all_replies()[name]
    assert set(texts) == {"ko", "en"}
    blanks = [{field for _, field, _, _ in string.Formatter().parse(text) if field} for text in texts.values()]
    assert blanks[0] == blanks[1]


def test_every_status_without_an_answer_has_a_reply() -> None:
    assert {str(status) for status in Status if not status.has_answer} <= set(all_replies())
