"""`make bench`: the gateway against a bare mitmdump and a direct call, in one run."""
