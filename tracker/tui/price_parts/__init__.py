"""The five parts of the screen of prices: what each reads, how its rows look, and what stands behind a row."""
