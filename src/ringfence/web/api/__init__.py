"""The API under /api/v1: what the pages do, for programs with a key.

A route is declared once (`table.route`), with its scope and the types it takes and answers. The URLs, the refusal of
whoever has not the scope, the OpenAPI document and the test of every route with every scope are made from that.
"""
