"""The page of this machine: Streamlit run on `streamlit_app.py`, for this machine alone."""

from __future__ import annotations

import importlib.util
import os
import signal
import socket
import sys
import tomllib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from geo.corpora import store
from geo.errors import InputError, SettingError
from geo.labels import label

__all__ = ["serve", "settings"]


def settings(port: int) -> dict[str, Any]:
    """How Streamlit is to run: `geo/assets/app.toml`, with the port, and no banner and no questions."""
    asked = tomllib.loads((Path(__file__).parents[1] / "assets" / "app.toml").read_text(encoding="utf-8"))
    return dict(_flat(asked)) | {
        "server.port": port,
        "server.headless": not _has_screen(),
        "server.showEmailPrompt": False,
        "global.developmentMode": False,
        "logger.level": "warning",
        "logger.hideWelcomeMessage": True,
    }


def _flat(table: dict[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    """Nested tables as the dotted names that Streamlit takes."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", value


def serve(reports: Sequence[str], *, port: int, lang: str, say: Callable[[str], None]) -> None:
    """Open the page with `reports` and stores loaded, and stay until Ctrl-C.

    Raises SettingError where the port is taken, and InputError for what is neither report nor store.

    `lang` reaches the page as ZHENGTU_LANG; `say` gets the line that tells the address.
    """
    for report in reports:
        if Path(report).is_dir():
            store.open_store(report).years()
        elif not Path(report).is_file():
            raise InputError(f"{report}: there is no such file")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise SettingError(
                f"port {port} cannot be used ({error.strerror}); give another one with --port"
            ) from error
    os.environ["ZHENGTU_LANG"] = lang
    page = _page()
    from streamlit.web import bootstrap

    options = {name.replace(".", "_"): value for name, value in settings(port).items()}
    bootstrap.load_config_options(options)
    sys.argv = [str(page), *reports]
    say(label("message.app_at", lang, address=f"http://localhost:{port}"))
    signal.signal(signal.SIGINT, lambda *_: _leave(say, lang))
    bootstrap.run(str(page), is_hello=False, args=list(reports), flag_options=options)


def _leave(say: Callable[[str], None], lang: str) -> None:
    """Ctrl-C before Streamlit has put its own handler in place: half a server cannot be stopped in good order."""
    say(label("message.stopped", lang))
    os._exit(0)


def _page() -> Path:
    """`streamlit_app.py`, in the source tree or as it is installed beside the packages."""
    found = importlib.util.find_spec("streamlit_app")
    if found is None or found.origin is None:
        raise SettingError("streamlit_app.py is not installed; install zhengtu again")
    return Path(found.origin)


def _has_screen() -> bool:
    """Whether a browser can be opened: not on a server without display."""
    return sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
