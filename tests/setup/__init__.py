"""Tests of the installation: planted facts instead of a Windows machine."""
