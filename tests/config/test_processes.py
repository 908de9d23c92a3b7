"""Processes that belong together: one that ends is noticed, and stopping leaves none behind."""

import os
import signal
import subprocess
import sys

import pytest

from tests.workers import wait_until

# Starts two processes, the first with a child of its own, prints their numbers, and stops when one ends or at a word.
TWO_PROCESSES = """
import os, select, sys, time
import django
django.setup()
from config.processes import Processes

def say(line):
    os.write(1, f"{line}\\n".encode())

def with_a_child():
    child = os.fork()
    if child:
        say(f"child {child}")
    time.sleep(600)

processes = Processes()
processes.start("web server", with_a_child)
processes.start("worker", time.sleep, 600)
for name, process in processes.running.items():
    say(f"{name.replace(' ', '-')} {process.pid}")
while not processes.ended() and not select.select([sys.stdin], [], [], 0.1)[0]:
    pass
say(f"ended {' '.join(processes.ended())}")
processes.stop()
"""


def is_running(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    with open(f"/proc/{number}/stat") as stat:
        return stat.read().rpartition(")")[2].split()[0] != "Z"


@pytest.fixture
def two_processes():
    parent = subprocess.Popen(
        [sys.executable, "-c", TWO_PROCESSES],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.test"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert parent.stdout
    numbers = {name: int(number) for name, number in (parent.stdout.readline().split() for _ in range(3))}
    yield parent, numbers
    parent.kill()
    for number in filter(is_running, numbers.values()):  # one that is left would hold the pipe open
        os.kill(number, signal.SIGKILL)
    parent.communicate()


def test_stopping_leaves_neither_processes_nor_their_children(two_processes):
    parent, numbers = two_processes
    assert all(is_running(number) for number in numbers.values())
    output, _ = parent.communicate("stop\n", timeout=30)
    assert output == "ended \n"
    assert [name for name, number in numbers.items() if is_running(number)] == []


def test_a_process_that_is_killed_is_named_and_takes_the_others_with_it(two_processes):
    parent, numbers = two_processes
    os.kill(numbers["web-server"], 9)
    assert parent.stdout.readline() == "ended web server\n"
    parent.communicate(timeout=30)
    assert [name for name, number in numbers.items() if is_running(number)] == []


def test_the_processes_end_with_their_parent_however_it_ends(two_processes):
    parent, numbers = two_processes
    parent.kill()
    parent.wait()
    # A real web server ends its own children when it is asked to stop; the child of this one stays.
    wait_until(lambda: not is_running(numbers["web-server"]) and not is_running(numbers["worker"]))
