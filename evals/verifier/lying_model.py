"""A language-model server that copies from the documents it is given, and lies in three of ten sentences on purpose."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from http.server import BaseHTTPRequestHandler

from assistant.answering.quotable import readable
from assistant.domain.sentences import split_sentences
from evals.local_server import serving
from evals.verifier.pairs import PairKind
from evals.verifier.perturbing import SEED, lie, with_other_ending

LIES = 0.3
"""The share of sentences that lie."""
CHANGED = 0.75
"""The share of the lies that change a sentence of the documents where that can be done."""
SENTENCES = 7
_PASSAGE = re.compile(r"^\[(\d+)\] (.*?)(?=^\[\d+\] |\Z)", re.MULTILINE | re.DOTALL)
_STATEMENT = re.compile(r"[가-힣]다\.$")
_FABRICATED = (
    "이 사업에 참여한 기업은 모두 세금을 면제받습니다.",
    "신청은 전화 한 통으로 끝나며 심사가 없습니다.",
    "이 방법은 어느 공장에서나 한 달 안에 이익을 두 배로 만듭니다.",
    "도입한 회사의 직원들은 모두 해외 연수를 다녀왔습니다.",
)


class Untruth(StrEnum):
    """The ways in which the model lies beside changing a sentence."""

    WRONG_CITATION = "wrong_citation"
    """A true sentence with the number of a passage about something else, or of none."""
    UNCITED = "uncited"
    """A sentence made up, without a number."""


@dataclass(frozen=True, kw_only=True)
class Written:
    """A sentence the model wrote; `untruth` is None for a true one."""

    text: str
    untruth: PairKind | Untruth | None


@dataclass
class Diary:
    """What the model wrote, reply by reply."""

    replies: list[list[Written]] = field(default_factory=list)


@contextmanager
def lying_server(diary: Diary) -> Iterator[str]:
    """The address (ending in `/v1`) of an OpenAI-compatible server with the lying model."""

    class Handler(_LyingHandler):
        keeps = diary

    with serving(Handler) as address:
        yield f"{address}/v1"


def reply_to(prompt: str, number: int) -> tuple[list[Written], str]:
    """The sentences of the reply to one prompt, and the reply as it is sent; the same prompt has the same reply."""
    draw = random.Random(f"{SEED}:{number}:{prompt}")
    passages = {int(found[0]): found[1] for found in _PASSAGE.findall(prompt.partition("</")[0])}
    statements = [
        (place, readable(sentence))
        for place, text in passages.items()
        for sentence in split_sentences(text)
        if 20 < len(sentence) < 160 and _STATEMENT.search(sentence) and "출처" not in readable(sentence)
    ]
    chosen = draw.sample(statements, min(SENTENCES, len(statements)))
    written, sent = list[Written](), list[str]()
    for place, text in chosen:
        sentence, mark = _sentence(text, place, list(passages), draw)
        written.append(sentence)
        sent.append(f"{sentence.text.rstrip('.')}{mark}.")
    return written, " ".join(sent)


def _sentence(text: str, place: int, places: list[int], draw: random.Random) -> tuple[Written, str]:
    if draw.random() >= LIES:
        told = with_other_ending(text) if draw.random() < 0.5 else text
        return Written(text=told, untruth=None), f" [{place}]"
    changed: dict[PairKind | Untruth, str] = {kind: lied for kind in PairKind if (lied := lie(kind, text, draw))}
    kind = draw.choice([*changed] if changed and draw.random() < CHANGED else [*Untruth])
    if kind is Untruth.UNCITED:
        return Written(text=draw.choice(_FABRICATED), untruth=kind), ""
    if kind is Untruth.WRONG_CITATION:
        other = draw.choice([*(n for n in places if n != place), 99])
        return Written(text=text, untruth=kind), f" [{other}]"
    return Written(text=changed[kind], untruth=kind), f" [{place}]"


class _LyingHandler(BaseHTTPRequestHandler):
    """Streams chat completions."""

    protocol_version = "HTTP/1.1"
    keeps: Diary

    def do_POST(self) -> None:
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        written, text = reply_to(request["messages"][-1]["content"], len(self.keeps.replies))
        self.keeps.replies.append(written)
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        for start in range(0, len(text), 20):
            delta = {"index": 0, "delta": {"role": "assistant", "content": text[start : start + 20]}}
            event = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "lying", "choices": [delta]}
            self.wfile.write(f"data: {json.dumps(event)}\n\n".encode())
        self.wfile.write(b"data: [DONE]\n\n")
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        return
