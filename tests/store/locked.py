"""What a locked program starts as, for the test of its memory."""

import sys

print("started afresh", flush=True)
sys.stdin.readline()
