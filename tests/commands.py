"""Running `ax-advisor` as a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.conftest import CACHE


@dataclass(frozen=True)
class CommandResult:
    """How a command ended and what it printed."""

    code: int
    output: str
    errors: str

    @property
    def json(self) -> Any:
        """The output as one JSON value."""
        return json.loads(self.output)

    @property
    def lines(self) -> list[Any]:
        """The output as JSON lines."""
        return [json.loads(line) for line in self.output.splitlines()]


def run_command(*arguments: str, **environment: str) -> CommandResult:
    """Run the installed command; it shares the embedded model of the tests."""
    command = [str(Path(sys.executable).with_name("ax-advisor")), *arguments]
    variables = os.environ | {"AX_MODELS_DIR": str(CACHE / "models")} | environment
    done = subprocess.run(command, capture_output=True, text=True, env=variables, timeout=280)
    return CommandResult(code=done.returncode, output=done.stdout, errors=done.stderr)
