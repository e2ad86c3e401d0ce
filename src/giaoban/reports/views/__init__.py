"""Pages of weekly reports and of the rollout."""
