"""Looking at a hostile file: what it really is, and a copy of it without what it should not carry.

Nothing here knows Django or the database. It runs in a process of its own (`escp.documents.examining.__main__`) with
bounds on memory and time, and is told nothing but two paths and an extension.
"""
