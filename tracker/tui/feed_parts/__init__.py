"""Parts of the screen of feeds: its columns, and what is told of one feed."""
