"""Reads, one function a view: what the TUI shows and the command line prints, from the same rows."""
