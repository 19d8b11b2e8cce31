"""The frame of every screen: the ASGI app when a server imports this, the page when Streamlit runs it."""

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from rekap import server, ui

# A process that has run no page yet would serve pages/ by itself, without this frame and its sign-in.
PagesManager.uses_pages_directory = False

if get_script_run_ctx() is None:
    # `streamlit run` looks for this very assignment in the file's text.
    app = st.App(
        __file__, routes=server.routes(), middleware=server.middleware(), on_script_error=ui.failure.show
    )
else:
    scope = ui.current_scope()
    page = ui.navigation(scope)  # always first, for strangers too
    if scope is None:
        page.run()
    else:
        picked = ui.top(scope)
        page.run()
        ui.foot(scope, picked)
