"""A real server process, real sockets: what only shows when processes die and lines drop."""
