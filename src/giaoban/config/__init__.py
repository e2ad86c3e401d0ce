"""The roof: settings, addresses, wiring. The only place that knows everybody."""
