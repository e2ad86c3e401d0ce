"""Pages of documents. Files: reading, details, comparing, sharing, copies, authorities."""
