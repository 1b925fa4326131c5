-- What each role may do with the tables. As genai_owner, in the gateway's database, after `records prepare` and
-- again after each update; it takes every right away first, so that it says all there are:
--
--   psql -v ON_ERROR_STOP=1 -1 -U genai_owner -d gateway -f deploy/postgres/3-rights.sql
--
-- PostgreSQL 17 or newer (MAINTAIN). Nobody here may UPDATE, TRUNCATE or, but for retention, DELETE a record; the
-- triggers refuse it once more.
REVOKE ALL ON SCHEMA public FROM PUBLIC, genai_writer, genai_sequencer, genai_auditor, genai_retention;
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, genai_writer, genai_sequencer, genai_auditor, genai_retention;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM PUBLIC, genai_writer, genai_sequencer, genai_auditor, genai_retention;
GRANT USAGE ON SCHEMA public TO genai_writer, genai_sequencer, genai_auditor, genai_retention;

-- Everybody: whether the store has the shape and the keys that are expected; that something was done.
GRANT SELECT ON alembic_version, meta TO genai_writer, genai_sequencer, genai_auditor, genai_retention;
GRANT INSERT ON activities, data_keys, log_salts, log_queue TO genai_writer, genai_auditor, genai_retention;
GRANT SELECT, INSERT ON period_keys TO genai_writer, genai_auditor, genai_retention; -- wrapped, never in clear

-- Of `meta` nobody but the owner may change who the store is and which keys it has.
GRANT INSERT, UPDATE ON meta TO genai_writer, genai_auditor, genai_retention;
ALTER TABLE meta ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS meta_read ON meta;
DROP POLICY IF EXISTS meta_add ON meta;
DROP POLICY IF EXISTS meta_change ON meta;
CREATE POLICY meta_read ON meta FOR SELECT USING (true);
CREATE POLICY meta_add ON meta FOR INSERT
  WITH CHECK (name IN ('bytes_linger', 'clock_believed', 'clock_confirmed', 'clock_excused', 'log_verification_due', 'officers', 'retention_done', 'retention_running'));
CREATE POLICY meta_change ON meta FOR UPDATE
  USING (name IN ('bytes_linger', 'clock_believed', 'clock_confirmed', 'clock_excused', 'log_verification_due', 'officers', 'retention_done', 'retention_running'))
  WITH CHECK (name IN ('bytes_linger', 'clock_believed', 'clock_confirmed', 'clock_excused', 'log_verification_due', 'officers', 'retention_done', 'retention_running'));

-- The gateway: adds records, reads what it needs to run. It cannot read texts, who was mentioned, or who looked.
GRANT INSERT ON interactions, endings, payloads, texts, chains, passages, passage_mentions, mentions, judgements, tool_changes TO genai_writer;
GRANT SELECT (id, instance, run, time, tool, entities) ON interactions TO genai_writer;
GRANT SELECT (interaction_id) ON endings TO genai_writer;
GRANT SELECT ON tool_changes TO genai_writer;
GRANT SELECT, INSERT, UPDATE ON runs TO genai_writer;
GRANT SELECT, INSERT, UPDATE, DELETE ON vault, uploads TO genai_writer;
GRANT SELECT, INSERT, DELETE ON sightings TO genai_writer;
GRANT INSERT ON flows TO genai_writer;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO genai_writer;

-- The log: gives what is queued its place, signs, remembers what is anchored. It reads no record.
GRANT SELECT, DELETE ON log_queue TO genai_sequencer;
GRANT SELECT, INSERT ON leaves, checkpoints TO genai_sequencer;
GRANT SELECT, INSERT, DELETE ON anchorings TO genai_sequencer;

-- Auditors and information governance: read everything, work on cases, hold and restrict. They remove nothing.
GRANT SELECT ON ALL TABLES IN SCHEMA public TO genai_auditor;
GRANT INSERT ON judgements, case_steps, case_records, holds, restrictions TO genai_auditor;
GRANT UPDATE ON holds, restrictions TO genai_auditor;
-- A gateway that sends to the SIEM reads what it sends through this connection, and remembers how far it came.
GRANT INSERT, UPDATE ON siem_positions TO genai_auditor;

-- Retention and erasure: remove what has a tombstone and no hold. They can read no text and find nobody.
GRANT DELETE ON interactions, endings, payloads, texts, chains, passages, passage_mentions, mentions, judgements, activities, data_keys, log_salts
  TO genai_retention;
GRANT DELETE ON case_steps, case_records, holds, restrictions TO genai_retention; -- of a case that went; nothing that stands
GRANT SELECT (id, time, tool, vendor, product, generative, effect, entities, capture, person_groups, passage) ON interactions TO genai_retention;
GRANT SELECT (interaction_id, time, input_tokens, output_tokens) ON endings TO genai_retention;
GRANT SELECT (interaction_id, head) ON payloads TO genai_retention;
GRANT SELECT (interaction_id) ON mentions TO genai_retention;
GRANT SELECT (address, parent, text) ON chains TO genai_retention;
GRANT SELECT (address) ON texts TO genai_retention;
GRANT SELECT (address, parent) ON passages TO genai_retention;
GRANT SELECT (passage) ON passage_mentions TO genai_retention;
GRANT SELECT (id, interaction_id) ON judgements TO genai_retention;
GRANT SELECT (entry, kind) ON log_salts TO genai_retention;
GRANT SELECT ON data_keys, activities, case_steps, case_records, holds, restrictions, tombstones TO genai_retention;
GRANT INSERT ON tombstones, totals, case_steps, case_records, holds TO genai_retention;
GRANT UPDATE ON holds TO genai_retention;
GRANT MAINTAIN ON interactions, endings, payloads, texts, chains, passages, passage_mentions, mentions, judgements, activities, data_keys, log_salts,
  case_steps, case_records, holds, restrictions TO genai_retention;
