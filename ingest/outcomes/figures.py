"""Figures as documents write them: `4억 8천만 엔`, `2~8%`, `1시간 30분`, `세 배 넘게`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

_NUMBER = r"\d[\d,]{0,17}(?:\.\d{1,9})?"
_SCALE = r"(?:천만|백만|십만|만|천|억|조)"
_AMOUNT = rf"{_NUMBER}(?: ?{_SCALE})?(?:,? {_NUMBER}{_SCALE})?"
_NATIVE = {"두": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9, "열": 10}
_SCALES = {"천": 1e3, "만": 1e4, "십만": 1e5, "백만": 1e6, "천만": 1e7, "억": 1e8, "조": 1e12}
_UNITS = (
    r"%포인트|%p|%|퍼센트|per ?cent|percentage points?|시간|분(?!의)|초|일(?![가-힣])|주(?![가-힣])|개월|건|개|명|번|"
    r"회|배|장|통|곳|쪽|점|되|대(?! 비)|종|원|엔|달러|유로|위안|kWh|MWh|GWh|kW|MW|km|kg|mm|cm|µm|㎛|μm|g|톤|t\b|리터|"
    r"L\b|도|PPM|ppm|hours?|minutes?|seconds?|days?|weeks?|months?|times"
)
_QUALIFIER = r"이상|이하|미만|초과|넘게|안팎|가까이|남짓|대(?=[로으,) ]|$)"
_LEAD = r"(?:약|평균|최대|하루|한 해|한 주|한 달|연간?|월|주|about|around|some|up to)"

_NATIVE_TIMES = rf"(?:{'|'.join(_NATIVE)})(?= ?배)"
_TIME = r"\d{1,4}시간 \d{1,2}분"
FIGURE = (
    rf"(?<![\d.,])(?<!\d월 )(?:{_LEAD} ){{0,2}}[-+−]?(?:{_TIME}|{_AMOUNT}(?:[~–-]{_AMOUNT})?|{_NATIVE_TIMES})"
    rf" ?(?:{_UNITS})?(?:[~–-]{_AMOUNT} ?(?:{_UNITS}))?(?: ?(?:{_QUALIFIER}))?(?:\([^()]{{0,40}}\))?"
)
"""A pattern without groups: a number or a range with its scale, unit and qualifier, and brackets that explain it."""

_PARSED = re.compile(
    rf"(?:{_LEAD} )*(?P<sign>[-+−]?)(?:(?P<hours>\d{{1,4}})시간 (?P<minutes>\d{{1,2}})분"
    rf"|(?P<low>{_AMOUNT}|{'|'.join(_NATIVE)})(?:(?P<inner> ?(?:{_UNITS}))?[~–-](?P<high>{_AMOUNT}))?"
    rf" ?(?P<unit>{_UNITS})?)(?: ?(?P<qualifier>{_QUALIFIER}))?"
)
_AMOUNT_PART = re.compile(rf"({_NUMBER}) ?({_SCALE})?")
_WIDE = 1.5
_SAME_UNITS = {"퍼센트": "%", "percent": "%", "per cent": "%", "%포인트": "%p", "번": "회", "㎛": "µm", "μm": "µm"}


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A number (or a range from `low` to `high`) in a unit. `scale` is what the text counts in: 1, 만 or 억."""

    low: float
    high: float | None = None
    unit: str = ""
    scale: float = 1.0
    qualifier: str = ""
    sign: str = ""

    def value(self, scale: float) -> float | str:
        """The number counted in `scale`, as text where it is a range or has a qualifier."""
        shown = [_number(part / scale) for part in (self.low, self.high) if part is not None]
        if len(shown) == 1 and not self.qualifier:
            return shown[0]
        text = "~".join(f"{part:g}" for part in shown)
        return f"{text} {self.qualifier}".strip()

    @property
    def is_wide(self) -> bool:
        """Whether the ends of its range are more than half apart: such a range is promised, not measured."""
        return self.high is not None and self.high > _WIDE * self.low

    def with_unit_of(self, other: Figure) -> Figure:
        """This figure, in the unit of the other one when it has none."""
        return self if self.unit else replace(self, unit=other.unit)


def parse_figure(text: str) -> Figure | None:
    """The figure at the beginning of a text; None where there is none."""
    match = _PARSED.match(text.strip())
    if match is None:
        return None
    if match["hours"]:
        return Figure(low=int(match["hours"]) + int(match["minutes"]) / 60, unit="시간")
    low, scale = _amount(match["low"])
    high = None
    if match["high"]:
        high, high_scale = _amount(match["high"])
        if scale == 1 and high_scale > 1:
            low, scale = low * high_scale, high_scale
    unit = (match["unit"] or match["inner"] or "").strip().lower()
    unit = _SAME_UNITS.get(unit, match["unit"] or "")
    sign = match["sign"].replace("−", "-")
    return Figure(low=low, high=high, unit=unit, scale=scale, qualifier=match["qualifier"] or "", sign=sign)


def scale_name(scale: float) -> str:
    """How a scale is called in front of a unit: `억` 원; nothing for 1."""
    return {1e4: "만", 1e8: "억", 1e12: "조"}.get(scale, "")


def _amount(text: str) -> tuple[float, float]:
    """The number, and what it is counted in: 1, 만, 억 or 조."""
    if text in _NATIVE:
        return float(_NATIVE[text]), 1.0
    total, largest = 0.0, 1.0
    for number, scale in _AMOUNT_PART.findall(text):
        factor = _SCALES.get(scale, 1.0)
        total += float(number.replace(",", "")) * factor
        largest = max(largest, factor)
    return total, next((whole for whole in (1e12, 1e8, 1e4) if largest >= whole), 1.0)


def _number(value: float) -> float:
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded
