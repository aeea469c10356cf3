"""The training window: a process of its own. See `docs/training.md`."""
