"""Between browsers and the media server: nobody but this process speaks to it.

A browser asks for a few things by name (``asking``); what reaches the media server is written here: the
room, who one is, how much may be sent, and whether the microphone is open.
"""
