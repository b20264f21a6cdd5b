"""The question to search for: without the places where personal data stood, which are no part of what is asked."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.domain.answers import Language, Question
from assistant.domain.personal_data import PersonalKind, label

_OWNER = r"(?:(?:제|저희|내|우리|저의|my|our) )?"
_NAMED = (
    r"(?:(?:휴대폰|핸드폰|전화|연락처|번호|전화번호|메일|이메일|계좌|카드|주민번호|주민등록번호|phone|number|e-?mail|is)"
    r"(?:은|는|이|가)? ?){0,3}"
)
_LABELS = "|".join(
    {re.escape(label(kind, language)) for kind in PersonalKind if kind.is_personal for language in Language}
)
_ENDING = r"(?:인데요?|이고요?|입니다|이에요|예요|으?로|에|을|를|은|는|이|가)?[.,]?"
_MASK = re.compile(rf"{_OWNER}{_NAMED}\[(?:{_LABELS})\]{_ENDING}", re.IGNORECASE)


def without_masks(question: Question) -> Question:
    """The question without its masks; as it stands where nothing else would be left."""
    text = " ".join(_MASK.sub(" ", question.text).split())
    return replace(question, text=text) if any(map(str.isalnum, text)) else question
