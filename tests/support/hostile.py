"""Names that try to be more than names."""

#: Names that are nothing but names, whatever they look like.
HOSTILE = (
    "<script>alert('x')</script>",
    "$x^2$ and $\\undefined{",
    "]]> --> & &amp; \"quoted\" id=\"x\" url(#x)",
    "_hidden %d {0} {x}",
    "bell\x07 null\x00 tab\t new\nline \x1b[31mred\x1b[0m \u202eturned",
    "שלום-77 مرحبا",
    "螺栓 👍 \ud800 \ufffe",
    "long " * 200,
)  # fmt: skip
