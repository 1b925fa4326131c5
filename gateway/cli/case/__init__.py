"""`case`: requests for information, rights of persons, complaints and audits."""
