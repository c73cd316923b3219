"""TOML in, domain out."""
