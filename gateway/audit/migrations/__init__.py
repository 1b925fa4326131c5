"""How the record store came to its present shape; run by Alembic."""
