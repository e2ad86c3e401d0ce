"""What runs in the processes that touch untrusted files: no house, no secrets, bounded memory, nothing to write to."""
