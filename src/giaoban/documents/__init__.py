"""Stored bytes, versions, readable PDF, page images, text, notes. No public address: owners open the door."""
