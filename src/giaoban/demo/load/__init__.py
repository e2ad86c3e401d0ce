"""Loads the demo agency: all of it or nothing, stage by stage, each with a line of progress."""

from giaoban.demo.load.stages import is_loaded, load

__all__ = ["is_loaded", "load"]
