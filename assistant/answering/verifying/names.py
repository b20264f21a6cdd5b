"""Proper names in a sentence that its passages do not hold."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from assistant.answering.verifying.words import verifying_words
from assistant.domain.languages import is_korean
from assistant.store.morphemes import Morpheme, MorphemeTokenizer

_NOUNS = ("NNG", "NNP", "NR", "SL", "XPN", "XSN", "SN")
_PLACE_ENDS = ("도", "시", "군", "구")
_LATIN_NAMES = re.compile(r"(?<![A-Za-z0-9])[A-Z][A-Za-z0-9&'-]*(?:\s[A-Z][A-Za-z0-9&'-]*)*")
"""Words with capitals that stand together."""
_SOUNDS = {
    **dict.fromkeys("gkqcx", "k"),
    **dict.fromkeys("dt", "t"),
    **dict.fromkeys("bpfv", "p"),
    **dict.fromkeys("jsz", "s"),
    **dict.fromkeys("lr", "r"),
    "m": "m",
    "n": "n",
}
_INITIALS = "kknttrmppss_sssktp_"
_FINALS = "_kkknnntrkmprrprmppss_ssktp_"
"""The class of each consonant that can begin and end a Korean syllable, in the order of Unicode; _ is none."""


def korean_names(text: str, tokenizer: MorphemeTokenizer) -> list[str]:
    """The proper nouns, Latin words, coined nouns and institutions of a Korean text, without spaces and capitals."""
    return _korean_names(tokenizer.morphemes(text))


def unknown_names(sentence: str, passages: str, tokenizer: MorphemeTokenizer) -> list[str]:
    """The names of a sentence that do not stand in the text of its passages, spaces and capitals left out.

    A single capital that only begins an English sentence is no name. Between two languages a Latin name is known when
    a Korean word of the passages sounds like it (Chosun, 조선).
    """
    known = squeezed(passages)
    if is_korean(sentence):
        morphemes = tokenizer.morphemes(sentence)
        missing = [name for name in _korean_names(morphemes) if not _is_known(name, known)]
        return missing or [name for name in _foreign_compounds(morphemes, known)]
    names = [match.group() for match in _LATIN_NAMES.finditer(sentence) if match.start() or not match.group().isalpha()]
    sounds = _sounds_of_korean(passages) if is_korean(passages) else frozenset[tuple[str, int]]()
    return [name for name in names if not _is_known_latin(name, known, sounds)]


def _is_known_latin(name: str, known: str, sounds: frozenset[tuple[str, int]]) -> bool:
    """Whether each word of a name is known; between two languages one is enough (Chosun Refractories, 조선내화)."""
    words = [
        word for word in re.split(r"[\s']+", name) if word not in verifying_words().capitals_of_all and len(word) > 1
    ]
    found = [squeezed(word) in known or _sounds_like(word, sounds) for word in words]
    return not words or (any(found) if sounds else all(found))


def _korean_names(morphemes: Sequence[Morpheme]) -> list[str]:
    """Proper nouns, Latin words, coined nouns, and compounds that end like the name of an institution."""
    names = [_joined([item]) for item in morphemes if _is_name(item)]
    for run in _noun_runs(morphemes):
        compound = _joined(run)
        if len(run) > 1 and _is_institution(compound):
            names.append(compound)
    return list(dict.fromkeys(name for name in names if name not in verifying_words().names_of_all))


def _is_institution(compound: str) -> bool:
    """Whether a compound ends like the name of a company, or is long and ends like a ministry or an agency."""
    if len(compound) > 4 and compound.endswith(("부", "청")):
        return True
    return any(
        compound.endswith(ending) and len(compound) > len(ending) + 1
        for ending in verifying_words().institution_endings
    )


def _foreign_compounds(morphemes: Sequence[Morpheme], known: str) -> list[str]:
    """Nouns written as one word of which no part is known: the analyser cuts coined names into common words."""
    found = []
    for run in _noun_runs(morphemes):
        parts = [item.form for item in run if item.tag in ("NNG", "NNP", "NR")]
        compound = _joined(run)
        is_name = len(parts) > 1 and len(parts) == len(run) and len(compound) > 3
        if is_name and not any(squeezed(part) in known for part in parts if len(part) > 1):
            found.append(compound)
    return found


def _is_name(item: Morpheme) -> bool:
    if item.tag in ("NNP", "SL"):
        return len(item.form) > 1
    return item.tag == "NNG" and item.is_unknown and len(item.form) > 2


def _noun_runs(morphemes: Sequence[Morpheme]) -> list[list[Morpheme]]:
    """Nouns written together without a space."""
    runs: list[list[Morpheme]] = []
    for item in morphemes:
        if item.tag not in _NOUNS:
            continue
        if runs and runs[-1][-1].end == item.start:
            runs[-1].append(item)
        else:
            runs.append([item])
    return runs


def _joined(run: Sequence[Morpheme]) -> str:
    return squeezed("".join(item.form for item in run))


def _is_known(name: str, known: str) -> bool:
    return name in known or (name.endswith(_PLACE_ENDS) and len(name) > 2 and name[:-1] in known)


def squeezed(text: str) -> str:
    """A text without spaces and capitals, in one form of each letter (NFKC)."""
    return "".join(unicodedata.normalize("NFKC", text).lower().split())


def _sounds(name: str) -> str:
    """The consonants of a Latin name in classes that survive the way to Hangul and back, without repetitions."""
    lowered = re.sub(r"[^a-z]", "", name.lower().replace("ch", "j").replace("sh", "s").replace("ng", "n"))
    return re.sub(r"(.)\1+", r"\1", "".join(_SOUNDS.get(letter, "") for letter in lowered))


def _sounds_like(name: str, heard: frozenset[tuple[str, int]]) -> bool:
    """Whether a Korean word begins with the consonants of a Latin name, in about as many syllables."""
    sounds, syllables = _sounds(name), len(re.findall(r"[aeiouy]+", name.lower()))
    margin = (-1, 0, 1, 2) if len(sounds) > 2 else (0,)  # few consonants are shared by many words
    return len(sounds) > 1 and any((sounds, syllables + more) in heard for more in margin)


def _sounds_of_korean(text: str) -> frozenset[tuple[str, int]]:
    """The consonants of every beginning of every Korean word, in the same classes, and its syllables."""
    heard = set[tuple[str, int]]()
    for word in set(re.findall(r"[가-힣]+", text)):
        sounds = ""
        for count, syllable in enumerate(word[:8], start=1):
            initial, rest = divmod(ord(syllable) - 0xAC00, 588)
            sounds += _INITIALS[initial] + _FINALS[rest % 28]
            heard.add((re.sub(r"(.)\1+", r"\1", sounds.replace("_", "")), count))
    return frozenset(heard)
