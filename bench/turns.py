"""Small against large, in turns: each size in a process and a database of its own.

Both are there at the same time and are asked one after the other, round by round: a machine
that is slow for a minute is then slow for both. A bench that is called with ``--side`` makes
its rows, and answers with `serve` what `Side` asks.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from measure import ROOT, measure_cpu_ms

ROUNDS, RUNS = 20, 5
MARK = "ANSWER "
Calls = Mapping[str, Callable[[], object]]


class Side:
    """A bench at one size, in a process of its own."""

    def __init__(self, script: str, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, str(ROOT / "bench" / script), "--side", *arguments],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._read()

    def measure(self, name: str, runs: int) -> list[float]:
        """Return the CPU milliseconds of some runs."""
        figures: list[float] = self._ask("measure", name, runs)
        return figures

    def count(self, name: str) -> int:
        """Return how many queries it takes."""
        return int(self._ask("count", name, 1))

    def call(self, name: str) -> float:
        """Return the figure that a call of its own answers."""
        return float(self._ask("call", name, 1))

    def stop(self) -> None:
        self.process.communicate()

    def _ask(self, *question: str | int) -> Any:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(question) + "\n")
        self.process.stdin.flush()
        return self._read()

    def _read(self) -> Any:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.startswith(MARK):
                return json.loads(line.removeprefix(MARK))
        raise SystemExit("a side of the bench has ended")


def serve(calls: Calls, before: Callable[[], object] = lambda: None) -> None:
    """Answer questions until there are no more; ``before`` is called ahead of each run."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    _answer("ready")
    for line in sys.stdin:
        what, name, runs = json.loads(line)
        if what == "measure":
            _answer(measure_cpu_ms(calls[name], runs, warm_up=1, before=before))
        elif what == "count":
            before()
            calls[name]()
            before()
            with CaptureQueriesContext(connection) as queries:
                calls[name]()
            _answer(len(queries))
        else:
            _answer(calls[name]())


def take_turns(
    sides: Sequence[Side], names: Sequence[str], rounds: int = ROUNDS
) -> dict[str, list[list[float]]]:
    """Return the figures of each call, by side; who begins changes with each round."""
    found: dict[str, list[list[float]]] = {name: [[] for _ in sides] for name in names}
    for number in range(rounds):
        for name in names:
            order = list(enumerate(sides))
            for place, side in reversed(order) if number % 2 else order:
                found[name][place] += side.measure(name, RUNS)
    return found


def _answer(value: object) -> None:
    print(MARK + json.dumps(value), flush=True)
