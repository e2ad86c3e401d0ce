"""Sockets to the outside stay shut: PostgreSQL, browsers and mail servers are spoken to over loopback only."""

import pytest
from pytest_socket import socket_allow_hosts


def pytest_runtest_setup(item: pytest.Item) -> None:  # noqa: ARG001 - the hook's signature
    """Refuse every connection that leaves this machine."""
    socket_allow_hosts(["127.0.0.1", "::1"], allow_unix_socket=True)
