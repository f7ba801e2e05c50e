"""How the schema came to be, step by step. A step must leave the code before it able to run: see docs/store.md."""
