"""The one way in: `python3 start.py` sets everything up and opens the window. Needs nothing but Python itself.

    python3 start.py                    set up what is missing, then open the window
    python3 start.py check FILE         any command of vpa-assist ("-- ..." passes words on untouched)
    python3 start.py setup              only set up
    python3 start.py test [...]         run the tests without a display; more words go to pytest
    python3 start.py lint | format | types | layers | all
    python3 start.py bench [NAME]       the benchmarks (--help tells more)
    python3 start.py weights [CODE]     learn anew what the words around a pattern weigh (forms/likeness)
    python3 start.py lock               choose the packages anew and write both lock files
    python3 start.py licences           write LICENCES.md anew from what is installed

The environment lies in `.venv` beside this file; delete that folder to begin again. The packages are those of
`requirements.lock` (`requirements-test.lock` for the tests), each checked against its hash, from whatever index pip is
set up to use on this machine.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - this file must say so itself
    import shutil

    newer = [name for name in ("python3.14", "python3.13", "python3.12", "python3.11") if shutil.which(name)]
    sys.exit(
        "VPA Assist needs Python 3.11 or newer and this is {}.{}; {}.".format(
            sys.version_info[0],
            sys.version_info[1],
            "run it as: " + newer[0] + " start.py" if newer else "install a newer one and run start.py with it",
        )
    )

import ctypes
import hashlib
import json
import os
import shutil
import subprocess
import tempfile
import time
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = ENVIRONMENT / "installed.json"
LOCKS = {"runtime": ROOT / "requirements.lock", "test": ROOT / "requirements-test.lock"}
LOCK_TOOL = "uv==0.13.9"

# What Qt's wheels leave to the system, found by starting them on a bare Debian 12, one missing library at a time.
QT_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
}
WINDOW_LIBRARIES = {
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}


def main(words: list[str]) -> int:
    """Does what the words of the command line say; gives the exit status."""
    command = words[0] if words else ""
    if command in ("-h", "--help", "help"):
        print(__doc__)
        return 0
    if command in DEVELOPER:
        return DEVELOPER[command](words[1:])
    arguments = words[1:] if command == "--" else words
    if not arguments:
        return open_window()
    ready("runtime")
    return hand_over([str(PYTHON), "-P", "-m", "vpa_assist", *arguments])


def open_window() -> int:
    """Opens the window, or says why it cannot and what can be done without one."""
    offscreen = os.environ.get("QT_QPA_PLATFORM", "") in ("offscreen", "minimal")
    display = offscreen or sys.platform != "linux" or has_display()
    system_packages(QT_LIBRARIES if offscreen or not display else {**QT_LIBRARIES, **WINDOW_LIBRARIES})
    ready("runtime")
    if not display:
        print(
            "VPA Assist is set up, but there is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set):\n"
            "no window can open.\n"
            "Without a display:\n"
            "  python3 start.py check FILE.json              what is missing in a referral\n"
            "  python3 start.py export FILE.json -o OUT.pdf  the referral as a PDF\n"
            "  python3 start.py --help                       everything else"
        )
        return 0
    return hand_over([str(PYTHON), "-P", "-m", "vpa_assist"])


def has_display() -> bool:
    """Whether a window can be shown on this Linux session."""
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def set_up(words: list[str]) -> int:
    """Everything that the window needs, without opening it."""
    system_packages({**QT_LIBRARIES, **WINDOW_LIBRARIES})
    ready("runtime")
    return 0


# --- System libraries ----------------------------------------------------------------------------------------------


def missing(libraries: dict[str, str]) -> list[str]:
    """The Debian packages of those shared libraries that cannot be loaded."""
    if sys.platform != "linux":
        return []
    packages = []
    for library, package in libraries.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            packages.append(package)
    return packages


def system_packages(libraries: dict[str, str]) -> None:
    """Brings what Qt and the environment need of the system, or stops with the line that an administrator must run."""
    packages = missing(libraries)
    if not (PYTHON.exists() or can_make_environment()):
        packages.append("python3-venv")  # Debian keeps pip and half of venv in it
    if packages:
        install_packages(packages, f"This system lacks {len(packages)} of the packages that VPA Assist needs")
        if missing(libraries):
            sys.exit(f"Qt still cannot load the libraries of: {' '.join(missing(libraries))}. Nothing else was changed.")


def install_packages(packages: list[str], why: str) -> None:
    """Installs Debian packages as root or through sudo, or stops with the exact line to run."""
    line = "apt-get install -y --no-install-recommends " + " ".join(packages)
    if shutil.which("apt-get") is None:
        sys.exit(f"{why}. Install what your system calls: {' '.join(packages)} (these are Debian's names), then start again.")
    if os.geteuid() == 0:
        prefix: list[str] = []
    elif shutil.which("sudo") and sys.stdin is not None and sys.stdin.isatty() and _agreed(f"{why}. Run: sudo {line} ? [Y/n] "):
        prefix = ["sudo"]
    elif shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0:
        prefix = ["sudo", "-n"]
    else:
        sys.exit(f"{why}. Ask an administrator to run this line, then start again:\n  sudo {line}")
    say(f"{why}: installing {' '.join(packages)}")
    silent = None if prefix == ["sudo"] else subprocess.DEVNULL  # sudo may ask for a password
    environment = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive"]
    for step in (["apt-get", "update", "-qq"], line.split()):
        status = subprocess.run([*environment, *step], check=False, stdin=silent, stdout=subprocess.DEVNULL).returncode
    if status:
        sys.exit(f"Installing failed (apt-get's words stand above). Ask an administrator to run:\n  sudo {line}")


def _agreed(question: str) -> bool:
    return input(question).strip().lower() in ("", "y", "yes")


# --- The environment -----------------------------------------------------------------------------------------------


def ready(kind: str) -> None:
    """Makes sure that `.venv` holds the packages of this lock; at once where it already does."""
    wanted = _digest(LOCKS[kind])
    if _installed().get(kind) == wanted and PYTHON.exists():
        return
    begun = time.monotonic()
    make_environment()
    say(f"installing the packages of {LOCKS[kind].name} into .venv (once; a minute on a slow line)")
    pip("--require-hashes", "--only-binary=:all:", "-r", str(LOCKS[kind]))
    pip("--no-deps", "--no-build-isolation", "--no-index", "--editable", str(ROOT))
    held = _installed()
    held[kind] = wanted
    if kind == "test":
        held["runtime"] = _digest(LOCKS["runtime"])  # the lock of the tests holds all of it
    STAMP.write_text(json.dumps(held, indent=1), encoding="utf-8")
    say(f"ready after {time.monotonic() - begun:.0f} s")


def _digest(lock: Path) -> str:
    """What an installed environment was made from: the lock, this Python and this folder."""
    text = f"{sys.version_info[:2]} {ROOT} ".encode() + lock.read_bytes()
    return hashlib.sha256(text).hexdigest()


def _installed() -> dict[str, str]:
    try:
        held = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return held if isinstance(held, dict) else {}


def make_environment() -> None:
    """Makes `.venv` with pip in it. An environment of another folder, another Python or half made is made anew."""
    if PYTHON.exists() and _belongs_here():
        return
    if not can_make_environment():
        install_packages(["python3-venv"], "This Python cannot make an environment")
    say("making the environment in .venv")
    command = [sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)]
    if not _can_import("ensurepip"):
        command.append("--without-pip")
    if subprocess.run(command, check=False).returncode:
        sys.exit("The environment could not be made in .venv (the reason stands above). Is there space, and may you write here?")


def can_make_environment() -> bool:
    """Whether this Python has venv, and pip within reach. Asked of a new process: what was installed a moment ago counts."""
    return _can_import("venv") and (_can_import("ensurepip") or bool(_pip_elsewhere()))


def _can_import(module: str) -> bool:
    return subprocess.run([sys.executable, "-c", f"import {module}"], capture_output=True).returncode == 0


def _pip_elsewhere() -> list[str]:
    """A pip outside the environment that can install into it (pip 22.3 or newer), or nothing."""
    command = [sys.executable, "-m", "pip", "--python", sys.executable, "--version"]
    return command[:3] if subprocess.run(command, capture_output=True).returncode == 0 else []


def _belongs_here() -> bool:
    """Whether `.venv` was made in this folder, by this version of Python, and can run."""
    asked = "import sys; print(sys.prefix, sys.version_info[:2])"
    try:
        answer = subprocess.run([str(PYTHON), "-c", asked], capture_output=True, text=True, check=False)
    except OSError:
        return False
    return answer.stdout.strip() == f"{ENVIRONMENT} {sys.version_info[:2]}" and (_pip_inside() or bool(_pip_elsewhere()))


def _pip_inside() -> bool:
    return subprocess.run([str(PYTHON), "-m", "pip", "--version"], capture_output=True).returncode == 0


def pip(*arguments: str) -> None:
    """Installs into the environment, quietly; stops with one sentence when pip could not."""
    command = [str(PYTHON), "-m", "pip"] if _pip_inside() else [*_pip_elsewhere(), "--python", str(PYTHON)]
    command += ["install", "-qq", "--disable-pip-version-check", "--no-input", *arguments]
    if subprocess.run(command, check=False, stdin=subprocess.DEVNULL).returncode:
        sys.exit(
            "The packages could not be installed (pip's words stand above). No draft was touched. "
            "Check the network, or the package index that pip uses here, and start again."
        )


# --- For developers --------------------------------------------------------------------------------------------------


def run(*command: str, environment: dict[str, str] | None = None) -> int:
    """Runs a tool of the environment in the project's folder; gives its exit status."""
    return subprocess.run([str(PYTHON), *command], cwd=ROOT, check=False, env={**os.environ, **(environment or {})}).returncode


def test(words: list[str]) -> int:
    """All tests without a display. `--no-skips` fails the run when anything was skipped, as continuous integration does."""
    system_packages(QT_LIBRARIES)
    ready("test")
    return run("-m", "pytest", "-p", "tests.skips", *words, environment={"QT_QPA_PLATFORM": "offscreen"})


def lint(words: list[str]) -> int:
    ready("test")
    return run("-m", "ruff", "check", *words) or run("-m", "ruff", "format", "--check", *words)


def reformat(words: list[str]) -> int:
    ready("test")
    return run("-m", "ruff", "check", "--fix", *words) or run("-m", "ruff", "format", *words)


def types(words: list[str]) -> int:
    ready("test")
    return run("-m", "mypy", *words)


def layers(words: list[str]) -> int:
    ready("test")
    return run("-c", "from importlinter.cli import lint_imports_command as run; run()", *words)


def everything(words: list[str]) -> int:
    """What must pass before a change is handed in."""
    return lint([]) or types([]) or layers([]) or test(words)


def bench(words: list[str]) -> int:
    ready("test")
    return run("-m", "benchmarks", *words)


def weights(words: list[str]) -> int:
    """Learns the weights in a folder of packages of their own: nothing else here needs what they are learnt with."""
    ready("test")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    with tempfile.TemporaryDirectory() as folder:
        pip("--target", folder, *project["optional-dependencies"]["weights"])
        return run("-m", "tests.checks.prose.weights", *words, environment={"PYTHONPATH": folder})


def licences(words: list[str]) -> int:
    ready("test")
    return run(".ci/licences.py", *words)


def lock(words: list[str]) -> int:
    """Writes both locks; packages stay as they are unless they must change or `--upgrade` is given."""
    make_environment()
    with tempfile.TemporaryDirectory() as folder:
        pip("--target", folder, LOCK_TOOL)
        compiler = shutil.which("uv", path=str(Path(folder) / "bin")) or str(Path(folder) / "Scripts" / "uv.exe")
        for kind, path in LOCKS.items():
            extras = ["--extra", "build", *(["--extra", "test"] if kind == "test" else [])]
            command = [compiler, "pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--generate-hashes"]
            command += ["--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links", *extras]
            if kind == "test":
                command += ["--constraint", str(LOCKS["runtime"])]
            status = subprocess.run([*command, *words, "pyproject.toml", "-o", path.name], cwd=ROOT, check=False).returncode
            if status:
                return status
    return 0


DEVELOPER = {
    "setup": set_up,
    "test": test,
    "lint": lint,
    "format": reformat,
    "types": types,
    "layers": layers,
    "all": everything,
    "bench": bench,
    "weights": weights,
    "licences": licences,
    "lock": lock,
}


def say(what: str) -> None:
    print(f"start.py: {what}", file=sys.stderr, flush=True)


def hand_over(command: list[str]) -> int:
    """Runs the program itself; where the system can, this process becomes it."""
    if os.name != "nt":
        sys.stdout.flush()
        os.execv(command[0], command)
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit("start.py: stopped; the next start goes on from here.")
