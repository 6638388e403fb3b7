"""Starts the kernel `ronchi` of this environment, runs cells, prints their results as one JSON line.

    python askKernel.py '["1 + 1", ...]'
"""

import json
import sys

from jupyter_client.manager import start_new_kernel


def run(client, code):
    seen = {"text": "", "result": None}

    def collect(message):
        content = message["content"]
        if message["msg_type"] == "stream":
            seen["text"] += content["text"]
        elif message["msg_type"] == "execute_result":
            seen["result"] = content["data"]["text/plain"]
        elif message["msg_type"] == "error":
            seen["text"] += "\n".join(content["traceback"])

    reply = client.execute_interactive(code, timeout=60, output_hook=collect)
    return {"status": reply["content"]["status"], **seen}


manager, client = start_new_kernel(kernel_name="ronchi", startup_timeout=60)
try:
    print(json.dumps([run(client, code) for code in json.loads(sys.argv[1])]))
finally:
    client.stop_channels()
    manager.shutdown_kernel()
