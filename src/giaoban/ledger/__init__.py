"""The audit book, the numbered live streams and the follow-up jobs: three tables, one call to write them."""
