"""Price lists under our names, and into the store: shared by the refresh and by what is read from files."""
