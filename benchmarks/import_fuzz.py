"""Mutated question files, of 10,000, that raise an exception or take longer than 3 s to read.

GIFT, Aiken, Moodle XML, CSV and XLSX, each with one to eight accidents, always the same ones.
A file that is neither read nor refused with a reason counts as well.
"""

from __future__ import annotations

import sys
import time
import warnings
from importlib import import_module
from typing import Any

from benchmarks import Result
from benchmarks.environment import set_up_django

FILES = 10_000
PATIENCE = 3  # seconds


def run() -> Result:
    set_up_django()
    # By name: the checker of types is not to follow into the tests.
    mutants = import_module("tests.quizzes.formats.mutations").mutants
    # openpyxl warns of what is odd in a workbook; here everything is.
    warnings.simplefilter("ignore")
    failed = sum(not is_answered(mutant) for mutant in mutants(FILES, seed=1))
    return Result(value=failed, unit=f"of {FILES} files", goal=0)


def is_answered(mutant: Any) -> bool:
    from quizzes import formats  # noqa: PLC0415

    began = time.process_time()
    try:
        parsed = formats.read(name=mutant.name, data=mutant.data)
    except Exception as error:  # noqa: BLE001 - any is what is counted
        print(f"{mutant.name}, seed {mutant.seed}: {error!r}", file=sys.stderr)
        return False
    said = parsed.questions or all(refusal.reason for refusal in parsed.refusals)
    return bool(said) and time.process_time() - began < PATIENCE
