"""The store's tables as a Django app: models and their migrations. Imported only when the schema has to change."""
