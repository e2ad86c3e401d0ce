"""Signing in with the agency's own accounts: what an OIDC service or a directory says about a person (ORG-5).

``claims`` is what was said, ``gateway`` keeps pages from waiting for a dead server, ``oidc`` speaks to the service,
``directory`` to the directory.
Whom that makes of ours, and what may follow from it, is decided in ``actions.identity`` alone.
"""
