"""Pages of this app."""

from giaoban.video.views import recorded, sites

__all__ = ["recorded", "sites"]
