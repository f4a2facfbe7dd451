"""A program with a family: a child, a grandchild in a session of its own, and an orphan of a daemon's kind.

usage: family.py FOLDER [ticks]: each writes its number to FOLDER/NAME.pid; the first counts ticks into
FOLDER/ticks and ends with exit code 3 when FOLDER/end is there, or interrupted with 9.
"""
import os
import subprocess
import sys
import time

folder = sys.argv[1]


def note(name, text):
    path = os.path.join(folder, name)
    with open(path + ".new", "w") as file:
        file.write(text)
    os.replace(path + ".new", path)


def idle():
    end = time.monotonic() + 120  # a test that fails leaves nobody for long
    while time.monotonic() < end:
        time.sleep(0.02)
    sys.exit(0)


if len(sys.argv) > 2:
    role = sys.argv[2]
    note(role + ".pid", str(os.getpid()))
    if role == "child":
        subprocess.Popen([sys.executable, __file__, folder, "grandchild"], start_new_session=True)
    idle()

note("first.pid", str(os.getpid()))
subprocess.Popen([sys.executable, __file__, folder, "child"])
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        note("orphan.pid", str(os.getpid()))
        idle()
    os._exit(0)
os.wait()
count = 0
try:
    while not os.path.exists(os.path.join(folder, "end")):
        count += 1
        note("ticks", str(count))
        time.sleep(0.01)
except KeyboardInterrupt:
    with open(os.path.join(folder, "interrupts"), "a") as file:
        file.write("interrupted\n")
    try:
        time.sleep(0.5)  # a second one would end this
    except KeyboardInterrupt:
        with open(os.path.join(folder, "interrupts"), "a") as file:
            file.write("interrupted twice\n")
    sys.exit(9)
note("ended", "after %d ticks" % count)
sys.exit(3)
