"""Whether a sentence tells what was measured: no wish, plan, example, sum of the writer, advice or survey."""

from __future__ import annotations

import re

_NOT_YET = (
    r"목표(?!를 조금)|기대(?!어|었|고)|전망|예정|계획|가설|예상(?:됩|한|했|하)|할 수 있다고 [보봅]|낼 수 있|을 것입니다"
)
_WORKED_OUT = r"예시(?: 계산|로)|의 계산|예를 들|라고 가정|이해를 돕|뜻입니다|뜻이|셈입니다|모의 계산|우연|느[꼈끼낌]"
_ADVICE = r"[세시]요\.?$|십시오\.?$|[가-힣]기\.?$"
_ASKED = r"조사에서|조사를 인용|조사했|응답|설문"
_MONEY = r"예산|한도|지원금|국비|공고|경쟁률"
_PROMISED = r"공급사 글|공급사 주장으로는"
_ENGLISH = r"\b(?:would|could|should|may|might|target|plan\w*|expect\w*|forecasts?|goal|claims?)\b"
_NOT_MEASURED = re.compile(
    "|".join((_NOT_YET, _WORKED_OUT, _ADVICE, _ASKED, _MONEY, _PROMISED, _ENGLISH)), re.IGNORECASE
)
_CONDITION = re.compile(r"(?:[가-힣](?:으면|라면|다면)|[하되치쓰비리이]면) [^,.]{0,30}$")
_LOOK_BACK = 60
"""Characters; more than a condition and what may stand behind it."""


def is_measured(sentence: str) -> bool:
    """Whether figures in this sentence can be outcomes."""
    return _NOT_MEASURED.search(sentence) is None


def stands_behind_condition(before: str) -> bool:
    """Whether what follows these words is a rule or a sum: `비면 860도에서 750도로 내림`."""
    return _CONDITION.search(before[-_LOOK_BACK:]) is not None
