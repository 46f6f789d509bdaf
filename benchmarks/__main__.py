"""python -m benchmarks          list them
python -m benchmarks NAME     run one, print one JSON line
python -m benchmarks --all    run each in a process of its own
"""

import ast
import importlib
import json
import os
import pkgutil
import subprocess
import sys
import tempfile
from pathlib import Path

import benchmarks
from benchmarks import environment

TOOLS = {
    "__main__",
    "answering",
    "big_province",
    "environment",
    "mail_sink",
    "measuring",
    "pages",
    "quizzed",
    "reminder_rows",
    "reminder_story",
    "small_site",
}


def main(arguments: list[str]) -> int:
    match arguments:
        case []:
            return list_all()
        case ["--all"]:
            return run_all()
        case [name] if name in names():
            return run_one(name)
    print(__doc__, file=sys.stderr)
    list_all()
    return 2


def names() -> list[str]:
    found = {module.name for module in pkgutil.iter_modules(benchmarks.__path__)}
    return sorted(found - TOOLS)


def list_all() -> int:
    for name in names():
        print(f"{name:<24} {what_it_measures(name)}")
    return 0


def what_it_measures(name: str) -> str:
    """The first line of the docstring, read without importing Django."""
    source = (Path(benchmarks.__path__[0]) / f"{name}.py").read_text()
    docstring = ast.get_docstring(ast.parse(source)) or ""
    return docstring.partition("\n")[0]


def run_one(name: str) -> int:
    with environment.own_environment():
        module = importlib.import_module(f"benchmarks.{name}")
        result = module.run()
    print(json.dumps(result.line(name), ensure_ascii=False), flush=True)
    return 0 if result.ok else 1


def run_all() -> int:
    """The provinces that benchmarks ask for are made once and copied."""
    with tempfile.TemporaryDirectory(prefix="lms-provinces-") as provinces:
        variables = {environment.PROVINCES: provinces, **os.environ}
        codes = [
            subprocess.run(
                [sys.executable, "-m", "benchmarks", name], env=variables, check=False
            ).returncode
            for name in names()
        ]
    return max(codes, default=0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
