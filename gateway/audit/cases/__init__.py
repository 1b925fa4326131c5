"""Cases: requests for information, data-subject rights, complaints and audits over the records."""
