"""The panel: who is asked to mark what, what a returned sheet says, and where marks differ."""
