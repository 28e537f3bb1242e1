"""Files that somebody damaged or made to do harm, and what the program says about each."""
