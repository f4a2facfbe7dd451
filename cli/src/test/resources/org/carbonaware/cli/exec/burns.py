"""Uses two seconds of processor time."""
import time

while time.process_time() < 2:
    pass
