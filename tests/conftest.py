"""What holds for all tests: properties are the same on every run and take the time they need."""

from hypothesis import settings

settings.register_profile("steady", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("steady")
