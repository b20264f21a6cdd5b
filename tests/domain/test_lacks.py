"""The words for what a report lacks: every one has its sentences, in both languages."""

from __future__ import annotations

import pytest

from assistant.domain.lacks import LACK_WORDS, Lack


@pytest.mark.parametrize("lack", Lack)
def test_every_lack_says_what_is_missing_and_what_to_write(lack: Lack) -> None:
    words = LACK_WORDS[lack]
    for korean in (True, False):
        for sentence in (words.missing_in(korean=korean), words.advice_in(korean=korean)):
            assert sentence.endswith(".")
            assert any("가" <= letter <= "힣" for letter in sentence) == korean
    assert words.missing_in(korean=True) != words.advice_in(korean=True)


def test_the_sentences_differ() -> None:
    sentences = [words.ko for words in LACK_WORDS.values()]
    assert len(set(sentences)) == len(sentences)
