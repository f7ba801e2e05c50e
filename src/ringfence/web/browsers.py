"""Which browser asks, in a few words: enough for its owner to know it again, too little to tell people apart by.

Of the header that browsers send only these words are kept: no version, no model.
"""

BROWSERS = (  # the first that is found: most say that they are several
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("iPad", "an iPad"), ("iPhone", "an iPhone"), ("Android", "Android"), ("CrOS", "ChromeOS"),
    ("Windows", "Windows"), ("Mac OS X", "a Mac"), ("Linux", "Linux"),
)  # fmt: skip
UNKNOWN = "Another browser"


def in_words(header: str) -> str:
    """The browser and its system as somebody would say them: Firefox on Linux."""
    browser = next((words for sign, words in BROWSERS if sign in header), UNKNOWN)
    system = next((words for sign, words in SYSTEMS if sign in header), "")
    return f"{browser} on {system}" if system else browser
