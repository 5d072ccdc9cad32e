"""Take from a worker process what no work here needs: memory without end, a network, files, a longer life."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from typing import Final

_CLONE_NEWUSER: Final = 0x10000000
_CLONE_NEWNET: Final = 0x40000000
_PR_SET_PDEATHSIG: Final = 1


def confine(memory: int, parent: int, *, reserved: bool = True) -> bool:
    """Cap the memory of this process at ``memory`` bytes, let it die with ``parent``, take its network away.

    Args:
        memory: bytes that it may have.
        parent: the process that it dies with.
        reserved: whether addresses count that are reserved and not used; code that brings an interpreter of its own
            reserves many gigabytes of them.

    Returns:
        whether the system took the network away; where it does not, the refusals before the engine are the border.
    """
    if sys.platform == "win32":
        return False
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS if reserved else resource.RLIMIT_DATA, (memory, memory))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "linux":
        return False
    system = ctypes.CDLL(None, use_errno=True)
    system.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
    return any(system.unshare(flags) == 0 for flags in (_CLONE_NEWNET, _CLONE_NEWUSER | _CLONE_NEWNET))


def limit(seconds: int) -> None:
    """Let this process have ``seconds`` more of processor time from now on, and write not one more byte to a file.

    It is ended by SIGXCPU, which says why; a system kills without a word where both limits are the same.
    """
    if sys.platform == "win32":
        return
    import resource

    usage = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(usage.ru_utime + usage.ru_stime) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (spent + seconds, spent + seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def peak() -> int:
    """Return the most bytes of memory that this process held at once; 0 where the system does not say."""
    if sys.platform == "win32":
        return 0
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
