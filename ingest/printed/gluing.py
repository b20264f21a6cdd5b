"""Whether a word goes on over the end of a line.

Korean is often broken between any two letters, and PDF files do not say whether a space was there. What decides, in
this order: white space in the file, room for one more letter, words of the same document, and morphology (Kiwi).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.store.word_gaps import is_gap

_WORD = re.compile(r"[가-힣A-Za-z0-9]+")
_LOOK_BACK = 200
"""Letters before a line end that can matter."""
_OPENING = "([「『“‘<《"
_CLOSING = ")]」』”’>》"
_ADDRESS = re.compile(r"(?:https?://|www\.)\S*[/\-?&=._%#+]$")
_KOREAN = re.compile(r"[가-힣]")
_LATIN = re.compile(r"[A-Za-z0-9]")
# Particles that follow a bracket, a Latin word or a number without a space.
_PARTICLE = re.compile(
    r"(?:이|가|은|는|을|를|의|에|와|과|도|만|로|으로|에서|에게|에는|에도|이나|나|까지|부터|처럼|보다|라고|이라고|라는|이라는|이며|며|인|입니다)"
    r"(?=[\s,.)]|$)"
)

# Counters that follow a figure (`2016~2019\n년`), and what makes a verb of the noun before it (`기대\n했습니다`).
_COUNTER = re.compile(
    r"(?:년|월|일|시|분|초|개|명|원|건|회|호|차|대|배|위|점|종|쪽|곳|장|층|인|억|만|천|개월|시간)"
    r"(?:에|에는|은|는|이|가|을|를|의|간|도|로|부터|까지|보다|씩)?(?![가-힣])"
)
_VERB_ENDING = re.compile(r"(?:했|하였|합니다|됐|되었|됩니다|시켰|시킵니다)")
_BEFORE_A_VERB = tuple("을를도게고지야은는이가서로")
# Words of one letter; any other letter alone at a line end or beginning is part of a word.
_SHORT_WORDS = frozenset(
    "수등및것때더그이저안못중후전곳약또각총첫두세네한몇새옛큰잘다덜왜즉단꼭매본내외간채만뿐데바줄적할될된든쓸볼낼갈올클알온산쓴준낸난둔뺀"
    "일년월해달주날명개원건회점배시분위앞뒤옆밖속끝값돈말글길집책눈손물불빛힘표쪽장판양질폭율상하좌우동서남북엔"
)


class Vocabulary:
    """What stands inside the lines of a text, where nothing is broken: its words, and how it sets brackets.

    Lines `beside` it (the tables of a document for its body) lend their words, but may set brackets in another way.
    """

    def __init__(self, lines: Iterable[str], beside: Iterable[str] = ()) -> None:
        text = list(lines)
        self._words = {word for line in (*text, *beside) for word in _WORD.findall(line)[1:-1] if len(word) > 1}
        self._beginnings = {word[:length] for word in self._words for length in range(3, len(word))}
        tight = sum(len(re.findall(r"[가-힣A-Za-z]\(", line)) for line in text)
        apart = sum(len(re.findall(r"[가-힣A-Za-z] \(", line)) for line in text)
        self.sets_brackets_apart = apart > tight

    def joins(self, before: str, after: str) -> bool:
        """Whether the two are one word elsewhere, or the beginning of one where the first never stands alone."""
        if before + after in self._words:
            return True
        return before not in self._words and before + after[:2] in self._beginnings


def glued(lines: Sequence[str], ends_with_words: Sequence[bool], vocabulary: Vocabulary) -> str:
    """The lines as one. `ends_with_words` says of each line but the last whether only whole words stand on it."""
    parts, seen = [lines[0].lstrip()], lines[0][-_LOOK_BACK:]
    for line, is_end in zip(lines[1:], ends_with_words, strict=True):
        tail, head = seen.rstrip(), line.lstrip()
        space = " " if tail != seen or _needs_space(tail, head, is_end, vocabulary) else ""
        parts += [space, head]
        seen = f"{tail}{space}{head}"[-_LOOK_BACK:]
    return " ".join("".join(parts).split())


def _needs_space(tail: str, head: str, is_likely: bool, vocabulary: Vocabulary) -> bool:
    """Whether a space belongs between the end of a line and the beginning of the next."""
    if not tail or not head:
        return True
    certain = _by_letters(tail, head, vocabulary)
    if certain is not None:
        return certain
    return is_likely or not _is_one_word(tail, head, vocabulary)


def _by_letters(tail: str, head: str, vocabulary: Vocabulary) -> bool | None:
    """What the letters at the line end alone decide; None where they do not."""
    last, first = tail[-1], head[0]
    if last in _OPENING + "·" or first in _CLOSING + ".,;:!?%·" or _ADDRESS.search(tail.split()[-1]):
        return False
    if last == "-" and _LATIN.match(tail[-2:-1]) and _LATIN.match(first):
        return False
    if first == "(" and last not in ".,;:!?":
        return vocabulary.sets_brackets_apart
    if (last in _CLOSING or _LATIN.match(last)) and _PARTICLE.match(head):
        return False
    if _KOREAN.match(last) and first.isdigit():
        return last != "제"
    if last.isdigit() and _COUNTER.match(head):
        return False
    if _VERB_ENDING.match(head) and _KOREAN.match(last) and last not in _BEFORE_A_VERB:
        return False
    if last in ",;:.!?" or not (_KOREAN.match(last) or _KOREAN.match(first)):
        return True
    return None


def _is_one_word(tail: str, head: str, vocabulary: Vocabulary) -> bool:
    before, after = _WORD.findall(tail)[-1:], _WORD.match(head)
    if before and after:
        if vocabulary.joins(before[0], after.group()):
            return True
        if any(len(word) == 1 and word not in _SHORT_WORDS for word in (before[0], after.group())):
            return True
    return not is_gap(tail, head)
