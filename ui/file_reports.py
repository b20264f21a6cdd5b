"""What was found in files, for people: lines for the terminal, and a report file (a page, or JSON lines)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.domain.answers import Language
from assistant.domain.file_reports import FileReport, PersonalFinding
from assistant.domain.personal_data import PersonalKind, label
from assistant.domain.synchronising import FileOutcome, FileResult
from assistant.errors import WrongUse
from ingest.quality.policy import quality_policy
from ui.cli.jsonl import write_lines
from ui.json_forms import file_report_form
from ui.templating import templates_in

_PAGE, _LINES = ".html", ".jsonl"
_TEMPLATES = Path(__file__).with_name("templates")
_OUTCOMES = {
    FileOutcome.CREATED: "새로 등록",
    FileOutcome.UPDATED: "새 판",
    FileOutcome.UNCHANGED: "그대로",
    FileOutcome.WITHDRAWN: "내림",
    FileOutcome.REFUSED: "받지 못함",
}


def check_report_name(path: Path) -> None:
    """Raise WrongUse for a report file of a kind we do not write."""
    if path.suffix.lower() not in (_PAGE, _LINES):
        raise WrongUse(f"--report {path}: 이름이 .html이나 .jsonl로 끝나야 합니다. / It must end in .html or .jsonl.")


def write_reports(path: Path, results: Sequence[FileResult]) -> None:
    """Write what was found in the files: a page for people (.html), or one object for each file (.jsonl)."""
    if path.suffix.lower() == _LINES:
        write_lines(path, (result.as_json() | _found(result.report) for result in results))
        return
    template = templates_in(_TEMPLATES).get_template("file_reports.html")
    page = template.render(files=results, lines=report_lines, outcomes=_OUTCOMES)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page, "utf-8")


def report_lines(report: FileReport) -> Iterator[str]:
    """What was found in a file, a line for each thing."""
    policy, quality = quality_policy(), report.quality
    yield f"읽기 품질 {quality.score:.2f} (기준 {policy.minimum.file:.2f})"
    defects = [f"{policy.measures[name].ko} {share:.1%}" for name, share in quality.shares.items() if share]
    if defects:
        yield f"흠: {', '.join(defects)}"
    for part in quality.poor_parts:
        worst = policy.costliest(part.shares)
        yield f"색인하지 않은 곳: {part.place} (품질 {part.score:.2f}, {worst.ko if worst else ''})"
    if quality.empty_pages:
        yield f"글자가 없는 쪽: {', '.join(map(str, quality.empty_pages))}"
    if quality.hidden_texts:
        yield f"보이지 않아 뺀 글: {quality.hidden_texts}곳"
    if quality.encoding:
        yield f"글자 인코딩: {quality.encoding}"
    if report.personal_data and report.is_masked:
        yield "개인정보는 색인과 인용에서 가렸습니다. 원본 파일은 그대로입니다."
    for finding in report.personal_data:
        hint = "(참고) " if finding.is_hint else ""
        yield f"{hint}{_kind(finding)}, {finding.place}: {finding.excerpt}"


def personal_data_line(report: FileReport) -> str:
    """One line on the personal data of a file, each kind with its places; empty where nothing alarms."""
    alarms = report.alarms
    if not alarms:
        return ""
    counts = Counter(_kind(finding) for finding in alarms)
    places = list(dict.fromkeys(str(finding.place) for finding in alarms))
    shown = ", ".join(f"{kind} {count}건" for kind, count in counts.items())
    more = f" 외 {len(places) - 3}곳" if len(places) > 3 else ""
    what = (
        "색인과 인용에서 가렸습니다."
        if report.is_masked
        else "가리려면 문서 정보에 mask_personal_data: true를 적어 주세요."
    )
    return f"개인정보로 보이는 것이 있습니다: {shown} ({', '.join(places[:3])}{more}). {what}"


def _kind(finding: PersonalFinding) -> str:
    return "이름" if finding.kind is PersonalKind.NAME_HINT else label(finding.kind, Language.KOREAN)


def _found(report: FileReport | None) -> dict[str, object]:
    return {"report": file_report_form(report) if report else None}
