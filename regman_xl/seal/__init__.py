"""Checksums over data: the seal of a budget year, and the checksum that a document prints."""
