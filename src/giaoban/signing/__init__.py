"""Electronic signatures made here (END-3): which keys there are, who may use which, and what a signature looks like."""
