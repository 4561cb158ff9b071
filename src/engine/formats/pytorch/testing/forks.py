"""Runs Python as from the command line, each time in a fork of this process, which has loaded PyTorch: that takes longer than most of what is run.
Reads lines of JSON, [arguments, folder], and answers each with [status, standard output, standard error]."""
import gc
import json
import os
import runpy
import sys
import tempfile
import traceback
from importlib.machinery import SourceFileLoader

# A library of matrix products would have its threads wait at full speed.
os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
sys.dont_write_bytecode = True

import torch

compiled = {}


def code_of(text, path):
    """Projects have most of their files in common."""
    if text not in compiled:
        compiled[text] = compile(text, path, "exec", dont_inherit=True)
    return compiled[text]


def end_as(arguments):
    """Ends this process as an interpreter with these arguments would."""
    status = 0
    try:
        first, *rest = arguments
        sys.argv, sys.path[0] = arguments, ""
        if first == "-c":
            sys.argv = ["-c", *rest[1:]]
            exec(rest[0], {"__name__": "__main__"})
        else:
            sys.path[0] = os.path.dirname(os.path.abspath(first))
            runpy.run_path(first, run_name="__main__")
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
        if isinstance(end.code, str):
            print(end.code, file=sys.stderr)
    except BaseException:
        traceback.print_exc()
        status = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


def ended(arguments, folder):
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = os.fork()
        if child == 0:
            os.dup2(out.fileno(), 1)
            os.dup2(err.fileno(), 2)
            os.chdir(folder)
            end_as(arguments)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        out.seek(0)
        err.seek(0)
        return [status, out.read().decode(), err.read().decode()]


if __name__ == "__main__":
    SourceFileLoader.source_to_code = staticmethod(code_of)
    gc.freeze()
    for line in sys.stdin:
        print(json.dumps(ended(*json.loads(line))), flush=True)
