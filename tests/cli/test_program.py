"""The program as a whole: its table of commands, its help, explain and schema, and what it says without a display."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import pytest

from vpa_assist import __version__
from vpa_assist.catalogue import Catalogue
from vpa_assist.cli import COMMANDS, available, is_for_the_window, one_line, printable
from vpa_assist.display import why_no_window


def test_that_without_a_display_no_window_is_tried(run_program: Any) -> None:
    done = run_program()
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.count(b"\n") == 1
    assert b"no display" in done.stderr


@pytest.mark.parametrize("display", [":7391", "unix:7391.0", "127.0.0.1:9999"])
def test_that_a_display_that_does_not_answer_is_told(display: str) -> None:
    reason = why_no_window({"DISPLAY": display}, "linux")
    assert reason is not None
    assert reason.startswith(f"The display {display} does not answer")


def test_that_a_display_that_answers_is_enough(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("\0/tmp/.X11-unix/X7392")
        server.listen()
        assert why_no_window({"DISPLAY": ":7392"}, "linux") is None
    with socket.create_server(("127.0.0.1", 0)) as elsewhere:
        number = elsewhere.getsockname()[1] - 6000
        assert why_no_window({"DISPLAY": f"127.0.0.1:{number}"}, "linux") is None
    assert why_no_window({"QT_QPA_PLATFORM": "offscreen"}, "linux") is None
    assert why_no_window({"WAYLAND_DISPLAY": "wayland-0"}, "linux") is None
    assert why_no_window({"DISPLAY": "something-else"}, "linux") is None
    assert why_no_window({}, "win32") is None


def test_that_help_names_every_command(run_program: Any) -> None:
    done = run_program("--help")
    assert done.returncode == 0
    for name in available():
        assert name in done.stdout.decode()
    assert run_program("--version").stdout.decode() == f"vpa-assist {__version__}\n"


@pytest.mark.parametrize("name", sorted(available()))
def test_that_every_command_has_help_and_refuses_what_it_does_not_know(run_program: Any, name: str) -> None:
    assert name in COMMANDS
    done = run_program(name, "--help")
    assert done.returncode == 0
    assert done.stdout.startswith(f"usage: vpa-assist {name}".encode())
    wrong = run_program(name, "--no-such-option")
    assert (wrong.returncode, wrong.stdout) == (2, b"")
    assert b"Traceback" not in wrong.stderr


@pytest.mark.parametrize(("columns", "most"), [("60", 60), ("120", 120), ("", 80), ("wide", 80)])
def test_that_help_is_as_wide_as_the_terminal(run_program: Any, columns: str, most: int) -> None:
    lines = run_program("check", "--help", environment={"COLUMNS": columns}).stdout.decode().splitlines()
    assert most - 20 < max(map(len, lines)) < most


def test_that_an_unknown_command_is_refused_with_the_nearest(run_program: Any) -> None:
    done = run_program("chekc")
    assert done.returncode == 2
    assert b"did you mean check?" in done.stderr


def test_that_options_alone_are_the_windows() -> None:
    assert is_for_the_window([])
    assert is_for_the_window(["--debug"])
    assert not is_for_the_window(["--help"])
    assert not is_for_the_window(["check", "--debug"])


def test_that_the_schema_is_printed(run_program: Any) -> None:
    import json

    done = run_program("schema")
    assert done.returncode == 0
    assert json.loads(done.stdout)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_that_explain_gives_the_words_of_a_check(run_program: Any, catalogue: Catalogue) -> None:
    text = catalogue.check_text("ETH001")
    done = run_program("explain", "eth001")
    assert done.returncode == 0
    words = " ".join(done.stdout.decode().split())
    for part in (text.title, text.why, text.fix, text.source):
        assert " ".join(part.split()) in words


def test_that_explain_lists_all_checks_and_knows_no_others(run_program: Any, catalogue: Catalogue) -> None:
    listed = run_program("explain").stdout.decode().splitlines()
    assert [line.split()[0] for line in listed] == list(catalogue.check_texts())
    done = run_program("explain", "ETH099")
    assert done.returncode == 2
    assert b"ETH001" in done.stderr


def test_that_escapes_leave_what_can_be_read() -> None:
    assert printable("Zoë\n\t👧") == "Zoë\n\t👧"
    assert one_line("a\nb\x07\u202e\U000e0001") == "a\\nb\\x07\\u202e\\U000e0001"
