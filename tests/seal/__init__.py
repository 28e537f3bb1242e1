"""Tests of the seal and of the checksum of data."""
