"""Personal data are found where they stand, whatever they are written with, and ordinary figures are left alone."""

from __future__ import annotations

import pytest

from assistant.domain.answers import Language
from assistant.domain.personal_data import PersonalKind, find_personal_data, mask
from assistant.settings import corpus_dir
from ingest.readers import READERS

RESIDENT, FOREIGNER, CARD = PersonalKind.RESIDENT_NUMBER, PersonalKind.FOREIGNER_NUMBER, PersonalKind.CARD
MOBILE, LANDLINE, EMAIL = PersonalKind.MOBILE_PHONE, PersonalKind.LANDLINE, PersonalKind.EMAIL
ACCOUNT, PASSPORT, LICENCE = PersonalKind.BANK_ACCOUNT, PersonalKind.PASSPORT, PersonalKind.DRIVERS_LICENCE
BUSINESS, CORPORATE, NAME = PersonalKind.BUSINESS_NUMBER, PersonalKind.CORPORATE_NUMBER, PersonalKind.NAME_HINT

FOUND = [
    ("주민번호는 900101-1234568 입니다", RESIDENT, "900101-1234568"),
    ("850505-2111118번으로 조회해 주세요", RESIDENT, "850505-2111118"),
    ("주민등록번호 9001011234568", RESIDENT, "9001011234568"),
    ("제 번호 900101 - 1234567인데요", RESIDENT, "900101 - 1234567"),
    ("９００１０１－１２３４５６８", RESIDENT, "９００１０１－１２３４５６８"),
    ("주민번호 900101.1234568", RESIDENT, "900101.1234568"),
    ("아이는 211231-3456789", RESIDENT, "211231-3456789"),
    ("90\u200b0101-1234\u200b568", RESIDENT, "90\u200b0101-1234\u200b568"),
    ("외국인등록번호 900101-5234560", FOREIGNER, "900101-5234560"),
    ("210315-7123456 직원이 있어요", FOREIGNER, "210315-7123456"),
    ("카드 4111 1111 1111 1111로 결제", CARD, "4111 1111 1111 1111"),
    ("카드 4111-1111-1111-1111", CARD, "4111-1111-1111-1111"),
    ("5555555555554444", CARD, "5555555555554444"),
    ("아멕스 3782-822463-10005", CARD, "3782-822463-10005"),
    ("４１１１ １１１１ １１１１ １１１１", CARD, "４１１１ １１１１ １１１１ １１１１"),
    ("010-1234-5678로 연락 주세요", MOBILE, "010-1234-5678"),
    ("01012345678", MOBILE, "01012345678"),
    ("０１０ １２３４ ５６７８", MOBILE, "０１０ １２３４ ５６７８"),
    ("010.1234.5678", MOBILE, "010.1234.5678"),
    ("010 - 1234 - 5678", MOBILE, "010 - 1234 - 5678"),
    ("010)1234-5678", MOBILE, "010)1234-5678"),
    ("(010) 1234-5678", MOBILE, "(010) 1234-5678"),
    ("+82-10-1234-5678", MOBILE, "+82-10-1234-5678"),
    ("+82 (0)10 1234 5678", MOBILE, "+82 (0)10 1234 5678"),
    ("010–1234–5678", MOBILE, "010–1234–5678"),
    ("011-234-5678", MOBILE, "011-234-5678"),
    ("0 1 0 1 2 3 4 5 6 7 8", MOBILE, "0 1 0 1 2 3 4 5 6 7 8"),
    ("공일공 일이삼사 오육칠팔", MOBILE, "공일공 일이삼사 오육칠팔"),
    ("안심번호 0507-1234-5678", MOBILE, "0507-1234-5678"),
    ("사무실은 02-123-4567입니다", LANDLINE, "02-123-4567"),
    ("031) 123-4567", LANDLINE, "031) 123-4567"),
    ("02.1234.5678", LANDLINE, "02.1234.5678"),
    ("070-1234-5678", LANDLINE, "070-1234-5678"),
    ("전화 0212345678", LANDLINE, "0212345678"),
    ("hong.gildong@example.co.kr로 보내 주세요", EMAIL, "hong.gildong@example.co.kr"),
    ("hong＠example.com", EMAIL, "hong＠example.com"),
    ("hong (at) example.com", EMAIL, "hong (at) example.com"),
    ("국민은행 123456-04-123456", ACCOUNT, "123456-04-123456"),
    ("계좌는 110-123-456789예요", ACCOUNT, "110-123-456789"),
    ("신한 110-123-456789", ACCOUNT, "110-123-456789"),
    ("카카오뱅크 3333-01-1234567", ACCOUNT, "3333-01-1234567"),
    ("입금 계좌 12345678901234", ACCOUNT, "12345678901234"),
    ("여권 M12345678", PASSPORT, "M12345678"),
    ("여권번호는 M123A4567", PASSPORT, "M123A4567"),
    ("면허 11-12-123456-78", LICENCE, "11-12-123456-78"),
]

REPORTED_BUT_NOT_PERSONAL = [
    ("사업자등록번호 123-45-67890", BUSINESS, "123-45-67890"),
    ("우리 회사는 214-88-12345입니다", BUSINESS, "214-88-12345"),
    ("사업자번호 1234567890", BUSINESS, "1234567890"),
    ("법인등록번호 110111-1234567", CORPORATE, "110111-1234567"),
    ("담당자: 홍길동", NAME, "홍길동"),
    ("김철수 과장님께 여쭤보니", NAME, "김철수"),
    ("대표 이영희입니다", NAME, "이영희"),
]

NOTHING = [
    "2026년 1월 22일에 시행됩니다",
    "2026-01-22",
    "2026.01.22. 10:00부터 2026.02.28. 18:00까지",
    "20260122-20261231",
    "1,234,567,890원",
    "100000000000원을 투자했습니다",
    "제20676호 법률 제21311호",
    "법률 제20676호(2025. 1. 21. 제정)",
    "고시 제2026-123호",
    "37.5665, 126.9780",
    "37.0101234567, 127.0101234567",
    "위도 37.01012345678",
    "1588-1234로 전화하세요",
    "1600-1234, 1357, 1811-1234",
    "국번 없이 1357",
    "080-123-4567 무료 전화",
    "1899-1234",
    "바코드 8801234567893",
    "송장 123456789012",
    "주문번호 240115-1234567",
    "20240115-1234567",
    "4111 1111 1111 1112",
    "1234567812345678",
    "0.45%에서 0.12%로",
    "| 12 | 345 | 6789 | 1011 |",
    "12 345 6789 1011",
    "2021 2022 2023 2024 2025 2026",
    "10-20명, 20-50명",
    "KS X 1001, ISO 27001-2022",
    "M12345678 나사",
    "192.168.100.200 서버",
    "은행 서버 192.168.100.200",
    "은행권은 2026-01-01-2026-12-31 동안",
    "은행 대출 1,000,000,000원",
    "900231-1234567은 없는 날짜",
    "901301-1234567",
    "버전 3.12.2-1234567",
    "공일공 현상",
    "대표 사례를 알려 주세요",
    "담당자를 정하세요",
    "전문가 대표 회의",
    "고객사 대표가 묻습니다",
    "@support 채널",
    "가격은 a@b 형태",
    "2억 원, 300만 원, 20명, 35%",
    "",
]


@pytest.mark.parametrize(("text", "kind", "written"), FOUND)
def test_what_is_personal_is_found_in_its_place_and_hidden(text: str, kind: PersonalKind, written: str) -> None:
    items = [item for item in find_personal_data(text) if item.kind.is_personal]
    assert [(item.kind, text[item.start : item.end]) for item in items] == [(kind, written)]
    assert not any(item.kind.is_personal for item in find_personal_data(mask(text)))
    assert mask(text).startswith(text[: items[0].start] + "[")
    assert mask(text).endswith("]" + text[items[0].end :])


@pytest.mark.parametrize(("text", "kind", "written"), REPORTED_BUT_NOT_PERSONAL)
def test_company_numbers_and_names_are_reported_apart_and_stay(text: str, kind: PersonalKind, written: str) -> None:
    assert [(item.kind, text[item.start : item.end]) for item in find_personal_data(text)] == [(kind, written)]
    assert not kind.is_personal
    assert mask(text) == text


@pytest.mark.parametrize("text", NOTHING)
def test_dates_amounts_and_service_numbers_are_no_personal_data(text: str) -> None:
    assert find_personal_data(text) == ()


def test_several_are_found_in_the_order_of_the_text() -> None:
    text = "홍길동 010-1234-5678, hong@example.com, 국민 123456-04-123456, 사업자 123-45-67890"
    assert [item.kind for item in find_personal_data(text)] == [MOBILE, EMAIL, ACCOUNT, BUSINESS]
    assert mask(text) == "홍길동 [전화번호], [이메일 주소], 국민 [계좌번호], 사업자 123-45-67890"


def test_the_label_is_in_the_language_of_the_reader() -> None:
    assert mask("Call 010-1234-5678", Language.ENGLISH) == "Call [phone number]"


@pytest.mark.parametrize("kind", PersonalKind)
def test_every_personal_kind_has_a_label_in_both_languages(kind: PersonalKind) -> None:
    samples = [text for text, found, _ in FOUND if found is kind]
    assert bool(samples) == kind.is_personal
    for text in samples:
        assert mask(text, Language.KOREAN) != mask(text, Language.ENGLISH)


@pytest.mark.timeout(20)
@pytest.mark.parametrize("text", ["010-", "1", "0 ", "a.", "a@a.", "계좌 12-", "4111 ", "900101-", "공", "김철수 과"])
def test_long_text_takes_linear_time(text: str) -> None:
    find_personal_data(text * 20_000)


def test_the_documents_of_the_corpus_hold_no_card_resident_or_account_number() -> None:
    never = {RESIDENT, FOREIGNER, CARD, ACCOUNT, PASSPORT, LICENCE}
    found = []
    paths = [path for path in sorted(corpus_dir().rglob("*")) if path.suffix in READERS and path.name != "README.md"]
    for path in paths:
        for block in READERS[path.suffix]().read(path.read_bytes(), path.name).blocks:
            found += [(path.name, block.text) for item in find_personal_data(block.text) if item.kind in never]
    assert len(paths) >= 118
    assert found == []
