"""Picture and sound of a meeting: who is in, whose microphone is open, what is recorded (NET-1..9)."""
