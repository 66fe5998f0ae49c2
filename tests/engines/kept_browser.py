#!/usr/bin/python3
"""A small WebKit browser that a driver can lead and that keeps its profile: MiniBrowser forgets all when it is led.

It runs with Debian's own Python, which has the bindings: ``kept_browser.py <folder of the profile>``.
"""

import fcntl
import os
import sys
from pathlib import Path

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import Gtk, WebKit2  # noqa: E402

WIDTH, HEIGHT = 360, 740


def keep_console(profile: Path) -> None:
    """Write everything to a file, once the browser before this one has ended with all its processes.

    They inherit the open file, and with it the lock.
    """
    console = os.open(profile / "console", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    fcntl.flock(console, fcntl.LOCK_EX)
    for stream in (1, 2):
        os.dup2(console, stream)


def kept_context(profile: Path) -> WebKit2.WebContext:
    """What all windows share: storage, caches, service workers and cookies, all on the disk."""
    manager = WebKit2.WebsiteDataManager(
        base_data_directory=str(profile / "data"), base_cache_directory=str(profile / "cache")
    )
    context = WebKit2.WebContext(website_data_manager=manager)
    context.set_automation_allowed(True)
    context.set_preferred_languages(["en-GB"])
    cookies = str(profile / "cookies")
    context.get_cookie_manager().set_persistent_storage(cookies, WebKit2.CookiePersistentStorage.SQLITE)
    return context


def new_window(context: WebKit2.WebContext) -> WebKit2.WebView:
    """A window as large as a small phone; the browser ends with it."""
    settings = WebKit2.Settings(enable_write_console_messages_to_stdout=True)
    view = WebKit2.WebView(web_context=context, settings=settings, is_controlled_by_automation=True)
    window = Gtk.Window(default_width=WIDTH, default_height=HEIGHT)
    view.connect("close", lambda _: window.destroy())
    window.connect("destroy", Gtk.main_quit)
    window.add(view)
    window.show_all()
    return view


def led(context: WebKit2.WebContext, session: WebKit2.AutomationSession) -> None:
    """A driver has come: say who this is, and open a window when it asks for one."""
    info = WebKit2.ApplicationInfo()
    info.set_name("KeptBrowser")
    session.set_application_info(info)
    session.connect("create-web-view", lambda _: new_window(context))


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    keep_console(folder)
    shared = kept_context(folder)
    shared.connect("automation-started", led)
    Gtk.main()
