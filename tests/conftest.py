"""What holds for every test: properties are not timed, machines are slow at times."""

from hypothesis import settings

settings.register_profile("house", deadline=None)
settings.load_profile("house")
