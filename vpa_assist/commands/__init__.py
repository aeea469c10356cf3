"""The subcommands of `vpa-assist`, a module each. Heavy imports stand inside their functions."""
