"""Tests of the engine: worked examples, laws, and a second reading of the law."""
