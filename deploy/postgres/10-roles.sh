#!/bin/bash
# Runs once, when the database is made. Two roles: the owner changes the shape of tables (migrations only); the service
# reads and writes rows and can do nothing else. PGPASSWORDS_DIR names the folder of the password files.
set -euo pipefail
passwords="${PGPASSWORDS_DIR:-/run/secrets}"
psql --set ON_ERROR_STOP=1 --no-psqlrc --quiet --username "${POSTGRES_USER:-postgres}" --dbname "$POSTGRES_DB" \
    --set database="$POSTGRES_DB" \
    --set owner_password="$(cat "$passwords/database_owner_password")" \
    --set service_password="$(cat "$passwords/database_password")" <<'SQL'
CREATE ROLE golden_owner LOGIN PASSWORD :'owner_password' NOSUPERUSER NOCREATEDB NOCREATEROLE;
CREATE ROLE golden_service LOGIN PASSWORD :'service_password' NOSUPERUSER NOCREATEDB NOCREATEROLE;
ALTER DATABASE :"database" OWNER TO golden_owner;
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"database" TO golden_service;
ALTER SCHEMA public OWNER TO golden_owner;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO golden_service;
ALTER DEFAULT PRIVILEGES FOR ROLE golden_owner IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO golden_service;
ALTER DEFAULT PRIVILEGES FOR ROLE golden_owner IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO golden_service;
SQL
