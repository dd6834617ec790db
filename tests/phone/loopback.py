"""A network namespace with nothing but loopback: nothing leaves the machine."""

from __future__ import annotations

import fcntl
import os
import socket
import struct
import subprocess

_GET_FLAGS, _SET_FLAGS, _UP = 0x8913, 0x8914, 1


def unshare() -> list[str]:
    """The command that runs another one without a network; root needs no user namespace."""
    return ["unshare", "-n"] if os.geteuid() == 0 else ["unshare", "-rn"]


def why_not() -> str:
    """Why this machine makes no such namespace; empty when it does."""
    try:
        done = subprocess.run([*unshare(), "true"], capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return "there is no `unshare` (util-linux)"
    return "" if done.returncode == 0 else f"network namespaces: {done.stderr.strip()}"


def raise_loopback() -> None:
    """Brings `lo` up, in the namespace that this process is in."""
    with socket.socket() as any_socket:
        asked = fcntl.ioctl(any_socket, _GET_FLAGS, struct.pack("16sh14x", b"lo", 0))
        flags = struct.unpack("16sh14x", asked)[1] | _UP
        fcntl.ioctl(any_socket, _SET_FLAGS, struct.pack("16sh14x", b"lo", flags))
