"""The tamper-evident log over the record store: leaves, sequencer, signed checkpoints, anchors."""
