__version__ = "0.0.0"  # the build writes the version of package.json here
