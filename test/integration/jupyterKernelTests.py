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


class SharedKernel(Samples, jupyter_kernel_test.KernelTests):
    """One kernel for all tests, as the package runs them."""


class FreshKernel(Samples, jupyter_kernel_test.KernelTests):
    """A kernel for each test."""

    @classmethod
    def setUpClass(cls):
        pass

    @classmethod
    def tearDownClass(cls):
        pass

    def setUp(self):
        jupyter_kernel_test.KernelTests.setUpClass.__func__(type(self))

    def tearDown(self):
        jupyter_kernel_test.KernelTests.tearDownClass.__func__(type(self))


class Welcome(jupyter_kernel_test.IopubWelcomeTests):
    kernel_name = "ronchi"
    support_iopub_welcome = True


if __name__ == "__main__":
    unittest.main(verbosity=2)
