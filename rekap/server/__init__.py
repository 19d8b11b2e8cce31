"""The ASGI side of the web: our routes, and the guard that stands before Streamlit."""

from rekap.server.guard import middleware
from rekap.server.routes import routes

__all__ = ["middleware", "routes"]
