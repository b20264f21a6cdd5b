"""The company or thing a question begins with, and whether what was found speaks of it at all."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile
from math import ceil

from assistant.domain.sentences import split_sentences
from assistant.store.morphemes import Morpheme, MorphemeTokenizer

_NOUNS = frozenset({"NNP", "NNG", "SL", "SN", "XPN", "XSN"})
_PARTICLES = ("JX", "JKS", "JKG", "JKB")
_AT_A_PLACE = "에"
_BEGINNING = 0.65
_LONG_ENOUGH_TO_MISSPELL = 5
_LONG_ENOUGH = 4
"""Letters from which a name counts also without a particle after it (동명열처리 실증에서)."""


def lacks_its_subject(question: str, texts: Iterable[str], tokenizer: MorphemeTokenizer) -> bool:
    """Whether a question begins with a name that no text holds: `쿠팡은 재고를 …` over texts that never name 쿠팡.

    Only a proper noun, or a word no dictionary knows, at the very beginning is judged, and one of two or three letters
    only where a particle follows: a name in passing may well be missing from the answer. So may one in a sentence
    that only tells who asks (`대구서 천 짭니다. 무늬가 …`).
    """
    first, *others = split_sentences(question) or [question]
    if others and not first.rstrip().endswith("?"):
        return False
    name = leading_name(question, tokenizer)
    return name is not None and not any(holds_name(text, name) for text in texts)


def holds_name(text: str, name: str) -> bool:
    """Whether a text holds a name in lower case without spaces.

    Of a name of five letters or more it is enough that the beginning stands there, which tells names apart:
    드라이브쓰루 is 드라이브스루, but 동명열처리 is not another 열처리.
    """
    letters = "".join(text.lower().split())
    beginning = name[: ceil(_BEGINNING * len(name))] if len(name) >= _LONG_ENOUGH_TO_MISSPELL else name
    return beginning in letters


def leading_name(question: str, tokenizer: MorphemeTokenizer) -> str | None:
    """The name a question begins with, in lower case without spaces; None where it begins otherwise."""
    morphemes = [item for item in tokenizer.morphemes(question) if item.end > item.start]
    joined: list[Morpheme] = []
    for item in takewhile(lambda item: item.tag in _NOUNS, morphemes):
        if item.start != (joined[-1].end if joined else 0):
            break
        joined.append(item)
    if not joined:
        return None
    if joined[0].tag != "NNP" and not joined[0].is_unknown:
        return None
    name = "".join("".join(item.form.lower().split()) for item in joined)
    following = next((item for item in morphemes if item.start >= joined[-1].end), None)
    has_particle = (
        following is not None
        and following.start == joined[-1].end
        and following.tag.startswith(_PARTICLES)
        and following.form != _AT_A_PLACE
    )
    return name if len(name) >= _LONG_ENOUGH or (has_particle and len(name) > 1) else None
