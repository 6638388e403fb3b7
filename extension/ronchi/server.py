"""Jupyter server extension: small messages between browser and kernel leave at once.

The server leaves Nagle's algorithm on for the kernel websocket, and with the browser's delayed acknowledgement a short
question and answer takes some 48 ms instead of 5 ms. Dragging a detector is made of those.
"""

import functools
import importlib


def _load_jupyter_server_extension(server_app):
    try:
        handler = importlib.import_module("jupyter_server.services.kernels.websocket").KernelWebsocketHandler
        without_delay(handler)
    except (ImportError, AttributeError) as problem:
        server_app.log.warning("ronchi: the kernel websocket keeps its delay of some 40 ms: %s", problem)


def without_delay(handler):
    """Makes every connection of a tornado WebSocketHandler class send without delay. Does it once."""
    opened = handler.open
    if getattr(opened, "sends_without_delay", False):
        return
    if not callable(getattr(handler, "set_nodelay", None)):
        raise AttributeError(f"{handler.__name__} has no set_nodelay")

    @functools.wraps(opened)
    def open(self, *args, **kwargs):
        try:
            self.set_nodelay(True)
        except Exception as problem:  # a handler without a stream of its own: slower, never broken
            _warn_once(self, problem)
        return opened(self, *args, **kwargs)

    open.sends_without_delay = True
    handler.open = open


_warned = False


def _warn_once(handler, problem):
    global _warned
    if not _warned:
        _warned = True
        handler.log.warning("ronchi: the kernel websocket keeps its delay of some 40 ms: %s", problem)
