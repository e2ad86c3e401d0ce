"""Pages of messages and of the channels that carry them."""
