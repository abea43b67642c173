"""Parts of the Specs screen: its grid, its columns, what stands behind a cell, the choice of products, what changed."""
