"""Fuzzing: what no one would write, in search of what nothing survives. See SECURITY.md."""
