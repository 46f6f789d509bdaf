"""Make .venv hold what the named requirement files lock.

    python3 scripts/install.py requirements.txt [requirements/dev.txt ...]

Needs nothing but Python, and is quick when there is nothing to do: a stamp in
.venv for each file remembers what was installed from it last.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCKED = re.compile(r"^([\w.-]+)==", re.MULTILINE)
HANDLED = re.compile(r"\s*(?:Collecting|Requirement already satisfied:) ([\w.-]+)")


def main(names: list[str]) -> None:
    if sys.version_info < (3, 11):  # noqa: UP036
        sys.exit("Cần Python 3.11 trở lên / Python 3.11 or later is needed")
    files = [ROOT / name for name in names]
    if not venv_works():
        say("Tạo môi trường Python / Making .venv")
        make_venv()
    if not all(map(is_installed, files)):
        install(files)
        for file in files:
            stamp_of(file).write_text(fingerprint(file))


def venv_works() -> bool:
    """False as well when the Python it was made with has gone or changed."""
    if not PYTHON.exists():
        return False
    return subprocess.run([PYTHON, "-c", "import pip"], check=False).returncode == 0


def make_venv() -> None:
    try:
        venv.create(VENV, clear=True, with_pip=True)
    except subprocess.CalledProcessError:
        sys.exit(
            "Không tạo được .venv; trên Debian và Ubuntu hãy cài gói python3-venv"
            " / Could not make .venv; on Debian and Ubuntu install python3-venv"
        )


def stamp_of(file: Path) -> Path:
    return VENV / f".installed-{file.stem}"


def fingerprint(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def is_installed(file: Path) -> bool:
    stamp = stamp_of(file)
    return stamp.exists() and stamp.read_text() == fingerprint(file)


def install(files: list[Path]) -> None:
    command = [str(PYTHON), "-m", "pip", "install", "--require-hashes"]
    command += ["--disable-pip-version-check", "--progress-bar=off"]
    for file in files:
        command += ["-r", str(file)]
    total = len({name for file in files for name in LOCKED.findall(file.read_text())})
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as pip:
        show_progress(pip, total)
    if pip.returncode:
        sys.exit("Cài thư viện không thành công / Installing packages failed")


def show_progress(pip: subprocess.Popen[str], total: int) -> None:
    seen: set[str] = set()
    for line in pip.stdout or []:
        if match := HANDLED.match(line):
            seen.add(match[1].lower())
            say(f"Tải thư viện / Fetching packages: {min(len(seen), total)}/{total}")
        elif line.startswith("Installing collected"):
            say("Cài thư viện / Installing packages")


def say(text: str) -> None:
    """Count in place on a terminal; elsewhere every tenth line is enough."""
    counter = re.search(r"(\d+)/(\d+)$", text)
    done = not counter or counter[1] == counter[2]
    if sys.stdout.isatty():
        print(f"\r{text:<60}", end="\n" if done else "", flush=True)
    elif done or (counter and counter[1].endswith("0")):
        print(text, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
