"""Questions, ballots, results, and their secrecy."""
