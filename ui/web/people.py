"""Who is asking, in which language, and the actions open to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from starlette.requests import HTTPConnection
from starlette.types import Scope

from assistant.domain.access import Person, Role
from ui.labels import Labels, preferred_language

if TYPE_CHECKING:
    from assistant.bootstrap import Advisor

_PERSON = "ax.person"


def person_of(request: HTTPConnection) -> Person:
    """The person behind a request. There is no sign-in yet: who did not come in by the staff's door is a visitor."""
    return cast("Person", request.scope.get(_PERSON, Person(Role.VISITOR)))


def let_in(scope: Scope, person: Person) -> None:
    """Note on a request who makes it."""
    scope[_PERSON] = person


def labels_of(request: HTTPConnection) -> Labels:
    """The labels in the language the browser asks for."""
    return Labels(preferred_language(request.headers.get("accept-language")))


def advisor_of(request: HTTPConnection) -> Advisor:
    """The advisor this server was started with."""
    return cast("Advisor", request.app.state.advisor)
