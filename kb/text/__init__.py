"""Pure functions on text: no input, no output, no clock. Everything above may use them."""
