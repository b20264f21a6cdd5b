"""Whether a text is a copy, or nearly a copy, of one that is there already, and in what it differs from it."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from assistant.domain.likeness import ChangedSentence, Difference, Likeness, WordChange
from assistant.domain.sentences import split_sentences
from ingest.cleaning import one_line

ALIKE = 0.3
"""Share of sentences from which on a document is shown as a near-copy.

Of all pairs of different bundled documents the most alike share 0.07 of their sentences. A copy with every number
changed and two paragraphs added keeps all of them, the same text as PDF, DOCX or HWPX and as Markdown at least 0.91,
and one with lines broken in the middle of words at least 0.65.
"""
_FEWEST_SHARED = 3
"""Sentences two texts must share at least, unless one of them has fewer: a common notice is no likeness."""
_FEWEST_LETTERS = 8
"""Shorter sentences (`합계`, `출처 1`) stand in many documents."""
_MARK_BYTES = 8
_SAME_SENTENCE = 0.5
"""Ratio of common words from which on a removed and an added sentence are taken for one that was changed."""
_MOST_WORDS = 200
"""Of a sentence or row whose changed words are looked for; a longer one is shown as removed and added."""
_MOST_PAIRS = 2_000_000
"""Pairs of words that are compared in one place; beyond it only sentences with other numbers are paired."""


@dataclass(frozen=True, kw_only=True)
class SentenceMarks:
    """A text as the 64-bit hashes of its sentences; `original_digest` is that of the file it was read from.

    Line breaks, spacing, punctuation, digits and the order of sentences make no difference.
    """

    hashes: frozenset[int]
    original_digest: str = ""

    @classmethod
    def of(cls, texts: Iterable[str], original_digest: str = "") -> SentenceMarks:
        """The marks of a document, from the texts of its chunks."""
        letters = (_letters(sentence) for text in texts for sentence in _sentences(text))
        hashes = frozenset(_hash(written) for written in letters if len(written) >= _FEWEST_LETTERS)
        return cls(hashes=hashes, original_digest=original_digest)

    def packed(self) -> bytes:
        """The hashes as bytes, eight for each, to be stored."""
        return b"".join(number.to_bytes(_MARK_BYTES, "little") for number in sorted(self.hashes))

    @classmethod
    def unpacked(cls, packed: bytes, original_digest: str = "") -> SentenceMarks:
        """The marks that were packed. Raises ValueError for bytes that are not whole hashes."""
        if len(packed) % _MARK_BYTES:
            raise ValueError(f"{len(packed)} bytes of marks; it must be a multiple of {_MARK_BYTES}")
        hashes = (packed[start : start + _MARK_BYTES] for start in range(0, len(packed), _MARK_BYTES))
        return cls(hashes=frozenset(int.from_bytes(one, "little") for one in hashes), original_digest=original_digest)

    def share_in(self, other: SentenceMarks) -> float:
        """The share, from 0 to 1, of the sentences of the shorter text that stand in the other one too."""
        fewer = min(len(self.hashes), len(other.hashes))
        shared = len(self.hashes & other.hashes)
        return shared / fewer if fewer and shared >= min(_FEWEST_SHARED, fewer) else 0.0


@dataclass(frozen=True, kw_only=True)
class MarkedDocument:
    """A version of a document, with its marks."""

    document_id: str
    version: int
    title: str
    marks: SentenceMarks


def likenesses(marks: SentenceMarks, others: Iterable[MarkedDocument]) -> tuple[Likeness, ...]:
    """The documents with the same file or at least the share `ALIKE` of common sentences; the same file first, then
    the most alike.
    """
    found = []
    for other in others:
        is_same = bool(marks.original_digest) and marks.original_digest == other.marks.original_digest
        share = marks.share_in(other.marks)
        if is_same or share >= ALIKE:
            found.append(
                Likeness(
                    document_id=other.document_id,
                    version=other.version,
                    title=other.title,
                    share=share,
                    is_same_file=is_same,
                )
            )
    return tuple(sorted(found, key=lambda one: (not one.is_same_file, -one.share, one.document_id, -one.version)))


def difference(old_texts: Iterable[str], new_texts: Iterable[str]) -> Difference:
    """In what a text differs from an older one, both given as the texts of their chunks.

    Spacing and punctuation make no difference, numbers do.
    """
    old, new = _told_once(old_texts), _told_once(new_texts)
    kept = old.keys() & new.keys()
    before, after = list(old), list(new)
    removed: list[str] = []
    added: list[str] = []
    changed: list[ChangedSentence] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for _, start, end, new_start, new_end in matcher.get_opcodes():
        gone = [old[key] for key in before[start:end] if key not in kept]
        come = [new[key] for key in after[new_start:new_end] if key not in kept]
        pairs = _pairs(gone, come)
        removed += [sentence for place, sentence in enumerate(gone) if place not in pairs]
        added += [sentence for place, sentence in enumerate(come) if place not in pairs.values()]
        changed += [_changed(gone[place], come[other]) for place, other in sorted(pairs.items())]
    return Difference(removed=tuple(removed), added=tuple(added), changed=tuple(changed))


def _told_once(texts: Iterable[str]) -> dict[str, str]:
    """The sentences of a text by their letters and digits, each once: parts of a table repeat its header."""
    sentences: dict[str, str] = {}
    for text in texts:
        for sentence in _sentences(text):
            key = _letters(sentence, with_digits=True)
            if key:
                sentences.setdefault(key, sentence)
    return sentences


def _pairs(gone: Sequence[str], come: Sequence[str]) -> dict[int, int]:
    """Places of sentences that were changed, in both lists: first those with other numbers, then the most alike."""
    places = {_letters(sentence): other for other, sentence in enumerate(come)}
    pairs = {place: places.pop(key) for place, one in enumerate(gone) if (key := _letters(one)) in places}
    for place, other in _alike(gone, come):
        if place not in pairs and other not in pairs.values():
            pairs[place] = other
    return {place: other for place, other in pairs.items() if _is_short(gone[place]) and _is_short(come[other])}


def _alike(gone: Sequence[str], come: Sequence[str]) -> list[tuple[int, int]]:
    """Places of sentences that have most of their words in common, the most alike first."""
    old = {place: sentence.split() for place, sentence in enumerate(gone) if _is_short(sentence)}
    new = {place: sentence.split() for place, sentence in enumerate(come) if _is_short(sentence)}
    if sum(map(len, old.values())) * sum(map(len, new.values())) > _MOST_PAIRS:
        return []
    matcher = SequenceMatcher(None, autojunk=False)
    ratios = []
    for other, words in new.items():
        matcher.set_seq2(words)
        for place, old_words in old.items():
            matcher.set_seq1(old_words)
            if matcher.quick_ratio() >= _SAME_SENTENCE and (ratio := matcher.ratio()) >= _SAME_SENTENCE:
                ratios.append((-ratio, place, other))
    return [(place, other) for _, place, other in sorted(ratios)]


def _is_short(sentence: str) -> bool:
    return len(sentence.split()) <= _MOST_WORDS


def _changed(before: str, after: str) -> ChangedSentence:
    old, new = before.split(), after.split()
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    words = tuple(
        WordChange(" ".join(old[start:end]), " ".join(new[new_start:new_end]))
        for tag, start, end, new_start, new_end in matcher.get_opcodes()
        if tag != "equal"
    )
    return ChangedSentence(before=before, after=after, words=words)


def _sentences(text: str) -> Iterator[str]:
    """The sentences and table rows of a text, each on one line. A line break inside prose is a space."""
    prose: list[str] = []
    for line in (*text.split("\n"), "|"):
        if not line.startswith("|"):
            prose.append(line)
            continue
        yield from split_sentences(one_line(" ".join(prose)))
        prose = []
        row = " | ".join(cell.strip() for cell in line.strip().strip("|").split("|"))
        if any(letter.isalnum() for letter in row):
            yield row


def _letters(sentence: str, *, with_digits: bool = False) -> str:
    """The letters of a sentence in one form and lower case; digits only if wanted."""
    written = unicodedata.normalize("NFKC", sentence).casefold()
    return "".join(letter for letter in written if letter.isalpha() or (with_digits and letter.isdigit()))


def _hash(written: str) -> int:
    return int.from_bytes(hashlib.blake2b(written.encode(), digest_size=_MARK_BYTES).digest(), "little")
