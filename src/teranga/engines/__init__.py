"""Pure problem solvers: each has a problem, a solve, a check and an explain."""
