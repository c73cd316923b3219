"""Domain in; text, blocks and bytes out."""
