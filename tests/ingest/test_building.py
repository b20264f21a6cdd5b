"""The builders of corpus documents: what is written in Markdown is read again from the file they make."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from assistant.settings import corpus_dir
from ingest.readers import READERS
from ingest.readers.markdown import MarkdownReader

SOURCE = """# 바우처 안내: 2026년

바우처는 **정부가 비용의 일부**를 지원하는 제도입니다. `<기업>`마다 [공고](https://example.org/a?b=1&c=2)를 봅니다.
둘째 줄입니다.

## 지원 대상

준비물은 다음과 같습니다.

- 사업자등록증
  - 사본
- 계획서 1부 & 견적서

1. 상담을 받습니다.
2. 신청서를 냅니다.

그 밖의 순서입니다.

1. 다시 처음입니다.

### 한도

| 구분 | 한도 (원) |
|---|--:|
| **소기업** | 2억 |
| 중기업 | [3억](https://example.org) |
| 대기업 |  |

끝입니다.
"""
METADATA = "title: 바우처 안내\ndate: 2026-11-22\n"


@pytest.mark.parametrize("suffix", [".docx", ".hwpx"])
def test_everything_survives_and_bytes_stay_the_same(suffix: str, tmp_path: Path) -> None:
    first, second = (_built(SOURCE, suffix, tmp_path / name) for name in ("a", "b"))
    assert first == second
    written = MarkdownReader().read(SOURCE.encode(), "a.md")
    read = READERS[suffix]().read(first, f"a{suffix}")
    assert read.blocks == written.blocks
    assert (read.first_heading, read.warnings) == (written.first_heading, ())


def test_what_the_builders_do_not_know_is_told(tmp_path: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError) as failure:
        _built("# 제목\n\n> 인용\n", ".docx", tmp_path)
    assert "blockquote_open in line 3" in failure.value.stderr


def _built(source: str, suffix: str, folder: Path) -> bytes:
    folder.mkdir(exist_ok=True)
    path = folder / "a.source.md"
    path.write_text(source, "utf-8")
    (folder / "a.meta.yml").write_text(METADATA, "utf-8")
    builder = corpus_dir() / f"build_{suffix[1:]}.py"
    subprocess.run([sys.executable, builder, path], check=True, capture_output=True, text=True)
    return (folder / f"a{suffix}").read_bytes()
