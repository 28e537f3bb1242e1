"""The schema and the books built from it."""
