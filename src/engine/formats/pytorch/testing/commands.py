"""Runs scripts of exported projects one after the other in one process, as from the command line: commands.py ROOT, where commands.json lists
[folder, [script, arguments ...]]; «-c» in place of a script takes code. Prints for each what it printed, and how it ended where that was early."""
import contextlib
import io
import json
import os
import runpy
import sys
import traceback

import torch

torch.set_num_threads(1)


def run(folder, script, *arguments):
    os.chdir(folder)
    for name, module in list(sys.modules.items()):
        if os.path.dirname(getattr(module, "__file__", None) or "").startswith(ROOT):
            del sys.modules[name]
    sys.path[0], sys.argv = folder, [script, *arguments]
    printed, problem = io.StringIO(), None
    with contextlib.redirect_stdout(printed):
        try:
            if script == "-c":
                exec(arguments[0], {"__name__": "__main__"})
            else:
                runpy.run_path(os.path.join(folder, script), run_name="__main__")
        except SystemExit as end:
            problem = str(end)
        except Exception:  # the other commands must not wait for this one
            problem = traceback.format_exc()
    return {"printed": printed.getvalue(), "problem": problem}


ROOT = os.path.abspath(sys.argv[1])
with open(os.path.join(ROOT, "commands.json")) as file:
    COMMANDS = json.load(file)
ENDS = [run(os.path.join(ROOT, folder), *command) for folder, command in COMMANDS]
print(json.dumps(ENDS))
