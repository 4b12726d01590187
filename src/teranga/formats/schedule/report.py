"""The report of one import: single findings, and findings that are counted and told once."""

from __future__ import annotations

from dataclasses import dataclass, field

from teranga.formats.programme import Finding, Outcome


@dataclass(slots=True)
class _Tally:
    where: list[str] = field(default_factory=list)  # the first few
    count: int = 0


@dataclass(slots=True)
class Report:
    _findings: list[Finding] = field(default_factory=list)
    _tallies: dict[tuple[Outcome, str, str], _Tally] = field(default_factory=dict)

    def add(self, outcome: Outcome, code: str, where: str, what: str) -> None:
        self._findings.append(Finding(outcome, code, where, what))

    def repaired(self, code: str, where: str, what: str) -> None:
        self.add(Outcome.REPAIRED, code, where, what)

    def guessed(self, code: str, where: str, what: str) -> None:
        self.add(Outcome.GUESSED, code, where, what)

    def left_out(self, code: str, where: str, what: str) -> None:
        self.add(Outcome.LEFT_OUT, code, where, what)

    def noted(self, code: str, where: str, what: str) -> None:
        self.add(Outcome.NOTED, code, where, what)

    def tally(self, outcome: Outcome, code: str, where: str, what: str) -> None:
        """One more place where the same is true; `what` is told once, with the number of times."""
        tally = self._tallies.setdefault((outcome, code, what), _Tally())
        tally.count += 1
        if len(tally.where) < 3 and where not in tally.where:
            tally.where.append(where)

    def findings(self) -> list[Finding]:
        rows = list(self._findings)
        for (outcome, code, what), tally in self._tallies.items():
            places = "; ".join(tally.where) + ("; …" if tally.count > len(tally.where) else "")
            told = what if tally.count == 1 else f"{what[:-1]} ({tally.count} times)."
            rows.append(Finding(outcome, code, places, told))
        return rows
