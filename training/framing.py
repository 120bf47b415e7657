"""Letting one page open frames of another house; every other page opens none."""


def open_frames(response, hosts: list[str]):
    """Let this response open frames of `hosts` (`https://…`): what `csp.decorators.csp_update` sets for a view."""
    if hosts:
        response._csp_update = {"frame-src": hosts}
    return response
