"""A real server on the demo installation and a real Chromium in front of it."""

import pytest

from tests.browser.served import LAUNCH, serve


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, **LAUNCH}


@pytest.fixture(scope="session")
def server(demo):
    """The address of the dashboard on the demo installation."""
    with serve(demo.environment) as (address, _):
        yield address
