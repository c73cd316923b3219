"""Figures: poses in, pictures as plain data out. PDF and SVG are written from the same data."""
