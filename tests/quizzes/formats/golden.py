"""What each sample file is read as, kept beside it.

`python -m tests.quizzes.formats.golden` writes the expectations anew: read the
difference before committing it.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

import django
from django.utils import translation

from quizzes import formats

SAMPLES = Path(__file__).parent / "samples"
EXPECTED = Path(__file__).parent / "expected"


def samples() -> list[Path]:
    return sorted(path for path in SAMPLES.iterdir() if path.is_file())


def expected(sample: Path) -> Path:
    return EXPECTED / f"{sample.name}.json"


def as_json(parsed: Any) -> dict[str, Any]:
    """As plain lists and dicts, without what is empty."""
    told = json.loads(json.dumps(asdict(parsed), ensure_ascii=False))
    for question in told["questions"]:
        for name in [
            name for name, value in question.items() if value in ("", [], None)
        ]:
            del question[name]
    return told


def main() -> None:
    EXPECTED.mkdir(exist_ok=True)
    with translation.override("en"):
        for sample in samples():
            parsed = formats.read(name=sample.name, data=sample.read_bytes())
            text = json.dumps(as_json(parsed), ensure_ascii=False, indent=1)
            expected(sample).write_text(text + "\n")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.test")
    django.setup()
    main()
