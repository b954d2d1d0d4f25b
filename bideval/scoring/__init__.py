"""Pure and exact: inputs in, evaluation out.  No file, clock, float or solver."""
