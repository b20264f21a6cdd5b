"""Running the web application until it is told to stop."""

from __future__ import annotations

import errno
import socket
from typing import TYPE_CHECKING

import uvicorn

from assistant.domain.answers import Language
from assistant.errors import WrongUse
from assistant.settings import Settings
from ui.labels import Labels
from ui.staff.door import STAFF_PAGES, Door
from ui.web.app import create_app

if TYPE_CHECKING:
    from assistant.bootstrap import Advisor

SECONDS_TO_FINISH = 3
"""How long open connections may go on once the server is told to stop."""


def serve(advisor: Advisor, settings: Settings) -> None:
    """Serve the pages at the address in the settings; returns when the server is told to stop.

    Raises WrongUse when the address cannot be used.
    """
    listening = _listen(settings.host, settings.port)
    app = create_app(advisor, settings)
    config = uvicorn.Config(
        app,
        access_log=False,
        log_level="warning",
        timeout_graceful_shutdown=SECONDS_TO_FINISH,
        server_header=False,
    )
    try:
        advisor.announce(_address(listening))
        _AnnouncingServer(config, _staff_address(listening, app.state.door)).run(sockets=[listening])
    except KeyboardInterrupt:
        pass
    finally:
        listening.close()


class _AnnouncingServer(uvicorn.Server):
    """Prints its addresses once it takes requests."""

    def __init__(self, config: uvicorn.Config, staff_address: str) -> None:
        super().__init__(config)
        self._staff_address = staff_address

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started and sockets:
            labels = Labels(Language.KOREAN)
            print(labels("serving", address=_address(sockets[0])))
            print(labels("serving_staff", address=self._staff_address), flush=True)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        name = "port_in_use" if error.errno == errno.EADDRINUSE else "address_unusable"
        told = [Labels(language)(name, host=host, port=port, reason=error.strerror or error) for language in Language]
        raise WrongUse(" / ".join(told)) from error


def _staff_address(listening: socket.socket, door: Door) -> str:
    """The address that opens the staff pages in a browser on this machine."""
    return f"http://127.0.0.1:{listening.getsockname()[1]}{STAFF_PAGES}?token={door.token}"


def _address(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
