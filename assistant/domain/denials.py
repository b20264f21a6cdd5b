"""Sentences in which a document says itself that something is not known."""

from __future__ import annotations

import re

_NOT_KNOWN = re.compile(
    "확인하지 못|확인되지 않|찾지 못했|알려지지 않|공개되지 않|나와 있지 않|나오지 않|알 수 없|정해지지 않"
    "|not (?:known|confirmed|announced|published|disclosed)"
)
_STATES = re.compile(
    r"(?:(?:확인|공개|파악|발표|언급)하지\s(?:못|않)|(?:확인|공개|발표|파악|보도|언급)되지\s않|(?:찾지|얻지)\s못|밝히지\s(?:못|않)"
    r"|(?:알려|밝혀|정해)지지\s않|(?:나와|적혀)\s있지\s않|나오지\s않|알\s수\s없)"
    r"(?:했|았|었)?(?:습니다|으므로|으며|지만|고|다|음|으나)"
)
"""The denial as what a sentence states, not as a remark on something else (`공개되지 않은 회사`)."""
_BEGINNING = re.compile(r"^(?:(?:다만|그러나|하지만|또한|또|반면|단|아울러|그래서|따라서|특히)(?:,\s*|\s+))+")
_REMARK = re.compile(r"\s*\([^)]*\)")
_WHERE_LOOKED = re.compile(
    r"\s*(?:(?:이|저희가|저희가\s본|저희도|아직|정확히|따로|직접|공개된|볼\s수\s있었던|\S{1,8}의)\s*)*"
    r"(?:(?:문서의\s)?출처|자료|부분|정보|초록|기사|글|보도|공고|보고서|대목|발췌|비교표|문서|설명)(?:들)?에서?(?:는|도)?\s*$"
)
_LOOSE = re.compile(
    r"(?<=[은는도지])\s+(?:(?:저희가|아직|정확히|따로|직접|역시|전혀|모두|이번에|원문으로|공고문으로|현재|\d+년|\d+월)\s*)+$"
)
_BEFORE = re.compile(r"^.*(?:지만|으며|이며|으나|는데|았고|었고|했고|보고),\s+")
"""What a sentence says before it comes to what is unknown."""
_PARTICLE = re.compile(r"(?<=[가-힣\w)])(?:까지도|조차|마저|에\s대해서는|은|는|도|이|가|을|를)\s*$")
_CLAUSES = re.compile(r"(?<=지),\s+|(?<=지)와\s+")
_OWNER = re.compile(r"^(.{2,30}?의)\s+(.+)$")
_AND = re.compile(r",\s+|(?<=[가-힣\w])(?:와|과(?<!결과)|이나)\s+|\s및\s")
_LONGEST_THING, _LONGEST_ALONE = 24, 14
"""Letters of one of several things that are named together, with and without an owner; longer pieces are no list."""


def says_not_known(sentence: str) -> bool:
    """Whether a sentence denies knowing: `수수료는 공개된 자료에서 확인하지 못했습니다`."""
    return bool(_NOT_KNOWN.search(sentence))


def states_unknown(text: str) -> bool:
    """Whether a text states anywhere that something is unknown; quick."""
    return bool(_STATES.search(text))


def things_not_known(sentence: str) -> tuple[str, ...]:
    """What a sentence states to be unknown, one by one; nothing where it states no such thing.

    `코맥스의 지원금과 공급사는 공개된 자료에서 확인하지 못했습니다` gives `코맥스의 지원금` and `코맥스의 공급사`.
    """
    plain = _BEGINNING.sub("", _REMARK.sub("", sentence).strip())
    denial = _STATES.search(plain)
    if denial is None:
        return ()
    named = _BEFORE.sub("", plain[: denial.start()]).rstrip(" ,")
    for ending in (_LOOSE, _WHERE_LOOKED, _LOOSE):
        named = ending.sub("", named).rstrip(" ,")
    clauses = (_PARTICLE.sub("", clause).strip(" ,") for clause in _CLAUSES.split(named))
    return tuple(thing for clause in clauses for thing in _one_by_one(clause) if len(thing) > 2)


def _one_by_one(clause: str) -> list[str]:
    """The things a clause names together, each with its owner."""
    if clause.endswith("지"):
        return [clause]
    owned = _OWNER.match(clause)
    owner, rest = (f"{owned[1]} ", owned[2]) if owned else ("", clause)
    things = [thing.strip() for thing in _AND.split(rest) if thing.strip()]
    longest = _LONGEST_THING if owned else _LONGEST_ALONE
    are_listed = len(things) > 1 and max(map(len, things)) <= longest
    return [owner + thing for thing in things] if are_listed else [clause]
