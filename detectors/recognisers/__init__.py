"""One file per family of recognisers; every Rule defined here is found by detectors/registry.py."""
