"""What the operating system says of processes: processor time of a whole tree, memory; and of the machine itself."""

import os
import platform
import re
import subprocess
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


def stat(pid):
    """Parent, and processor seconds of a process with those of the children it has seen end; None when it is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None
    return int(fields[1]), sum(map(int, fields[11:15])) / TICK


class Tree:
    """Processes with all their descendants."""

    def __init__(self, *roots):
        self.roots = roots

    def members(self):
        found = {int(entry.name): stat(entry.name) for entry in Path("/proc").glob("[0-9]*")}
        children = {}
        for pid, seen in found.items():
            if seen:
                children.setdefault(seen[0], []).append(pid)
        members, waiting = {}, list(self.roots)
        while waiting:
            pid = waiting.pop()
            if found.get(pid):
                members[pid] = found[pid][1]
                waiting += children.get(pid, [])
        return members

    def cpu(self):
        """Processor seconds so far."""
        return sum(self.members().values())

    def memory(self):
        """MiB that the tree has now, shared pages divided among those who share them."""
        return sum(kib(pid, "smaps_rollup", "Pss") for pid in self.members()) / 1024


def kib(pid, file, name):
    try:
        found = re.search(rf"^{name}:\s+(\d+)", Path(f"/proc/{pid}/{file}").read_text(), re.M)
    except (FileNotFoundError, ProcessLookupError):
        return 0  # it has just ended
    return int(found[1]) if found else 0


def resident(pid):
    return kib(pid, "status", "VmRSS") / 1024


def peak(pid):
    return kib(pid, "status", "VmHWM") / 1024


def forget_peak(pid):
    Path(f"/proc/{pid}/clear_refs").write_text("5")


def said(*words):
    """The first line that a program says of itself, wherever it says it."""
    done = subprocess.run(words, capture_output=True, text=True)
    return next(iter((done.stdout + done.stderr).splitlines()), "").strip()


def description(folder):
    cpu = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(), re.M)
    memory = re.search(r"^MemTotal:\s+(\d+)", Path("/proc/meminfo").read_text(), re.M)
    release = re.search(r'^PRETTY_NAME="?([^"\n]+)', Path("/etc/os-release").read_text(), re.M)
    return {
        "processor": f"{os.cpu_count()} × {cpu[1] if cpu else platform.machine()}",
        "memory": f"{int(memory[1]) / 1024**2:.0f} GiB" if memory else "unknown",
        "system": f"{release[1] if release else platform.system()}, Linux {platform.release()}",
        "file system": said("findmnt", "-n", "-o", "FSTYPE", "-T", str(folder)) or "unknown",
    }
