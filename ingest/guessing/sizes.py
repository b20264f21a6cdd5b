"""How large a company is, from the number of its people or the word for its size."""

from __future__ import annotations

import re

from assistant.domain.guesses import Guess
from ingest.guessing.texts import Texts, quoted
from ingest.guessing.words import guessing_words

_PEOPLE = re.compile(
    r"(?:임직원|종업원|직원|상시 ?근로자|근로자)(?:은|이|는|가)?\s*(?:수(?:는|가)?\s*)?[:：|]?\s*(?:약 |모두 |전체 )?"
    r"(?P<count>\d[\d,]*)\s*여?\s*명(?!\s*(?:이상|이하|미만|안팎|내외|초과|가운데|중|에게|을|를|넘|까지|부터|\d))"
    r"|(?P<employees>\d[\d,]*) (?:employees|people)(?![a-z])",
    re.IGNORECASE,
)
_OF_A_COMPANY = re.compile(r"의 |, (?:연 )?매출|\s*규모|\s*[|)]")
"""What follows the count of a whole company, where the text also counts parts of it."""
_FIRST_LETTERS = 1500
_FROM_SMALL = 10
_SURELY_SMALL = 45
_SURELY_MEDIUM = 60
_FROM_UNSURE = 300
"""People. Korean law counts turnover, too: between 45 and 60 and from 300 on, either size may be right."""


def company_size(texts: Texts) -> Guess | None:
    """The size of the one company a text is about: as a label gives it, from the count of its people at the beginning,
    else from a word for it in the title.
    """
    if labelled := texts.labelled(r"(?:기업|회사) ?(?:규모|구분|유형)|company size"):
        sizes = [size for size, pattern in guessing_words().sizes.items() if pattern.search(labelled["value"])]
        if len(sizes) == 1:
            return Guess(value=sizes, words=quoted(labelled))
    found = list(_PEOPLE.finditer(texts.body[:_FIRST_LETTERS]))
    whole = found if len(found) == 1 else [match for match in found if _OF_A_COMPANY.match(match.string, match.end())]
    if len(whole) == 1:
        size = _size(int((whole[0]["count"] or whole[0]["employees"]).replace(",", "")))
        return Guess(value=[size], words=quoted(whole[0])) if size else None
    if found:
        return None
    named = [
        (size, match) for size, pattern in guessing_words().sizes.items() if (match := pattern.search(texts.title))
    ]
    return Guess(value=[named[0][0]], words=quoted(named[0][1])) if len(named) == 1 else None


def _size(people: int) -> str | None:
    if 0 < people < _FROM_SMALL:
        return "micro"
    if _FROM_SMALL <= people <= _SURELY_SMALL:
        return "small"
    return "medium" if _SURELY_MEDIUM <= people < _FROM_UNSURE else None
