"""Repeat a step and keep its times."""

from __future__ import annotations

import gc
import os
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial


@dataclass(frozen=True)
class Sample:
    """Times of one step in milliseconds, sorted."""

    times: tuple[float, ...]

    @property
    def runs(self) -> int:
        """Return how often the step ran."""
        return len(self.times)

    @property
    def p50(self) -> float:
        """Return the median."""
        return self._at(0.5)

    @property
    def p95(self) -> float:
        """Return the time that 95 of 100 runs keep under."""
        return self._at(0.95)

    @property
    def p99(self) -> float:
        """Return the time that 99 of 100 runs keep under."""
        return self._at(0.99)

    @property
    def mean(self) -> float:
        """Return the mean."""
        return sum(self.times) / len(self.times)

    def _at(self, share: float) -> float:
        return self.times[min(len(self.times) - 1, int(len(self.times) * share))]


def sample(times: Sequence[float]) -> Sample:
    """Keep times given in seconds."""
    return Sample(tuple(sorted(1000 * seconds for seconds in times)))


def repeat(step: Callable[[int], object], rounds: int, warm_up: int = 3) -> Sample:
    """Time a step that is told its round; the first rounds do not count."""
    times = []
    for number in range(rounds + warm_up):
        gc.collect()
        begin = time.perf_counter()
        step(number)
        times.append(time.perf_counter() - begin)
    return sample(times[warm_up:])


def repeat_by_both_clocks(
    step: Callable[[int], object], rounds: int, warm_up: int = 20
) -> tuple[Sample, Sample]:
    """Time a short step by the clock on the wall and by the processor's own, which other work moves less."""
    walls, processors = [], []
    for number in range(rounds + warm_up):
        wall, processor = time.perf_counter(), time.process_time()
        step(number)
        processors.append(time.process_time() - processor)
        walls.append(time.perf_counter() - wall)
    return sample(walls[warm_up:]), sample(processors[warm_up:])


def repeat_in_turn(steps: Sequence[Callable[[], object]], rounds: int) -> list[Sample]:
    """Time some steps by turns, so that other work on the machine meets all alike."""
    times: list[list[float]] = [[] for _ in steps]
    for number in range(rounds + 1):
        for step, kept in zip(steps, times, strict=True):
            gc.collect()
            begin = time.perf_counter()
            step()
            if number:  # the first round does not count
                kept.append(time.perf_counter() - begin)
    return [sample(kept) for kept in times]


def processes_in_turn(commands: Sequence[Sequence[str]], rounds: int) -> list[Sample]:
    """Time whole processes by turns, compiled as an installed program is."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    run = partial(subprocess.run, check=True, stdout=subprocess.DEVNULL, env=environment)
    return repeat_in_turn([partial(run, command) for command in commands], rounds)
