"""The parts of the screen of rankings: each reads what it shows and says how it looks."""
