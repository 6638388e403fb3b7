"""jupyter_kernel_test on the kernelspec `ronchi`, with every sample filled in: on one kernel, and each test on its own."""

import unittest

import jupyter_kernel_test


class Samples:
    kernel_name = "ronchi"
    language_name = "typescript"
    file_extension = ".ts"
    code_hello_world = 'console.log("hello, world")'
    code_stderr = 'console.error("oops")'
    completion_samples = [{"text": "JSON.str", "matches": {"stringify"}}, {"text": "encodeURIC", "matches": {"encodeURIComponent"}}]
    code_inspect_sample = "parseInt"
    complete_code_samples = ["1 + 1", "const f = (x: number): number => x", "await Promise.resolve(1)", "if (true) {\n}", ""]
    incomplete_code_samples = ["function f() {", "const a = [1, (", "`open", "f(1,\n", "class A {\n  b = 1;\n"]
    invalid_code_samples = ["const = 1", "1 1", '"open', "}"]
    code_page_something = 'page({ "text/plain": "something" })'
    code_generate_error = 'throw new Error("wanted")'
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": '"six" + "ty"', "result": "'sixty'"},
        {"code": '({ [Symbol.for("Jupyter.display")]: () => ({ "text/html": "<b>x</b>" }) })', "mime": "text/html", "result": "<b>x</b>"},
    ]
    code_display_data = [
        {"code": "display(1)", "mime": "text/plain"},
        {"code": 'display({ [Symbol.for("Jupyter.display")]: () => ({ "text/html": "<b>x</b>" }) })', "mime": "text/html"},
    ]
    supported_history_operations = ("tail", "range", "search")
    code_history_pattern = "6 ? 7*"
    code_clear_output = "clearOutput()"


def wait_longer(channel):
    """The package waits as little as 0.1 s for a message, and a busy machine can be slower than that."""
    get_msg = channel.get_msg
    channel.get_msg = lambda timeout=None: get_msg(timeout=None if timeout is None else max(timeout, 60))


class PatientTests(Samples, jupyter_kernel_test.KernelTests):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        wait_longer(cls.kc.shell_channel)
        wait_longer(cls.kc.iopub_channel)

    def flush_channels(self):
        """Reads up to the end of a request of its own, which comes after all that earlier ones left."""
        msg_id = self.kc.kernel_info()
        while self.kc.get_shell_msg()["parent_header"].get("msg_id") != msg_id:
            pass
        while True:
            message = self.kc.get_iopub_msg()
            idle = message["content"].get("execution_state") == "idle"
            if idle and message["parent_header"].get("msg_id") == msg_id:
                return


class SharedKernel(PatientTests):
    """One kernel for all tests, as the package runs them."""


class FreshKernel(PatientTests):
    """A kernel for each test."""

    @classmethod
    def setUpClass(cls):
        pass

    @classmethod
    def tearDownClass(cls):
        pass

    def setUp(self):
        PatientTests.setUpClass.__func__(type(self))

    def tearDown(self):
        PatientTests.tearDownClass.__func__(type(self))


class Welcome(jupyter_kernel_test.IopubWelcomeTests):
    kernel_name = "ronchi"
    support_iopub_welcome = True


if __name__ == "__main__":
    unittest.main(verbosity=2)
