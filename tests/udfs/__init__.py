"""Excel functions."""
