"""A person with a browser: logs in at the address that is the argument, and follows where the page leads, as the page's script does."""

import sys
import urllib.request

from interop import control

location = control("log-in", url=sys.argv[1])
urllib.request.urlopen(location.replace("/#", "/token?"), timeout=30).close()
