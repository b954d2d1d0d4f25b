"""Workbooks that come back from people: looked through before they are opened, and read without trust."""
