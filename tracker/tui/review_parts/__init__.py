"""Parts of the screen of review: doubtful facts, contradictions, newcomers, and what was decided."""
