-- sql/0001_foundation.sql - schemas, the server's role, shared types, history and time travel
--
-- core       tables as they are now; the only place that is written
-- history    every version of every row, filled by trigger, closed when superseded
-- known      the tables of core as the register knew them at toegang.known_at
-- api        what the server reads: views and functions over core
-- api_known  the same views and functions over known
--
-- Settings, all local to one transaction:
--   toegang.as_of     date       valid time; today when absent
--   toegang.known_at  timestamp  transaction time; only read by known
--   toegang.actor, toegang.role, toegang.reason, toegang.trace_id
--                                who writes and why; set by core.enter()

CREATE EXTENSION IF NOT EXISTS btree_gist;   -- one organization, no overlapping periods

CREATE SCHEMA core;
CREATE SCHEMA history;
CREATE SCHEMA known;
CREATE SCHEMA api;
CREATE SCHEMA api_known;

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'toegang_server') THEN
        CREATE ROLE toegang_server LOGIN;
    END IF;
    IF NOT pg_has_role(current_user, 'toegang_server', 'MEMBER') THEN
        EXECUTE format('GRANT toegang_server TO %I', current_user);
    END IF;
END $$;

GRANT USAGE ON SCHEMA core, history, known, api, api_known TO toegang_server;
ALTER DEFAULT PRIVILEGES IN SCHEMA api, api_known, known, history
    GRANT SELECT ON TABLES TO toegang_server;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES IN SCHEMA core, api, api_known
    GRANT EXECUTE ON FUNCTIONS TO toegang_server;

-- Types ---------------------------------------------------------------------------------

-- A row whose parts are all null "IS NULL" too, hence the longer test for absence.
CREATE TYPE core.localized_parts AS (nl text, en text);
CREATE DOMAIN core.localized AS core.localized_parts
    CONSTRAINT localized_has_text CHECK (
        VALUE IS NOT DISTINCT FROM NULL OR num_nonnulls((VALUE).nl, (VALUE).en) > 0);

-- A number as it was stated: "± 5,000", "more than 25", "2 to 4".
CREATE TYPE core.vague_parts AS (value numeric, qualifier text, lower numeric, upper numeric);
CREATE DOMAIN core.vague AS core.vague_parts
    CONSTRAINT vague_is_value_or_range CHECK (
        VALUE IS NOT DISTINCT FROM NULL
        OR ((VALUE).qualifier = 'range' AND (VALUE).value IS NULL
            AND num_nulls((VALUE).lower, (VALUE).upper) = 0 AND (VALUE).lower <= (VALUE).upper)
        OR ((VALUE).qualifier IN ('exact', 'approximately', 'moreThan', 'atLeast', 'lessThan',
                                  'atMost', 'almost')
            AND (VALUE).value IS NOT NULL AND num_nonnulls((VALUE).lower, (VALUE).upper) = 0));

-- Euros, exact. NaN and infinities are numerics too, and are no amounts.
CREATE DOMAIN core.amount AS numeric(18, 2)
    CONSTRAINT amount_is_not_negative CHECK (VALUE >= 0 AND VALUE < 1e16);

-- EDTF (ISO 8601-2) dates of level 1 that the register needs: 2014, 2014-06, 2014-06-15,
-- each optionally approximate (~). The day is checked by core.earliest().
CREATE DOMAIN core.partial_date AS text
    CONSTRAINT partial_date_is_edtf
    CHECK (VALUE ~ '^[12]\d{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?~?$');

CREATE FUNCTION core.earliest(edtf text) RETURNS date
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT make_date(left(edtf, 4)::int,
                     coalesce(substring(edtf FROM '^\d{4}-(\d\d)')::int, 1),
                     coalesce(substring(edtf FROM '^\d{4}-\d\d-(\d\d)')::int, 1))
$$;

CREATE FUNCTION core.latest(edtf text) RETURNS date
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE length(rtrim(edtf, '~'))
           WHEN 4 THEN make_date(left(edtf, 4)::int, 12, 31)
           WHEN 7 THEN (core.earliest(edtf) + interval '1 month - 1 day')::date
           ELSE core.earliest(edtf) END
$$;

-- Identifiers ---------------------------------------------------------------------------

-- RFC 9562 UUIDv7: 48 bits of Unix milliseconds, then random bits around version and variant.
CREATE FUNCTION core.uuid_v7() RETURNS uuid
LANGUAGE sql VOLATILE PARALLEL SAFE AS $$
    SELECT encode(set_byte(
               overlay(uuid_send(gen_random_uuid())
                       PLACING substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint)
                                         FROM 3)
                       FROM 1 FOR 6),
               6, (get_byte(uuid_send(gen_random_uuid()), 6) & 15) | 112), 'hex')::uuid
$$;

-- Crossroads Bank for Enterprises: the last two digits are 97 minus the first eight modulo 97.
CREATE FUNCTION core.is_enterprise_number(digits text) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE WHEN digits ~ '^[01]\d{9}$'
           THEN right(digits, 2)::int = 97 - left(digits, 8)::int % 97 ELSE false END
$$;

-- Time ----------------------------------------------------------------------------------

CREATE FUNCTION core.as_of() RETURNS date
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(nullif(current_setting('toegang.as_of', true), '')::date, current_date)
$$;

CREATE FUNCTION core.known_at() RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(nullif(current_setting('toegang.known_at', true), '')::timestamptz, now())
$$;

-- The instant at which this transaction's changes are known: one for all of them, taken at
-- the first change rather than at BEGIN, so that waiting does not date a change back.
CREATE FUNCTION core.recorded_at() RETURNS timestamptz
LANGUAGE plpgsql VOLATILE AS $$
DECLARE at text := current_setting('toegang.recorded_at', true);
BEGIN
    IF coalesce(at, '') = '' THEN
        at := set_config('toegang.recorded_at', clock_timestamp()::text, true);
    END IF;
    RETURN at::timestamptz;
END $$;

-- Who -----------------------------------------------------------------------------------

CREATE TABLE core.api_key (
    prefix     text        PRIMARY KEY CHECK (prefix ~ '^[0-9a-z]{12}$'),
    sha256     bytea       NOT NULL CHECK (octet_length(sha256) = 32),
    role       text        NOT NULL CHECK (role IN ('reader', 'partner', 'editor', 'admin')),
    label      text        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz,
    revoked_at timestamptz
);

-- First statement of every request that carries a key. Refusals have SQLSTATEs of their own:
-- TG401 not a valid key, TG410 expired. The key itself never gets here, only its digest.
CREATE FUNCTION core.enter(key_prefix text, key_sha256 bytea, reason text, trace_id text)
RETURNS text LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE k core.api_key;
BEGIN
    SELECT * INTO k FROM core.api_key WHERE prefix = key_prefix;
    IF NOT FOUND OR k.sha256 <> key_sha256 OR k.revoked_at IS NOT NULL THEN
        RAISE EXCEPTION 'invalid key' USING ERRCODE = 'TG401';
    ELSIF k.expires_at <= now() THEN
        RAISE EXCEPTION 'expired key' USING ERRCODE = 'TG410';
    END IF;
    PERFORM set_config('toegang.actor', 'key:' || k.prefix, true),
            set_config('toegang.role', k.role, true),
            set_config('toegang.reason', coalesce(enter.reason, ''), true),
            set_config('toegang.trace_id', coalesce(enter.trace_id, ''), true);
    RETURN k.role;
END $$;

-- History -------------------------------------------------------------------------------

CREATE TABLE core.tracked (name text PRIMARY KEY);   -- tables that core.track() looks after
GRANT SELECT ON core.tracked TO toegang_server;      -- core.refuse_if_referenced() asks

-- Every tracked table begins with these columns, in this order.
CREATE TABLE core.record (
    id         uuid        NOT NULL DEFAULT core.uuid_v7(),
    version    integer     NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    source_ids uuid[]      NOT NULL DEFAULT '{}',
    synthetic  boolean     NOT NULL DEFAULT false
);

CREATE FUNCTION core.stamp() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF current_user = 'toegang_server'
       AND coalesce(current_setting('toegang.role', true), '') NOT IN ('editor', 'admin') THEN
        RAISE EXCEPTION 'not permitted' USING ERRCODE = 'TG403';
    END IF;
    IF TG_OP = 'INSERT' THEN
        NEW.version := 1;
        NEW.created_at := core.recorded_at();
    ELSE
        NEW.id := OLD.id;
        NEW.version := OLD.version + 1;
        NEW.created_at := OLD.created_at;
    END IF;
    NEW.updated_at := core.recorded_at();
    RETURN NEW;
END $$;

CREATE FUNCTION core.guard_delete() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF current_user = 'toegang_server'
       AND coalesce(current_setting('toegang.role', true), '') NOT IN ('editor', 'admin') THEN
        RAISE EXCEPTION 'not permitted' USING ERRCODE = 'TG403';
    END IF;
    RETURN OLD;
END $$;

-- Arrays of ids have no foreign keys of their own. TG_ARGV: column, referred table, and the
-- referring one by its proper name: in a partition TG_TABLE_NAME is not.
CREATE FUNCTION core.check_ids() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE ids uuid[]; found bigint;
BEGIN
    EXECUTE format('SELECT ($1).%I', TG_ARGV[0]) INTO ids USING NEW;
    IF ids = '{}' THEN
        RETURN NULL;
    END IF;
    EXECUTE format('SELECT count(*) FROM (SELECT FROM core.%I WHERE id = ANY ($1) FOR KEY SHARE) f',
                   TG_ARGV[1]) INTO found USING ids;
    IF found <> cardinality(ids) THEN
        RAISE EXCEPTION 'missing or repeated reference' USING ERRCODE = 'foreign_key_violation',
            CONSTRAINT = format('%s_%s_fkey', TG_ARGV[2], TG_ARGV[0]), TABLE = TG_ARGV[2];
    END IF;
    RETURN NULL;
END $$;

-- TG_ARGV: pairs of referring table and column, or none for "source_ids of every tracked table".
CREATE FUNCTION core.refuse_if_referenced() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE r record; hit boolean;
BEGIN
    FOR r IN SELECT name, 'source_ids' AS col FROM core.tracked WHERE TG_NARGS = 0
             UNION ALL
             SELECT TG_ARGV[i], TG_ARGV[i + 1] FROM generate_series(0, TG_NARGS - 2, 2) AS i
    LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM core.%I WHERE %I @> ARRAY[$1])', r.name, r.col)
            INTO hit USING OLD.id;
        IF hit THEN
            RAISE EXCEPTION 'still referenced' USING ERRCODE = 'foreign_key_violation',
                CONSTRAINT = format('%s_%s_fkey', r.name, r.col), TABLE = r.name;
        END IF;
    END LOOP;
    RETURN OLD;
END $$;

-- Gives core.<name> its history: the table history.<name>, the view known.<name> and the
-- triggers. Calling it again after ALTER TABLE … ADD COLUMN brings all of them up to date.
CREATE PROCEDURE core.track(name text)
LANGUAGE plpgsql AS $track$
DECLARE
    cols text; olds text; news text; missing record;
BEGIN
    EXECUTE format($$CREATE TABLE IF NOT EXISTS history.%1$I (
        LIKE core.%1$I,
        recorded_from timestamptz NOT NULL,
        recorded_to   timestamptz NOT NULL DEFAULT 'infinity',
        operation     text NOT NULL CHECK (operation IN ('create', 'update', 'delete')),
        actor         text NOT NULL,
        reason        text,
        trace_id      text,
        PRIMARY KEY (id, version),
        CHECK (recorded_from <= recorded_to))$$, name);
    EXECUTE format('CREATE INDEX IF NOT EXISTS %I ON history.%I (recorded_from, recorded_to)',
                   name || '_recorded', name);
    FOR missing IN
        SELECT c.attname, format_type(c.atttypid, c.atttypmod) AS type
        FROM pg_attribute c
        WHERE c.attrelid = format('core.%I', name)::regclass AND c.attnum > 0 AND NOT c.attisdropped
          AND NOT EXISTS (SELECT FROM pg_attribute h
                          WHERE h.attrelid = format('history.%I', name)::regclass
                            AND h.attname = c.attname)
    LOOP
        EXECUTE format('ALTER TABLE history.%I ADD COLUMN %I %s', name, missing.attname, missing.type);
    END LOOP;

    SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum),
           string_agg('OLD.' || quote_ident(attname), ', ' ORDER BY attnum),
           string_agg('NEW.' || quote_ident(attname), ', ' ORDER BY attnum)
    INTO cols, olds, news
    FROM pg_attribute
    WHERE attrelid = format('core.%I', name)::regclass AND attnum > 0 AND NOT attisdropped;

    EXECUTE format($$CREATE OR REPLACE VIEW known.%1$I WITH (security_invoker = true) AS
        SELECT %2$s FROM history.%1$I
        WHERE operation <> 'delete'
          AND recorded_from <= core.known_at() AND recorded_to > core.known_at()$$, name, cols);

    -- A version's period starts where its predecessor's ends, and never before: a transaction
    -- that waited for this row's lock may have taken its instant earlier than the holder.
    EXECUTE format($f$CREATE OR REPLACE FUNCTION history.keep_%1$s() RETURNS trigger
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $keep$
        DECLARE
            at     timestamptz := core.recorded_at();
            since  timestamptz;
            actor  text := coalesce(nullif(current_setting('toegang.actor', true), ''), session_user);
            reason text := nullif(current_setting('toegang.reason', true), '');
            trace  text := nullif(current_setting('toegang.trace_id', true), '');
        BEGIN
            IF TG_OP <> 'INSERT' THEN
                SELECT recorded_from INTO since FROM history.%1$I
                WHERE id = OLD.id AND version = OLD.version;
                IF since >= at THEN
                    at := since + interval '1 microsecond';
                END IF;
                UPDATE history.%1$I SET recorded_to = at
                WHERE id = OLD.id AND version = OLD.version;
            END IF;
            IF TG_OP = 'DELETE' THEN
                OLD.version := OLD.version + 1;
                INSERT INTO history.%1$I (%2$s, recorded_from, operation, actor, reason, trace_id)
                VALUES (%3$s, at, 'delete', actor, reason, trace);
            ELSE
                INSERT INTO history.%1$I (%2$s, recorded_from, operation, actor, reason, trace_id)
                VALUES (%4$s, at, CASE TG_OP WHEN 'INSERT' THEN 'create' ELSE 'update' END,
                        actor, reason, trace);
            END IF;
            RETURN NULL;
        END $keep$$f$, name, cols, olds, news);

    IF NOT EXISTS (SELECT FROM core.tracked t WHERE t.name = track.name) THEN
        INSERT INTO core.tracked VALUES (track.name);
        EXECUTE format('CREATE TRIGGER a_stamp BEFORE INSERT OR UPDATE ON core.%I
                        FOR EACH ROW EXECUTE FUNCTION core.stamp()', name);
        EXECUTE format('CREATE TRIGGER a_guard BEFORE DELETE ON core.%I
                        FOR EACH ROW EXECUTE FUNCTION core.guard_delete()', name);
        EXECUTE format('CREATE TRIGGER sources AFTER INSERT OR UPDATE OF source_ids ON core.%1$I
                        FOR EACH ROW EXECUTE FUNCTION core.check_ids(''source_ids'', ''source'', %1$L)', name);
        EXECUTE format('CREATE TRIGGER z_history AFTER INSERT OR UPDATE OR DELETE ON core.%1$I
                        FOR EACH ROW EXECUTE FUNCTION history.keep_%1$s()', name);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON core.%I TO toegang_server', name);
    END IF;
END $track$;

-- Runs the statements twice: names without a schema first mean api over core, then api_known
-- over known. So a view or function is written once and can be asked about any past day.
CREATE PROCEDURE core.define(ddl text)
LANGUAGE plpgsql AS $$
DECLARE path text := current_setting('search_path');
BEGIN
    PERFORM set_config('search_path', 'api, core', true);
    EXECUTE ddl;
    PERFORM set_config('search_path', 'api_known, known, core', true);
    EXECUTE ddl;
    PERFORM set_config('search_path', path, true);
END $$;
