"""Web chats for tests: pages that ask and show as the services' own do, and what answers them.

A service is a module with HOST and `routes`; `sites.py` lists them, and its page stands beside it.
"""
