"""Says what a test run had to skip and how to get it, and with `--no-skips` fails the run for it.

Used by `python3 start.py test`; a plain `pytest` run works without it.
"""

from __future__ import annotations

import shutil

import pytest

TOOLS = {
    "Xvfb": "xvfb",
    "pdftoppm": "poppler-utils",
    "pdftotext": "poppler-utils",
    "qpdf": "qpdf",
    "strace": "strace",
    "xdotool": "xdotool",
    "dbus-daemon": "dbus-daemon",
}
"""Programs that some tests drive, each with the Debian package that brings it."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--no-skips", action="store_true", help="fail the run when a test was skipped")


def pytest_sessionfinish(session: pytest.Session) -> None:
    if session.config.getoption("--no-skips") and _skipped(session.config) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    skipped = _skipped(config)
    if not skipped:
        return
    lacking = {tool: package for tool, package in TOOLS.items() if shutil.which(tool) is None}
    terminalreporter.section("skipped on this machine")
    for report in skipped:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        terminalreporter.write_line(f"{report.nodeid}: {reason.removeprefix('Skipped: ')}")
    if lacking:
        packages = " ".join(sorted(set(lacking.values())))
        terminalreporter.write_line(f"\nNot on this machine: {', '.join(lacking)}. This line installs them (Debian, Ubuntu):")
        terminalreporter.write_line(f"  sudo apt-get install -y --no-install-recommends {packages}")
    if config.getoption("--no-skips"):
        terminalreporter.write_line("\nThis run counts as failed, since nothing may be skipped in it (--no-skips).")


def _skipped(config: pytest.Config) -> list[pytest.TestReport]:
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    return list(reporter.stats.get("skipped", ())) if reporter is not None else []
