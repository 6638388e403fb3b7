"""The Python side of Ronchi: it starts the kernel, which runs in Node, and tells Jupyter where the rest lies."""

from ._version import __version__

__all__ = ["__version__"]


def _jupyter_labextension_paths():
    return [{"src": "../labextension", "dest": "@ronchi/jupyterlab"}]


def _jupyter_server_extension_points():
    return [{"module": "ronchi.server"}]
