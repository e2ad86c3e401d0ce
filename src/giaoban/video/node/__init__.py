"""The media server beside us: Janus, from the distribution, private to this installation.

Nothing of a meeting's truth lives in it. It may be killed at any moment; ``gateway`` makes its rooms again.
"""
