"""Korean text as search terms: content morphemes by Kiwi, and pairs of letters that survive wrong spacing."""

from __future__ import annotations

import hashlib
import re
import threading
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from assistant.domain.languages import is_korean

SCHEME = "2"
"""Changes whenever the same text would give other terms: the index is then built anew."""

_CONTENT_TAGS = ("NNG", "NNP", "NR", "XR", "VV", "VA", "SL", "SH", "SN", "W_SERIAL", "W_HASHTAG")
_NAME_TAGS = ("NNP", "SL")
_SUFFIX = "XSN"
_PAIRED_TAGS = (*_CONTENT_TAGS, _SUFFIX, "XPN", "NNB")
_DIGIT_COMMA = re.compile(r"(?<=\d),(?=\d)")
_HANGUL_WORD = re.compile(r"[가-힣]+")
_TERM_MAX_CHARACTERS = 60
_FUNCTION_WORDS = Path(__file__).with_name("english_function_words.txt")


@dataclass(frozen=True)
class Terms:
    """The search terms of a text, in the order of the text, with repetitions."""

    morphemes: tuple[str, ...]
    bigrams: tuple[str, ...]


@dataclass(frozen=True)
class Morpheme:
    """A morpheme with its Sejong tag, and where it begins and ends in the unified text (lower case, NFKC)."""

    form: str
    tag: str
    start: int
    end: int
    is_unknown: bool
    """Whether the analyser's dictionary does not hold it: a coined name, most often."""


class MorphemeTokenizer:
    """Splits text into terms, the same way for documents and questions. Loaded on first use (about 2 s, 300 MB).

    Safe to use from many threads; they take turns.
    """

    def __init__(self, user_words: Sequence[str] = ()) -> None:
        """`user_words` are names Kiwi would split (`스마트공장`); each is found as a whole and by its parts."""
        self._user_words = tuple(sorted({_normalised(word) for word in user_words if word.strip()}))
        words = hashlib.sha256("\n".join(self._user_words).encode()).hexdigest()[:8]
        self.fingerprint = f"kiwi-{version('kiwipiepy')}-{version('kiwipiepy-model')}-scheme-{SCHEME}-{words}"
        """Equal fingerprints give equal terms."""

    def terms(self, text: str) -> Terms:
        """The terms of a text; none for a text without content words."""
        plain = _normalised(text)
        kiwi = _loaded(self._user_words)
        with kiwi.lock:
            tokens = kiwi.analyser.tokenize(plain)
        left_out = frozenset() if is_korean(plain) else kiwi.function_words
        morphemes = (term for term in _clipped(_morphemes(tokens, kiwi.parts)) if term not in left_out)
        return Terms(tuple(morphemes), tuple(_bigrams(plain, tokens)))

    def morphemes(self, text: str) -> list[Morpheme]:
        """Every morpheme of a text, in order."""
        kiwi = _loaded(self._user_words)
        with kiwi.lock:
            tokens = kiwi.analyser.tokenize(_normalised(text))
        return [Morpheme(token.form, _kind(token), token.start, token.end, bool(token.oov)) for token in tokens]

    def names(self, text: str) -> frozenset[str]:
        """The proper nouns and Latin words of a text, in lower case."""
        kiwi = _loaded(self._user_words)
        with kiwi.lock:
            tokens = kiwi.analyser.tokenize(_normalised(text))
        return frozenset(token.form for token in tokens if token.tag in _NAME_TAGS and len(token.form) > 1)


@dataclass(frozen=True)
class _Loaded:
    analyser: Any
    parts: dict[str, tuple[str, ...]]
    function_words: frozenset[str]
    """English words that say nothing of a subject (which, how, much); left out of English texts."""
    lock: threading.Lock


_loading = threading.Lock()


def _loaded(user_words: tuple[str, ...]) -> _Loaded:
    with _loading:
        return _load(user_words)


@cache
def _load(user_words: tuple[str, ...]) -> _Loaded:
    from kiwipiepy import Kiwi  # takes a while, and a process that never searches does without it

    analyser = Kiwi(num_workers=1)
    parts = {
        word.replace(" ", ""): tuple(token.form for token in analyser.tokenize(word) if _kind(token) in _CONTENT_TAGS)
        for word in user_words
    }
    for word in user_words:
        analyser.add_user_word(word, "NNP", 0)
    several = {word: found for word, found in parts.items() if len(found) > 1}
    return _Loaded(analyser, several, frozenset(_FUNCTION_WORDS.read_text("utf-8").split()), threading.Lock())


def unified(text: str) -> str:
    """Compatibility forms unified (Ａ → A, NFD → NFC) and no commas inside numbers: where morphemes are counted."""
    return _DIGIT_COMMA.sub("", unicodedata.normalize("NFKC", text))


def _normalised(text: str) -> str:
    return unified(text).lower()


def _clipped(terms: Iterable[str]) -> Iterator[str]:
    for term in terms:
        yield "".join(term.split())[:_TERM_MAX_CHARACTERS]


def _morphemes(tokens: Sequence[Any], parts: dict[str, tuple[str, ...]]) -> Iterator[str]:
    stem_end, stem = -1, ""
    for token in tokens:
        if token.tag == _SUFFIX and token.start == stem_end:
            yield stem + token.form  # 불량 + 률: both 불량 and 불량률 are terms
        elif _kind(token) in _CONTENT_TAGS:
            stem, stem_end = token.form.replace(" ", "").lstrip("#"), token.start + token.len
            yield stem
            yield from parts.get(stem, ())


def _bigrams(plain: str, tokens: Sequence[Any]) -> Iterator[str]:
    """Pairs of neighbouring letters that both belong to a content word: 공장 of 공장에서, but neither 장에 nor 에서."""
    kept = bytearray(len(plain) + 1)
    for token in tokens:
        if _kind(token) in _PAIRED_TAGS:
            kept[token.start : token.start + token.len] = b"\x01" * token.len
    for word in _HANGUL_WORD.finditer(plain):
        for start in range(word.start(), word.end() - 1):
            if kept[start] and kept[start + 1]:
                yield plain[start : start + 2]


def _kind(token: Any) -> str:
    return str(token.tag).partition("-")[0]  # VV-R and VV-I are kinds of VV
