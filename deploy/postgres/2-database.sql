-- The database, for its owner alone. As a superuser, once:
--
--   psql -v ON_ERROR_STOP=1 -v database=gateway -f deploy/postgres/2-database.sql
--
-- Then make the tables, as the owner, from the machine that has the gateway's keys, and again after each
-- update of the gateway, before its gateways start:
--
--   GATEWAY_DATABASE_URL=postgresql://genai_owner@.../gateway genai-gateway records prepare
CREATE DATABASE :"database" OWNER genai_owner ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"database" TO genai_writer, genai_sequencer, genai_auditor, genai_retention;
