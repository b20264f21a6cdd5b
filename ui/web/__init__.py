"""The web pages: the chat desk (Gradio in FastAPI) and plain pages for documents."""

import os

# Must be set before gradio is imported anywhere below: nothing about the people who use the desk leaves the machine.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
# Otherwise a table of everything that was ever asked is built after each answer, for a dashboard nobody can open.
os.environ["GRADIO_ANALYTICS_CACHE_FREQUENCY"] = str(10**12)
