"""The version of the performance model, apart from it: every start asks whether what is stored is of this one."""

VERSION = "4"
"""Changes whenever the same inputs give other figures."""
