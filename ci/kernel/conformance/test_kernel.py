"""The public conformance suite of Jupyter, told how to say things in TypeScript."""

import unittest

import jupyter_kernel_test


class UnrollKernelTests(jupyter_kernel_test.KernelTests):
    kernel_name = "tslab"
    language_name = "typescript"
    file_extension = ".ts"
    code_hello_world = "console.log('hello, world')"
    code_stderr = "console.error('oops')"
    completion_samples = [{"text": "console.lo", "matches": {"log"}}, {"text": "1 + parseF", "matches": {"parseFloat"}}]
    complete_code_samples = ["1", "const a = 1;", "function f() {\n  return 1;\n}"]
    incomplete_code_samples = ["function f() {", "if (true) {"]
    code_generate_error = "throw new Error('on purpose')"
    code_execute_result = [
        {"code": "1 + 2", "result": "3"},
        {"code": "[1, 2].map((x) => x * 2)", "result": "[ 2, 4 ]"},
        {"code": "'text'", "result": "'text'"},
    ]
    code_display_data = [
        {"code": "import {display} from 'tslab'; display.html('<b>hi</b>')", "mime": "text/html"},
        {"code": "import {display} from 'tslab'; display.png(Buffer.from([1, 2]))", "mime": "image/png"},
    ]
    code_history_pattern = "1 + *"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "parseInt"
    code_clear_output = ""


if __name__ == "__main__":
    result = unittest.main(exit=False).result
    failed = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - failed - len(result.skipped)} passed, {failed} failed", flush=True)
    raise SystemExit(1 if failed else 0)
