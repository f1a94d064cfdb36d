"""From a file to a Document: formats, lines, blocks, title and the text as it is matched."""
