"""The parts that every screen is made of: the list, the pane, the lines at the top and the bottom."""
