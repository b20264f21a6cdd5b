"""Metadata written in YAML: front matter at the top of a file, or a file of its own beside it."""

from __future__ import annotations

import re
from typing import Any

import yaml

from assistant.domain.synchronising import Reason
from ingest.cleaning import decode
from ingest.refusals import refused

_LONGEST = 100_000
"""Characters of metadata; reading more takes long."""
_FENCE = re.compile(r"---[ \t]*\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_LOOKS_LIKE_A_KEY = re.compile(r"[\w-]+[ \t]*:(?:\s|$)")


class _PlainLoader(yaml.SafeLoader):
    """YAML 1.2 scalars, so that `2026-01-22`, `007`, `1:30` and `no` stay the text they are; no anchors."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):  # aliases are how a few lines become gigabytes
            raise yaml.constructor.ConstructorError(None, None, "alias", self.get_mark())
        return super().compose_node(parent, index)


for _tag, _pattern, _first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"-?(?:0|[1-9][0-9]{0,17})", list("-0123456789")),
    ("float", r"-?(?:0|[1-9][0-9]*)\.[0-9]+(?:[eE][-+]?[0-9]+)?", list("-0123456789")),
):
    _PlainLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), _first)


def _number(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> float | str:
    """A number, unless that would change how it is written: `2026.10` is no `2026.1`."""
    text = str(loader.construct_scalar(node))
    return float(text) if repr(float(text)) == text else text


_PlainLoader.add_constructor("tag:yaml.org,2002:float", _number)


def parse_metadata(text: str, name: str, lines_above: int = 0) -> dict[str, Any]:
    """The mapping a YAML text holds; an empty text is an empty mapping.

    `lines_above` is how many lines of the file stand above the text. Raises DocumentRefused: BAD_METADATA.
    """
    if len(text) > _LONGEST:
        words = f"문서 정보가 너무 깁니다(최대 {_LONGEST:,}자). 본문은 '---' 아래에 적어 주세요."
        raise refused(Reason.BAD_METADATA, name, words, f"The metadata is too long (at most {_LONGEST:,} characters).")
    try:
        content = yaml.load(text, Loader=_PlainLoader)
    except RecursionError:
        raise refused(Reason.BAD_METADATA, name, "문서 정보가 너무 깊이 겹쳐 있습니다. 단순하게 고쳐 주세요.") from None
    except (yaml.YAMLError, ValueError) as error:
        raise refused(Reason.BAD_METADATA, name, _where(error, lines_above)) from error
    if content is None:
        return {}
    if not isinstance(content, dict):
        words = f"문서 정보가 '이름: 값' 목록이 아니라 {type(content).__name__}입니다. '이름: 값' 줄로 적어 주세요."
        raise refused(Reason.BAD_METADATA, name, words)
    return {str(key): value for key, value in content.items()}


def read_metadata_file(content: bytes, name: str) -> dict[str, Any]:
    """The mapping in NAME.meta.yml; an empty file is an empty mapping. Raises DocumentRefused: BAD_METADATA."""
    if not content.strip():
        return {}
    return parse_metadata(decode(content, name), name)


def split_front_matter(text: str, name: str) -> tuple[dict[str, Any], str]:
    """The metadata between `---` lines at the top of a text, and the text below. Raises DocumentRefused: BAD_METADATA.

    A text that begins with a rule (`---`) and no metadata is all text.
    """
    written, below = cut_front_matter(text, name)
    return ({} if written is None else parse_metadata(written, name, lines_above=1)), below


def cut_front_matter(text: str, name: str) -> tuple[str | None, str]:
    """The YAML between `---` lines at the top of a text (None when there is none), and the text below.

    Raises DocumentRefused: BAD_METADATA for metadata that is not closed.
    """
    opening = _FENCE.match(text)
    if not opening:
        return None, text
    closing = _CLOSING.search(text, opening.end())
    if closing:
        return text[opening.end() : closing.start()], text[closing.end() :]
    if _LOOKS_LIKE_A_KEY.match(text, opening.end()):
        raise refused(
            Reason.BAD_METADATA, name, "문서 정보를 닫는 '---' 줄이 없습니다. 문서 정보 끝에 '---'를 넣어 주세요."
        )
    return None, text


def metadata_lines(text: str, lines_above: int = 0) -> dict[tuple[str | int, ...], int]:
    """On which line of the file each key and list entry of a well-formed YAML mapping stands, by its path.

    `("outcomes", 0, "metric")` is the metric of the first outcome; the keys come in the order of the file.
    """
    lines: dict[tuple[str | int, ...], int] = {}
    waiting: list[tuple[tuple[str | int, ...], yaml.Node | None]] = [((), yaml.compose(text, Loader=_PlainLoader))]
    while waiting:
        path, node = waiting.pop()
        if isinstance(node, yaml.MappingNode):
            entries = [((*path, str(key.value)), key, value) for key, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            entries = [((*path, index), value, value) for index, value in enumerate(node.value)]
        else:
            continue
        for inner, place, value in entries:
            lines[inner] = place.start_mark.line + 1 + lines_above
            waiting.append((inner, value))
    return lines


def _where(error: Exception, lines_above: int) -> str:
    """What is wrong with the YAML and on which line."""
    mark = getattr(error, "problem_mark", None)
    place = f" {mark.line + 1 + lines_above}번째 줄 근처를" if mark else ""
    if getattr(error, "problem", None) == "alias":
        return f"문서 정보에 YAML 별칭(*)은 쓸 수 없습니다.{place} 고쳐 주세요."
    return f"문서 정보(YAML)의 형식이 올바르지 않습니다.{place} 확인해 주세요."
