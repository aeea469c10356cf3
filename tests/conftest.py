"""What all tests share: how hypothesis searches, and the form pack that ships."""

from __future__ import annotations

import os
import sys

import pytest
from hypothesis import HealthCheck, settings

from vpa_assist import catalogue as packs
from vpa_assist.catalogue import Catalogue

settings.register_profile("ci", deadline=None, derandomize=True, print_blob=False, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("search", parent=settings.get_profile("ci"), derandomize=False, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The form pack that ships."""
    return packs.default()


@pytest.fixture
def run_program(tmp_path):  # type: ignore[no-untyped-def]
    """Runs the program as a person would, in a folder of its own and without a display."""
    import subprocess

    def run(*arguments, cwd=None, **given):  # type: ignore[no-untyped-def]
        environment = {
            name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
        }
        environment.update(given.pop("environment", {}))
        return subprocess.run(
            [sys.executable, "-m", "vpa_assist", *map(str, arguments)],
            capture_output=True,
            cwd=cwd or tmp_path,
            env=environment,
            timeout=120,
            check=False,
            **given,
        )

    return run
