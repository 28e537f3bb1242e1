"""The sample and its faulty twin."""
