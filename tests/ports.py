"""A port for a server that a test starts."""

import secrets
import socket


def free_port() -> int:
    """One that is free, below those that systems give to outgoing connections: none of these takes it meanwhile."""
    while True:
        port = 10_000 + secrets.randbelow(20_000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port
