"""The parts of the window; each reads the draft document and asks it to change the draft."""
