"""SVG as the drawing library writes it, made fit to stand alone or within a page."""

import re
import xml.etree.ElementTree as ET

_SVG, _XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
#: What the library says of lines in a style sheet, which within a page would hold for all of the page.
_ROOT_STYLE = "stroke-linejoin: round; stroke-linecap: butt"

#: Digits that no eye tells apart, after hundredths of a point; they make up half of a file.
_FINE = re.compile(r"(\.\d\d)\d+")
_COORDINATES = ("d", "x", "y")


def tidy(drawn: bytes, *, name: str, title: str, description: str, inline: bool) -> str:
    """Return SVG with a title and a description for screen readers, and without style sheet and metadata.

    Parameters
    ----------
    drawn
        What the library wrote.
    name
        Put before every id, so that several pictures can share a page.
    title, description
        What a screen reader says; plain text, escaped here.
    inline
        For a page: no XML prologue, no namespaces (so no address at all), as wide as the page allows.
    """
    root = ET.fromstring(drawn)  # noqa: S314 - written by the drawing library a moment ago
    for parent in root.iter():
        for child in [child for child in parent if _local(child.tag) in ("metadata", "style", "title", "desc")]:
            parent.remove(child)
    for element in root.iter():
        element.tag = _local(element.tag)
        attributes = dict(element.attrib)
        element.attrib.clear()
        for key, value in attributes.items():
            element.set(_attribute(key, inline=inline), _renamed(_local(key), value, name))
    root.set("style", _ROOT_STYLE)
    root.set("role", "img")
    root.set("aria-labelledby", f"{name}-title {name}-desc")
    if inline:
        del root.attrib["width"], root.attrib["height"]
    else:
        root.set("xmlns", _SVG)
        root.set("xmlns:xlink", _XLINK)
    for place, (tag, text) in enumerate((("title", title), ("desc", description))):
        element = ET.Element(tag, id=f"{name}-{tag}")
        element.text = text
        root.insert(place, element)
    prologue = "" if inline else '<?xml version="1.0" encoding="utf-8"?>\n'
    return prologue + ET.tostring(root, encoding="unicode") + "\n"


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _attribute(key: str, *, inline: bool) -> str:
    if key == f"{{{_XLINK}}}href":
        return "href" if inline else "xlink:href"
    return _local(key)


def _renamed(key: str, value: str, name: str) -> str:
    """Return the value of an attribute with the picture's name before every id in it."""
    if key == "id":
        return f"{name}-{value}"
    if key == "href" and value.startswith("#"):
        return f"#{name}-{value[1:]}"
    if key in _COORDINATES:
        return _FINE.sub(r"\1", value)
    return value.replace("url(#", f"url(#{name}-")
