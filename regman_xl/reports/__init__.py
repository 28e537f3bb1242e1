"""Reports as data: what a document says, without German, fonts or coordinates."""
