-- Five roles for the record store of the GenAI gateway. Run once, as a superuser, in any database:
--
--   psql -v ON_ERROR_STOP=1 -f deploy/postgres/1-roles.sql
--
-- They have no passwords: give each its own (\password genai_writer) or another way to sign in (pg_hba.conf).
-- Nobody but migrations uses genai_owner; whoever has it can take the triggers away.
CREATE ROLE genai_owner LOGIN NOINHERIT;
CREATE ROLE genai_writer LOGIN NOINHERIT;
CREATE ROLE genai_sequencer LOGIN NOINHERIT;
CREATE ROLE genai_auditor LOGIN NOINHERIT;
CREATE ROLE genai_retention LOGIN NOINHERIT;
