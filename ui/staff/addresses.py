"""The addresses of the staff pages."""

from __future__ import annotations

from urllib.parse import urlencode

from ui.staff.door import STAFF_PAGES


def page_url(page: str, **values: object) -> str:
    """A staff page with what it is to show; values that are None or empty are left out."""
    query = urlencode({name: str(value) for name, value in values.items() if value not in (None, "")})
    return f"{STAFF_PAGES}/{page}{f'?{query}' if query else ''}"
