"""Finds whole tables that agree with all that is known, in which a count is as small or great as it must be able to."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import optimize, sparse

from surveys.results.disclosure.equations import Contradiction, Range

Numbers = npt.NDArray[np.float64]
MANY = 10**9  # stands for no bound
MOST_NODES = 2_000  # of the search for whole numbers, after which a table counts as not found
ROUNDS = 6  # in which many counts are asked for at once, before each is asked for by itself


@dataclass(frozen=True)
class Linear:
    """Sums of cells (`matrix`, one a row) that lie between `low` and `high`. Cells are whole and not below zero."""

    matrix: sparse.csr_array
    low: Numbers
    high: Numbers


def too_narrow(known: Linear, wanted: Linear, *, surely: bool = False) -> dict[int, Range]:
    """Which of the wanted sums cannot be as small as their low or as great as their high, with what was reached.

    Only a whole table that was found counts: where the search for one is given up, the sum is too narrow; but not if
    only those are asked for that `surely` are.
    Refused (Contradiction): what no table can have.
    """
    search = _Search(known, wanted)
    search.widen(wanted.low, 1)
    search.widen(wanted.high, -1)
    least, most = search.values.min(axis=0), search.values.max(axis=0)
    found = np.flatnonzero((least > wanted.low) | (most < wanted.high))
    return {int(at): (int(least[at]), int(most[at])) for at in found if not (surely and int(at) in search.given_up)}


class _Search:
    def __init__(self, known: Linear, wanted: Linear) -> None:
        self.known, self.matrix = known, wanted.matrix
        self.rule = optimize.LinearConstraint(known.matrix, known.low, known.high)
        greatest = max(known.high[known.high < MANY].max(initial=0), wanted.high.max(initial=0))
        self.bounds = optimize.Bounds(0, 2 * greatest + 10)  # no cell is that large, and none can be without end
        self.values: Numbers = np.zeros((0, self.matrix.shape[0]))
        self.given_up: set[int] = set()
        if not self._solve(np.zeros(known.matrix.shape[1])):
            raise Contradiction("No table has the published counts.")

    def widen(self, goal: Numbers, sign: int) -> None:
        """Find tables in which each sum is down to the goal (sign 1), or up to it (sign -1)."""
        for _round in range(ROUNDS):
            before = self._open(goal, sign)
            if not before.size:
                return
            self._solve(sign * np.asarray(self.matrix[before].sum(axis=0)).ravel())
            if self._open(goal, sign).size > before.size // 2:
                break
        for at in self._open(goal, sign):
            if (sign * self.values[:, at]).min() > sign * goal[at] and not self._solve(
                sign * self.matrix[[at]].toarray().ravel()
            ):
                self.given_up.add(int(at))

    def _open(self, goal: Numbers, sign: int) -> npt.NDArray[np.int64]:
        return np.flatnonzero((sign * self.values).min(axis=0) > sign * goal)

    def _solve(self, aim: Numbers) -> bool:
        """Whether a whole table was found; it is kept."""
        for whole_numbers in (0, 1):
            answer = optimize.milp(
                aim,
                integrality=whole_numbers,
                bounds=self.bounds,
                constraints=self.rule,
                options={"node_limit": MOST_NODES},
            )
            if answer.x is None or answer.status != 0:
                return False
            table = np.rint(answer.x)
            sums = self.known.matrix @ table
            if np.abs(answer.x - table).max() < 1e-6 and ((self.known.low <= sums) & (sums <= self.known.high)).all():
                self.values = np.vstack([self.values, self.matrix @ table])
                return True
        return False
