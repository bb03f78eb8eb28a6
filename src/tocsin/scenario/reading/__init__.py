"""From files to a document that knows its lines, and back.

`yamlfile` and `table` read, `document` holds, `merge` and `edit` change, `raw` looks into it before its
form is checked, `messages` tells what is wrong; `units` and `times` read values; `dump` writes.
"""
