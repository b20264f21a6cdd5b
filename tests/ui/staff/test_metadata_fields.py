"""The form of the metadata: only what was changed counts as a change."""

from __future__ import annotations

from typing import Any

from assistant.domain.access import PUBLIC
from assistant.domain.documents import DocumentMetadata, Kind, Outcome, Provenance
from ui.staff.metadata_fields import changes, form_of
from ui.staff.parts import Told

_OUTCOME = Outcome(metric="불량률", before=5.4, after=2.0, unit="%")
METADATA = DocumentMetadata(
    id="다온도금",
    title="다온도금 시범사업",
    kind=Kind.PILOT,
    date="2026-05",
    audience=PUBLIC,
    provenance=Provenance.PUBLIC,
    sector=("manufacturing",),
    technologies=("농도 예측", "센서"),
    publisher="센터",
    outcomes=(_OUTCOME,),
)


def filled_in(**changed: Any) -> Told:
    """The form as it is shown, with some fields changed by a person."""
    values: dict[str, list[str]] = {
        "title": ["다온도금 시범사업"],
        "kind": ["pilot"],
        "date": ["2026-05"],
        "facts_as_of": [""],
        "audience": ["public"],
        "provenance": ["public"],
        "publisher": ["센터"],
        "sector": ["manufacturing"],
        "technologies": ["농도 예측, 센서"],
        "outcome": ["0"],
    }
    for row, (figures, _) in enumerate(form_of(METADATA, proposed=[Outcome(metric="비용")])["outcomes"]):
        names = ("metric", "before", "after", "unit", "period")
        values |= {f"{name}-{row}": [figure] for name, figure in zip(names, figures, strict=True)}
    return Told(form="job", pressed="save", values=values | {name: [*given] for name, given in changed.items()})


def test_an_untouched_form_changes_nothing() -> None:
    assert changes(filled_in(), METADATA) == {}


def test_what_was_changed_or_emptied_is_told() -> None:
    told = filled_in(title=["새 제목"], publisher=[""], sector=["food", "retail"], technologies=["비전 검사"])
    assert changes(told, METADATA) == {
        "title": "새 제목",
        "publisher": "",
        "sector": ["food", "retail"],
        "technologies": ["비전 검사"],
    }


def test_a_field_the_form_does_not_have_stays_as_it_is() -> None:
    told = filled_in()
    without = Told(values={name: given for name, given in told.values.items() if name != "kind"})
    assert changes(without, METADATA) == {}


def test_questions_stand_one_on_a_line() -> None:
    told = filled_in(questions=["얼마나 줄었나요?\r\n\n  누가 했나요? "], also_asked=[""])
    assert changes(told, METADATA) == {"questions": ["얼마나 줄었나요?", "누가 했나요?"]}


def test_masking_is_switched_on_by_its_tick() -> None:
    assert changes(filled_in(mask_personal_data=["yes"]), METADATA) == {"mask_personal_data": True}


def test_proposed_outcomes_count_once_they_are_ticked_and_as_they_were_mended() -> None:
    told = filled_in(**{"outcome": ["0", "1"], "after-1": ["240"], "unit-1": ["만 원"]})
    stated, confirmed = changes(told, METADATA)["outcomes"]
    assert stated == {"metric": "불량률", "before": "5.4", "after": "2", "unit": "%", "period": ""}
    assert confirmed == {"metric": "비용", "before": "", "after": "240", "unit": "만 원", "period": ""}


def test_an_outcome_that_is_no_longer_ticked_is_taken_out() -> None:
    assert changes(filled_in(outcome=[]), METADATA) == {"outcomes": []}


def test_what_is_stated_is_not_proposed_again() -> None:
    form = form_of(METADATA, proposed=[_OUTCOME, Outcome(metric="비용")])
    assert [(figures[0], is_stated) for figures, is_stated in form["outcomes"]] == [("불량률", True), ("비용", False)]
