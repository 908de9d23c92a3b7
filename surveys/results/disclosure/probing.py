"""Asks by linear programming how small and how great a count can be, given everything that is published."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from scipy import optimize, sparse

from surveys.results.disclosure.equations import Contradiction, Range, Sum
from surveys.results.disclosure.tables import Place

Whole = npt.NDArray[np.int64]


class Prober:
    """Finds whole tables that agree with ranges and sums. Keeps those it found, since one table answers many questions.

    A two-way table whose answers add up is a network, so that the linear programme has whole solutions by itself
    (Ahuja, Magnanti and Orlin, Network Flows, 1993, theorem 11.5). Where it has not, whole numbers are asked for.
    """

    def __init__(self, sums: Sequence[Sum]) -> None:
        self.index = {place: at for at, place in enumerate(dict.fromkeys(p for w, ps in sums for p in (w, *ps)))}
        self.matrix = sparse.lil_matrix((len(sums), len(self.index)))
        for row, (whole, parts) in enumerate(sums):
            self.matrix[row, self.index[whole]] = -1
            for part in parts:
                self.matrix[row, self.index[part]] = 1
        self.rule = optimize.LinearConstraint(self.matrix.tocsr(), 0, 0)
        self.found: Whole = np.zeros((0, len(self.index)), dtype=np.int64)

    def ranges(self, given: Mapping[Place, Range], wanted: Sequence[Place]) -> dict[Place, Range]:
        """The least and greatest possible count of each wanted place. `given` must hold every place of the sums."""
        low = np.array([given[place][0] for place in self.index])
        high = np.array([given[place][1] for place in self.index])
        places = [self.index[place] for place in wanted]
        if not places:
            return {}
        fits = np.all((self.found >= low) & (self.found <= high), axis=1)
        self.found = self.found[fits]
        for sign in (1, -1):
            self._reach(places, sign, low, high)
        least, most = self.found[:, places].min(axis=0), self.found[:, places].max(axis=0)
        return {place: (int(a), int(b)) for place, a, b in zip(wanted, least, most, strict=True)}

    def _reach(self, places: list[int], sign: int, low: Whole, high: Whole) -> None:
        """Find tables in which every place is as small (sign 1) or as great (sign -1) as it can be."""
        goal = low if sign == 1 else high
        together = True
        while open_ones := [at for at in places if not self._reached(at, goal[at])]:
            if together:
                best = self._solve(open_ones, sign, low, high)
                together = any(best[at] == goal[at] for at in open_ones)
                continue
            for at in open_ones:
                if not self._reached(at, goal[at]):
                    self._solve([at], sign, low, high)
            return

    def _reached(self, at: int, goal: int) -> bool:
        return bool((self.found[:, at] == goal).any())

    def _solve(self, places: list[int], sign: int, low: Whole, high: Whole) -> Whole:
        goal = np.zeros(len(self.index))
        goal[places] = sign
        for whole_numbers in (0, 1):
            answer = optimize.milp(
                goal,
                integrality=whole_numbers,
                bounds=optimize.Bounds(low, high),
                constraints=self.rule,
                options={"presolve": False},  # such small programmes are solved before they would be simplified
            )
            if answer.x is None:
                raise Contradiction("No table has the published counts.")
            table = np.rint(answer.x).astype(np.int64)
            if np.abs(answer.x - table).max() < 1e-6 and not (self.rule.A @ table).any():
                break
        else:
            raise Contradiction("The solver found no whole table.")
        self.found = np.vstack([self.found, table])
        return table
