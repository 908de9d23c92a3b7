"""Says in one sentence when a port cannot be served on. Also run by itself, before anything is installed."""

import socket
import sys


class PortRefused(Exception):
    """The port cannot be served on; the message says why and what to do."""


def check_port(host: str, port: str) -> int:
    """The number of a port that is free; refuses one that is in use or is no port at all."""
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise PortRefused(f"PORT={port} is not a port: choose a number from 1 to 65535, for example make run PORT=8001")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, int(port)))
        except PermissionError as error:
            raise PortRefused(f"Port {port} needs more rights than you have: choose one above 1024.") from error
        except OSError as error:
            free = 8001 if port == "8000" else 8000
            raise PortRefused(
                f"Port {port} is in use by another program: stop that one, or choose another, "
                f"for example make run PORT={free}"
            ) from error
    return int(port)


if __name__ == "__main__":
    try:
        check_port(*sys.argv[1:])
    except PortRefused as refusal:
        sys.exit(str(refusal))
