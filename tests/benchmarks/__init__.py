"""Tests of the benchmarks: what they find, not how fast."""
