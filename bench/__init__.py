"""The benchmark: python3 run.py bench. What each figure means stands in docs/reference/figures.md."""
