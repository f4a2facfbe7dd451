"""Counts how often it was stopped for more than a second and a half; reads its input, and ends with 5."""
import sys
import time

print("read:", sys.stdin.readline().strip(), flush=True)
print("arguments:", sys.argv[1:], flush=True)
print("to stderr", file=sys.stderr, flush=True)
gaps = 0
last = time.monotonic()
while gaps < 2:
    time.sleep(0.02)
    now = time.monotonic()
    if now - last > 1.5:
        gaps += 1
        print("stopped", gaps, flush=True)
    last = now
sys.exit(5)
