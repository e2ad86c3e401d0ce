"""The demo agency: a Hanoi-like customs department."""
