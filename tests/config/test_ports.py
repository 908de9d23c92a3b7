"""A port that cannot be served on is refused in one sentence, before anything starts."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from config import ports
from tests.ports import free_port


def test_a_port_in_use_is_refused_in_one_sentence():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        port = str(server.getsockname()[1])
        done = subprocess.run(
            [sys.executable, ports.__file__, "127.0.0.1", port], capture_output=True, text=True, check=False
        )
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr == (
        f"Port {port} is in use by another program: stop that one, or choose another, for example make run PORT=8000\n"
    )


@pytest.mark.parametrize("port", ["", "eighty", "0", "65536", "-1", "80.5"])
def test_what_is_no_port_is_refused(port):
    with pytest.raises(ports.PortRefused, match="is not a port"):
        ports.check_port("127.0.0.1", port)


def test_a_free_port_is_taken_as_it_is():
    free = free_port()
    assert ports.check_port("127.0.0.1", str(free)) == free


def test_the_check_needs_nothing_installed():
    source = Path(ports.__file__).read_text()
    assert {line.split()[1] for line in source.splitlines() if line.startswith(("import ", "from "))} == {
        "socket",
        "sys",
    }
