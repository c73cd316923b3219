"""Qt item models over the draft and the library."""
