"""The screen that people keep open: Timeline, Specs, Rankings, Feeds. The only place with textual; data comes from views."""
