"""Texts of others, made harmless for the place where they are shown: a screen, JSON, XML.

A workbook comes by mail from anybody, and so do the names of files and sheets. A text that moves the cursor, clears the
screen or turns the direction of reading could make a terminal show what no rule has said.
"""

from __future__ import annotations

import json
import re

#: What acts on a screen instead of being seen: control characters, marks of direction, invisible characters.
_ACTING = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f"
)
_UNSEEN = re.compile(f"[{_ACTING}]")
#: Halves of a character, as a file name that is no valid UTF-8 holds them.
_HALVES = re.compile("[\ud800-\udfff]")
_BREAKS = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
#: What XML 1.0 does not allow, not even as a reference.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: Stands for a character that cannot be shown.
UNKNOWN = "\ufffd"
#: Stands for the end of a line within one line.
LINE_END = " ¶ "


def for_screen(text: str) -> str:
    """Return a text that a terminal shows as it is: what would act on the screen becomes ``<U+001B>``.

    Line feeds and tabs stay. A text of a user that must not begin a line of its own goes through `one_line`.
    """
    return _UNSEEN.sub(lambda match: f"<U+{ord(match[0]):04X}>", whole(text.replace("\r\n", "\n")))


def one_line(text: str) -> str:
    """Return a text as one line that a terminal shows as it is; the ends of its lines become ``¶``."""
    return for_screen(_BREAKS.sub(LINE_END, text).replace("\t", " "))


def whole(text: str) -> str:
    """Return a text whose characters can all be encoded: halves become U+FFFD."""
    return _HALVES.sub(UNKNOWN, text)


def for_xml(text: str) -> str:
    """Return a text that XML 1.0 can hold: every other character becomes U+FFFD."""
    return _NOT_XML.sub(UNKNOWN, text)


def is_for_xml(text: str) -> bool:
    """Say whether XML 1.0 can hold a text."""
    return _NOT_XML.search(text) is None


def json_text(document: object) -> str:
    """Return a document as JSON that a terminal shows as it is; every text keeps its value.

    Args:
        document: What `json.dumps` takes. Halves of characters become U+FFFD, because readers refuse them.
    """
    text = whole(json.dumps(document, ensure_ascii=False, indent=2))
    return _UNSEEN.sub(lambda match: _json_escape(ord(match[0])), text)


def _json_escape(number: int) -> str:
    if number < 0x10000:
        return f"\\u{number:04x}"
    return f"\\u{0xD800 + (number - 0x10000 >> 10):04x}\\u{0xDC00 + (number & 0x3FF):04x}"


def xml_references(text: str) -> str:
    """Return finished XML in which what would act on a screen stands as a reference; its values stay.

    Args:
        text: XML whose names are plain letters, so that such characters are only in texts and values.
    """
    return _UNSEEN.sub(lambda match: f"&#x{ord(match[0]):X};", text)
