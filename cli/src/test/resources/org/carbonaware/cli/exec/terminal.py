"""Runs a command in a terminal of its own and presses Ctrl-C when files are there.

usage: terminal.py FILE,FILE COMMAND...: prints what the terminal showed, and ends with the command's exit code.
"""
import os
import pty
import select
import sys
import time

pid, terminal = pty.fork()
if pid == 0:
    os.execvp(sys.argv[2], sys.argv[2:])
pressed = False
end = time.monotonic() + 90
while time.monotonic() < end:
    if not pressed and all(os.path.exists(file) for file in sys.argv[1].split(",")):
        os.write(terminal, b"\x03")
        pressed = True
    if select.select([terminal], [], [], 0.02)[0]:
        try:
            shown = os.read(terminal, 4096)
        except OSError:
            break
        if not shown:
            break
        os.write(1, shown)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
