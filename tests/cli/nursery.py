"""Where `kiosk` commands of tests come from: a process that has imported what they share, and forks for each.

A command is a process of its own all the same, with its own environment, folder, output and exit code, and ends as
Python does; only the half a second of imports is spent once.
"""

import importlib
import json
import os
import socket
import sys
from typing import Any

SHARED = ("kiosk.cli.main", "kiosk.cli.records", "kiosk.cli.staff", "kiosk.cli.budget")


def command(asked: dict[str, Any]) -> None:
    """Become the command."""
    for fd, path in ((0, os.devnull), (1, asked["stdout"]), (2, asked["stderr"])):
        opened = os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC if fd else os.O_RDONLY)
        os.dup2(opened, fd)
        os.close(opened)
    os.environ.clear()
    os.environ.update(asked["environment"])
    os.chdir(asked["folder"])
    sys.argv = ["kiosk", *asked["arguments"]]
    from kiosk.cli.main import main

    sys.exit(main(prog_name="kiosk"))


def nursery(requests: socket.socket) -> None:
    """For each request fork a command; answer with its number, and with its exit code at its end."""
    for name in SHARED:
        importlib.import_module(name)
    with requests.makefile("r", encoding="utf-8") as lines:
        for line in lines:
            child = os.fork()
            if child == 0:
                requests.close()
                command(json.loads(line))
            requests.sendall(f"{child}\n".encode())
            _, status = os.waitpid(child, 0)
            requests.sendall(f"{os.waitstatus_to_exitcode(status)}\n".encode())


if __name__ == "__main__":
    nursery(socket.socket(fileno=int(sys.argv[1])))
