"""The tests of regman_xl."""
