"""Benchmarks: this project beside its peers and its floors, in one run, contenders in turn.

`python -m benchmarks` runs all and writes docs/performance.md; `python -m benchmarks --short prose store` runs some, quickly.
"""
