"""The engine: how the money of a Regionalmanagement is counted. Pure functions, whole cents, no German."""
