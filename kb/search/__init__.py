"""Finding: what is indexed, how words are understood, and the engines behind one protocol."""
