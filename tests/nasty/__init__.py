"""Small nasty files, each with what must come of it. `python -m tests.nasty.build FOLDER` writes them all."""
