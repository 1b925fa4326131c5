"""Events of the records for the security team: the model, the formats, the senders."""
