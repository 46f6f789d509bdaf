import json
import os

import pytest

import benchmarks
from benchmarks import Result, __main__, environment


def test_a_value_within_its_goal_is_ok():
    result = Result(value=1.23456, unit="ms", goal=2, baseline=0.5)

    assert result.line("lesson_page") == {
        "name": "lesson_page",
        "value": 1.235,
        "unit": "ms",
        "baseline": 0.5,
        "ratio": 2.469,
        "goal": "value <= 2",
        "ok": True,
    }


@pytest.mark.parametrize(
    ("result", "ok"),
    [
        (Result(3, "ms", goal=2), False),
        (Result(3, "rows/s", goal=2, better="higher"), True),
        (Result(3, "ms", goal=2, goal_is_for="ratio", baseline=2), True),
        (Result(5, "ms", goal=2, goal_is_for="ratio", baseline=2), False),
        (Result(5, "ms", goal=2, goal_is_for="ratio"), False),
        (Result(5, "ms"), True),
    ],
)
def test_a_goal_is_kept_or_missed(result, ok):
    assert result.ok is ok


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder of benchmarks with one in it."""
    (tmp_path / "sums.py").write_text(
        '"""How long a sum takes.\n\nIn words."""\n'
        "from benchmarks import Result\n"
        "def run(): return Result(value=sum([1, 1]), unit='ms', goal=1)\n"
    )
    monkeypatch.setattr(benchmarks, "__path__", [str(tmp_path)])


def test_benchmarks_are_listed_with_what_they_measure(folder, capsys):
    assert __main__.main([]) == 0

    assert capsys.readouterr().out == f"{'sums':<24} How long a sum takes.\n"


def test_one_benchmark_prints_one_line_and_a_missed_goal_fails(
    folder, capsys, monkeypatch
):
    monkeypatch.setattr(__main__.environment, "SETTINGS", {})
    monkeypatch.setenv("DATA_DIR", "restored by the fixture")

    assert __main__.main(["sums"]) == 1

    line = json.loads(capsys.readouterr().out)
    assert (line["name"], line["value"], line["ok"]) == ("sums", 2, False)


def test_an_unknown_benchmark_is_refused_with_the_list(folder, capsys):
    assert __main__.main(["nothing"]) == 2

    assert "How long a sum takes." in capsys.readouterr().out


def test_a_benchmark_gives_the_callers_variables_back(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://vi.du/lms")
    before = dict(os.environ)

    with environment.own_environment():
        assert "DATABASE_URL" not in os.environ

    assert dict(os.environ) == before
