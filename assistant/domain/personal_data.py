"""Personal data in text, found by rule: what it is, where it stands, and how to hide it.

Written for Korean numbers: resident registration, foreigner, card, phone, bank account, passport and licence. Numbers
of companies (business and corporate registration) look alike and are told apart, because they are public.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.domain.answers import Language


class PersonalKind(StrEnum):
    """What was found. The last three are reported but are not personal by themselves."""

    RESIDENT_NUMBER = "resident_number"
    FOREIGNER_NUMBER = "foreigner_number"
    CARD = "card"
    MOBILE_PHONE = "mobile_phone"
    LANDLINE = "landline"
    EMAIL = "email"
    BANK_ACCOUNT = "bank_account"
    PASSPORT = "passport"
    DRIVERS_LICENCE = "drivers_licence"
    BUSINESS_NUMBER = "business_number"
    CORPORATE_NUMBER = "corporate_number"
    NAME_HINT = "name_hint"
    """Probably a person's name, because it stands beside a title (대표, 과장); never certain."""

    @property
    def is_personal(self) -> bool:
        """Whether it identifies a person and has to be hidden."""
        return self in _LABELS


_LABELS: dict[PersonalKind, dict[Language, str]] = {
    PersonalKind.RESIDENT_NUMBER: {Language.KOREAN: "주민등록번호", Language.ENGLISH: "resident number"},
    PersonalKind.FOREIGNER_NUMBER: {Language.KOREAN: "외국인등록번호", Language.ENGLISH: "foreigner number"},
    PersonalKind.CARD: {Language.KOREAN: "카드번호", Language.ENGLISH: "card number"},
    PersonalKind.MOBILE_PHONE: {Language.KOREAN: "전화번호", Language.ENGLISH: "phone number"},
    PersonalKind.LANDLINE: {Language.KOREAN: "전화번호", Language.ENGLISH: "phone number"},
    PersonalKind.EMAIL: {Language.KOREAN: "이메일 주소", Language.ENGLISH: "e-mail address"},
    PersonalKind.BANK_ACCOUNT: {Language.KOREAN: "계좌번호", Language.ENGLISH: "account number"},
    PersonalKind.PASSPORT: {Language.KOREAN: "여권번호", Language.ENGLISH: "passport number"},
    PersonalKind.DRIVERS_LICENCE: {Language.KOREAN: "운전면허번호", Language.ENGLISH: "licence number"},
}


@dataclass(frozen=True, kw_only=True)
class PersonalItem:
    """One find: its kind and its place in the text, from `start` up to but not including `end`."""

    kind: PersonalKind
    start: int
    end: int


def find_personal_data(text: str) -> tuple[PersonalItem, ...]:
    """Everything found, in the order of the text, without overlaps; the time grows with the length of the text.

    Full-width digits, other dashes and spaces, and invisible characters between digits do not hide a number.
    """
    plain, places = _plain(text)
    taken = bytearray(len(plain))
    items = []
    for rule in _RULES:
        for kind, start, end in rule(plain):
            if start < end and not any(taken[start:end]):
                taken[start:end] = b"\x01" * (end - start)
                items.append(PersonalItem(kind=kind, start=places[start], end=places[end - 1] + 1))
    return tuple(sorted(items, key=lambda item: item.start))


def mask(text: str, language: Language = Language.KOREAN) -> str:
    """The text with everything personal replaced by what it was: `[전화번호]`. Hints and company numbers stay."""
    for item in reversed(find_personal_data(text)):
        if item.kind.is_personal:
            text = f"{text[: item.start]}[{label(item.kind, language)}]{text[item.end :]}"
    return text


def label(kind: PersonalKind, language: Language) -> str:
    """What a kind of personal data is called. Raises KeyError for a kind that is not personal."""
    return _LABELS[kind][language]


_MASKS = frozenset(f"[{name}]" for names in _LABELS.values() for name in names.values())


def is_masked(text: str) -> bool:
    """Whether something personal was replaced in a text."""
    return any(masked in text for masked in _MASKS)


_DASHES = frozenset("-‐‑‒–—―−－﹣ー~∼～")
_DOTS = frozenset(".．·ㆍ・‧∙•")
_Found = tuple[PersonalKind, int, int]
_Finder = Callable[[str], Iterator[_Found]]


def _plain(text: str) -> tuple[str, list[int]]:
    """The text with ASCII digits, dashes, dots and spaces and nothing invisible; and the old place of each letter."""
    plain, places = [], []
    for place, character in enumerate(text):
        category = unicodedata.category(character)
        if category == "Cf":
            continue
        places.append(place)
        plain.append(_plain_character(character, category))
    return "".join(plain), places


def _plain_character(character: str, category: str) -> str:
    if character.isascii():
        return " " if character in "\t\r" else character
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if character in _DASHES:
        return "-"
    if character in _DOTS:
        return "."
    if category == "Zs":
        return " "
    return unicodedata.normalize("NFKC", character) if "！" <= character <= "～" else character


_GAP = r" ?[-. ]? ?"
"""What may stand between the groups of a number."""
_ALONE_BEFORE, _ALONE_AFTER = r"(?<!\d)", r"(?!\d)"


def _near(text: str, start: int, end: int, words: re.Pattern[str], *, before: int = 24, after: int = 12) -> bool:
    """Whether one of the words stands on the same line within so many characters before or after."""
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    around_before = text[max(line_start, start - before) : start]
    around_after = text[end : min(line_end if line_end >= 0 else len(text), end + after)]
    return bool(words.search(around_before) or words.search(around_after))


def _digits(text: str) -> list[int]:
    return [int(character) for character in text if character.isdigit()]


# Resident, foreigner and corporate registration numbers: six digits and seven.
_SIX_AND_SEVEN = re.compile(rf"{_ALONE_BEFORE}(\d{{6}})( ?- ?|[. ]?)(\d{{7}}){_ALONE_AFTER}")
_RESIDENT_WORDS = re.compile(r"주민|외국인|등록번호|resident|registration", re.IGNORECASE)
_CORPORATE_WORDS = re.compile(r"법인|corporat", re.IGNORECASE)
_OTHER_NUMBERS = re.compile(
    r"주문|송장|접수|문서|제품|품번|관리번호|시리얼|로트|바코드|\b(lot|order|serial|no)\b", re.I
)
_CHECKSUM_ENDED = date(2020, 10, 5)
"""Numbers given since then end in digits without a meaning."""
_RESIDENT_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)


def _registration_numbers(text: str) -> Iterator[_Found]:
    for match in _SIX_AND_SEVEN.finditer(text):
        kind = _registration_kind(text, match)
        if kind is not None:
            yield kind, match.start(), match.end()


def _registration_kind(text: str, match: re.Match[str]) -> PersonalKind | None:
    digits = _digits(match.group())
    hyphenated = "-" in match.group(2)
    named = _near(text, match.start(), match.end(), _RESIDENT_WORDS)
    corporate = _near(text, match.start(), match.end(), _CORPORATE_WORDS)
    born = _birth_date(digits)
    checks = born is not None and _resident_checksum_holds(digits)
    if (corporate and hyphenated) or (not checks and _corporate_checksum_holds(digits) and hyphenated and not named):
        return PersonalKind.CORPORATE_NUMBER
    if born is None:
        return None
    stranger = _near(text, match.start(), match.end(), _OTHER_NUMBERS)
    if not (checks or named or (hyphenated and not stranger)):
        return None
    if checks and not hyphenated and not named and (stranger or born >= _CHECKSUM_ENDED):
        return None
    return PersonalKind.FOREIGNER_NUMBER if digits[6] in (5, 6, 7, 8) else PersonalKind.RESIDENT_NUMBER


def _birth_date(digits: list[int]) -> date | None:
    """The date of birth in a registration number; None where the digits are none, or one to come."""
    century = {1: 1900, 2: 1900, 3: 2000, 4: 2000, 5: 1900, 6: 1900, 7: 2000, 8: 2000}.get(digits[6])
    if century is None:
        return None
    try:
        born = date(century + digits[0] * 10 + digits[1], digits[2] * 10 + digits[3], digits[4] * 10 + digits[5])
    except ValueError:
        return None
    return born if born <= date.today() else None


def _resident_checksum_holds(digits: list[int]) -> bool:
    """Sum of the weighted digits modulo 11; foreigners' numbers are shifted by 2."""
    rest = sum(weight * digit for weight, digit in zip(_RESIDENT_WEIGHTS, digits, strict=False)) % 11
    return digits[12] == ((13 if digits[6] >= 5 else 11) - rest) % 10


def _corporate_checksum_holds(digits: list[int]) -> bool:
    rest = sum(digit * (1 + index % 2) for index, digit in enumerate(digits[:12])) % 10
    return digits[12] == (10 - rest) % 10


# Cards: the known lengths and beginnings, with Luhn's check digit.
_CARD = re.compile(
    rf"{_ALONE_BEFORE}(?<!\d[.-])(?:[24569]\d{{3}}{_GAP}\d{{4}}{_GAP}\d{{4}}{_GAP}\d{{4}}"
    rf"|35\d\d{_GAP}\d{{4}}{_GAP}\d{{4}}{_GAP}\d{{4}}"
    rf"|3[47]\d\d{_GAP}\d{{6}}{_GAP}\d{{5}}|3[0689]\d\d{_GAP}\d{{6}}{_GAP}\d{{4}}){_ALONE_AFTER}"
)


def _cards(text: str) -> Iterator[_Found]:
    for match in _CARD.finditer(text):
        if _luhn_holds(_digits(match.group())):
            yield PersonalKind.CARD, match.start(), match.end()


def _luhn_holds(digits: list[int]) -> bool:
    doubled = [digit * 2 - 9 * (digit > 4) for digit in digits[-2::-2]]
    return (sum(doubled) + sum(digits[-1::-2])) % 10 == 0


# Phones. 080, 15xx, 16xx and 18xx belong to services, not to persons, and are left out.
_COUNTRY = r"(?:\+? ?82[-. ]{0,2}\(?0?\)?[-. ]{0,2}|0)"
_CLOSE = r"\)?[-. ]{0,3}"
_MOBILE = re.compile(
    rf"{_ALONE_BEFORE}\(?{_COUNTRY}(?:10{_CLOSE}\d{{4}}{_GAP}\d{{4}}|10[-. )]{{1,3}}\d{{3}}[-. ]{{1,3}}\d{{4}}"
    rf"|1[16789]{_CLOSE}\d{{3,4}}{_GAP}\d{{4}}|50\d{_CLOSE}\d{{3,4}}{_GAP}\d{{4}}){_ALONE_AFTER}"
)
_SPACED_MOBILE = re.compile(r"(?<!\d)(?<!\d[ .-])0[ .-]1[ .-]0(?:[ .-]\d){8}(?![ .-]?\d)")
_SPOKEN = "공영일이삼사오육륙칠팔구"
_SPOKEN_MOBILE = re.compile(rf"(?<![가-힣])[공영]\s?일\s?[공영](?:[\s-]{{0,2}}[{_SPOKEN}]){{8}}(?![{_SPOKEN}])")
_AREA = r"(?:2|3[1-3]|4[1-4]|5[1-5]|6[1-4]|70)"
_LANDLINE = re.compile(
    rf"{_ALONE_BEFORE}(?<!\d[.-])\(?{_COUNTRY}{_AREA}(?:\) ?|{_GAP})\d{{3,4}}(?: ?[-.] ?| )\d{{4}}{_ALONE_AFTER}"
)
_LANDLINE_TOGETHER = re.compile(rf"{_ALONE_BEFORE}(?<![.,-])0{_AREA}\d{{7,8}}{_ALONE_AFTER}")
_PHONE_WORDS = re.compile(r"전화|연락|팩스|휴대|\b(tel|phone|fax|call)\b", re.IGNORECASE)


def _mobile_phones(text: str) -> Iterator[_Found]:
    for pattern in (_MOBILE, _SPACED_MOBILE, _SPOKEN_MOBILE):
        for match in pattern.finditer(text):
            if not _is_fraction(text, match):
                yield PersonalKind.MOBILE_PHONE, match.start(), match.end()


def _is_fraction(text: str, match: re.Match[str]) -> bool:
    """Whether the digits stand together behind a decimal point (a coordinate)."""
    return match.group().isdigit() and bool(re.search(r"\d\.$", text[max(0, match.start() - 2) : match.start()]))


def _landlines(text: str) -> Iterator[_Found]:
    for match in _LANDLINE.finditer(text):
        yield PersonalKind.LANDLINE, match.start(), match.end()
    for match in _LANDLINE_TOGETHER.finditer(text):
        if _near(text, match.start(), match.end(), _PHONE_WORDS):
            yield PersonalKind.LANDLINE, match.start(), match.end()


_EMAIL = re.compile(
    r"(?<![\w.%+-])[A-Za-z0-9][\w.%+-]{0,63} ?(?:@|\(at\)|\[at\]|골뱅이) ?"
    r"(?:[A-Za-z0-9-]{1,63} ?(?:\.|\(dot\)) ?){1,4}[A-Za-z]{2,24}",
    re.IGNORECASE | re.ASCII,
)


def _emails(text: str) -> Iterator[_Found]:
    for match in _EMAIL.finditer(text):
        yield PersonalKind.EMAIL, match.start(), match.end()


# Numbers of companies: three, two and five digits.
_BUSINESS = re.compile(rf"{_ALONE_BEFORE}(?<!\d[.-])\d{{3}} ?- ?\d{{2}} ?- ?\d{{5}}(?! ?-? ?\d)")
_BUSINESS_TOGETHER = re.compile(rf"{_ALONE_BEFORE}(?<![.,-])\d{{10}}{_ALONE_AFTER}")
_BUSINESS_WORDS = re.compile(r"사업자|business (registration )?n", re.IGNORECASE)
_BUSINESS_WEIGHTS = (1, 3, 7, 1, 3, 7, 1, 3, 5)


def _business_numbers(text: str) -> Iterator[_Found]:
    for match in _BUSINESS.finditer(text):
        named = _near(text, match.start(), match.end(), _BUSINESS_WORDS)
        if named or _business_checksum_holds(_digits(match.group())) or not _stands_by_bank(text, match):
            yield PersonalKind.BUSINESS_NUMBER, match.start(), match.end()
    for match in _BUSINESS_TOGETHER.finditer(text):
        if _near(text, match.start(), match.end(), _BUSINESS_WORDS):
            yield PersonalKind.BUSINESS_NUMBER, match.start(), match.end()


def _business_checksum_holds(digits: list[int]) -> bool:
    total = sum(weight * digit for weight, digit in zip(_BUSINESS_WEIGHTS, digits, strict=False)) + digits[8] * 5 // 10
    return digits[9] == (10 - total % 10) % 10


# Bank accounts have no check digit: their shape counts only beside a bank or the word for an account.
_ACCOUNT = re.compile(
    rf"{_ALONE_BEFORE}(?<!\d[.,-])(?:\d{{2,6}}(?: ?- ?\d{{1,8}}){{1,4}}|\d{{2,6}}(?: \d{{2,6}}){{2,3}}|\d{{10,14}})"
    r"(?![\d,.]?\d)"
)
_BANK_WORDS = re.compile(
    r"계좌|은행|뱅크|농협|수협|신협|새마을금고|우체국|입금|송금|이체|예금주|\b(bank|account|IBK|KB|NH)\b", re.IGNORECASE
)
_BANK_RIGHT_BEFORE = re.compile(r"(국민|신한|하나|우리|기업|카카오|토스|케이|대구|부산|광주|전북|제주)\s{0,2}:?\s?$")
_ACCOUNT_DIGITS = range(10, 15)
_DATE_INSIDE = re.compile(r"(?:19|20)\d\d ?- ?(?:0?[1-9]|1[0-2]) ?- ?(?:0?[1-9]|[12]\d|3[01])(?!\d)")


def _bank_accounts(text: str) -> Iterator[_Found]:
    for match in _ACCOUNT.finditer(text):
        if len(_digits(match.group())) not in _ACCOUNT_DIGITS or _DATE_INSIDE.search(match.group()):
            continue
        if _stands_by_bank(text, match):
            yield PersonalKind.BANK_ACCOUNT, match.start(), match.end()


def _stands_by_bank(text: str, match: re.Match[str]) -> bool:
    if _near(text, match.start(), match.end(), _BANK_WORDS):
        return True
    return bool(_BANK_RIGHT_BEFORE.search(text[max(0, match.start() - 8) : match.start()]))


# Passports only beside their name; licences by their region (11 to 28) and shape.
_PASSPORT = re.compile(r"(?<![A-Za-z0-9])[MSRODGT](?:\d{8}|\d{3}[A-Z]\d{4})(?![A-Za-z0-9])", re.IGNORECASE)
_PASSPORT_WORDS = re.compile(r"여권|passport", re.IGNORECASE)
_LICENCE = re.compile(rf"{_ALONE_BEFORE}(?<!\d[.-])(?:1[1-9]|2[0-8])([- ]?)\d{{2}}\1\d{{6}}\1\d{{2}}{_ALONE_AFTER}")
_LICENCE_WORDS = re.compile(r"면허|licen[cs]e", re.IGNORECASE)


def _passports(text: str) -> Iterator[_Found]:
    for match in _PASSPORT.finditer(text):
        if _near(text, match.start(), match.end(), _PASSPORT_WORDS):
            yield PersonalKind.PASSPORT, match.start(), match.end()


def _drivers_licences(text: str) -> Iterator[_Found]:
    for match in _LICENCE.finditer(text):
        if match.group(1) == "-" or _near(text, match.start(), match.end(), _LICENCE_WORDS):
            yield PersonalKind.DRIVERS_LICENCE, match.start(), match.end()


# Names: three syllables that begin with a common family name, beside a title.
_FAMILY = (
    "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진지엄채원천방공현함변"
    "염여추도석선설길연위표명기반라왕금옥육인맹제탁국은편용"
)
_NAME = rf"[{_FAMILY}][가-힣]{{2}}"
_RANK = (
    "대표이사|대표|과장|부장|차장|대리|팀장|실장|주임|사원|사장|이사|상무|전무|본부장|센터장|주무관|사무관|"
    "연구원|교수|박사"
)
_TITLE = f"담당자|{_RANK}"
_NO_NAME_END = "가자사업팀부체청처화반실장별적용측위들에의도"
_NAME_AND_TITLE = re.compile(
    rf"(?<![가-힣])({_NAME})(?<![{_NO_NAME_END}]) ?(?:{_RANK})님?"
    r"(?:이|가|은|는|을|를|의|께|께서|에게|과|와|도|입니다)?(?![가-힣])"
)
_TITLE_AND_NAME = re.compile(
    rf"(?<![가-힣])(?:{_TITLE}) ?: ?({_NAME})(?![가-힣])"
    rf"|(?<![가-힣])(?:{_TITLE}) ({_NAME})(?<![{_NO_NAME_END}])(?: ?(?:님|씨)|입니다|입니다만|이고)(?![가-힣])"
)


def _name_hints(text: str) -> Iterator[_Found]:
    for pattern in (_NAME_AND_TITLE, _TITLE_AND_NAME):
        for match in pattern.finditer(text):
            group = match.lastindex or 1
            yield PersonalKind.NAME_HINT, match.start(group), match.end(group)


_RULES: tuple[_Finder, ...] = (
    _emails,
    _registration_numbers,
    _drivers_licences,
    _cards,
    _mobile_phones,
    _landlines,
    _business_numbers,
    _bank_accounts,
    _passports,
    _name_hints,
)
"""In the order of their certainty: what one rule has taken is not looked at by the next."""
