"""The terminal of the evaluation's own scripts (`python -m evals.calibrate`, `make bench`); the CLI has its own."""

from __future__ import annotations

from rich.console import Console

output = Console()
errors = Console(stderr=True)


def tell(step: str, done: int, total: int) -> None:
    """One line for each step that is complete."""
    if done == total:
        errors.print(f"{step}: {total}", markup=False)
