"""What the timeline is made of: its filter line, its rows, its lanes, and what a reader has seen of it."""
