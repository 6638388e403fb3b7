"""Starts the kernelspec `ronchi` with jupyter_client as named and prints what a cell gave, as JSON.

    transports.py tcp|ipc disabled|required
"""

import json
import sys
import time

import zmq
from jupyter_client.manager import KernelManager


def run_cell(client, code):
    """Text of stdout and the status of the reply."""
    printed = []

    def keep(message):
        if message["msg_type"] == "stream":
            printed.append(message["content"]["text"])

    reply = client.execute_interactive(
        code, timeout=60, output_hook=keep, allow_stdin=True, stdin_hook=lambda _: client.input("typed")
    )
    return {"printed": "".join(printed), "status": reply["content"]["status"]}


def stranger_is_answered(manager, milliseconds):
    """Whether somebody who has the address but not the file gets an answer to a heartbeat within that time."""
    socket = manager.context.socket(zmq.REQ)
    socket.linger = 0
    socket.connect(manager._make_url("hb"))
    socket.send(b"ping")
    answered = socket.poll(milliseconds) != 0
    socket.close()
    return answered


def beats(client):
    """Whether the heart beats soon: it is said not to when one beat takes longer than a second."""
    end = time.monotonic() + 60
    while not client.hb_channel.is_beating() and time.monotonic() < end:
        time.sleep(0.1)
    return client.hb_channel.is_beating()


transport, encryption = sys.argv[1:]
manager = KernelManager(kernel_name="ronchi", transport=transport, transport_encryption=encryption)
manager.start_kernel()
client = manager.client()
client.start_channels()
try:
    client.wait_for_ready(timeout=60)
    result = run_cell(client, 'console.log(await input("?"), prompt("?"))')
    stranger = stranger_is_answered(manager, 500 if encryption == "required" else 60_000)
    print(json.dumps({**result, "beating": beats(client), "stranger": stranger}))
finally:
    client.stop_channels()
    manager.shutdown_kernel(now=True)
