-- sql/0002_register.sql - what the register holds
--
-- One table per resource, plus the reference lists, each a partition of core.ref_data so that
-- an ordinary foreign key can name it. Periods are inclusive at both ends and open where a
-- date is absent. Rules that a client can break have a comment: "<property>: <what to do>".
-- Those that span tables are constraint triggers, which have names and comments too; they lock
-- what they look at, so that two requests at once cannot break them together.

-- Helpers of constraints ----------------------------------------------------------------

CREATE FUNCTION core.is_line(value text, max integer) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT length(value) <= max AND value ~ '^\S([^\n\r]*\S)?$'
$$;

CREATE FUNCTION core.is_url(value text) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT length(value) <= 2000 AND value ~ '^https?://[^\s/]+\S*$'
$$;

CREATE FUNCTION core.is_set(elements text[]) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT count(DISTINCT e) = cardinality(elements) FROM unnest(elements) AS e
$$;

CREATE FUNCTION core.all_match(elements text[], pattern text) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT coalesce(bool_and(e ~ pattern), true) FROM unnest(elements) AS e
$$;

-- Research Organization Registry: the last two digits are 98 minus 100 times the number before
-- them (Crockford's base 32) modulo 97.
CREATE FUNCTION core.is_ror_id(value text) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE WHEN value ~ '^0[0-9a-hjkmnp-tv-z]{6}\d\d$' THEN right(value, 2)::int = (
        SELECT 98 - (100 * sum((strpos('0123456789abcdefghjkmnpqrstvwxyz', substr(value, i, 1)) - 1)
                               * 32::bigint ^ (7 - i))::bigint % 97)::int
        FROM generate_series(1, 7) AS i) ELSE false END
$$;

-- Bounds that a vague figure certainly keeps; null when it says none: "± 5,000" has neither.
CREATE FUNCTION core.at_least(figure core.vague) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN (figure).qualifier = 'range' THEN (figure).lower
                WHEN (figure).qualifier IN ('exact', 'moreThan', 'atLeast') THEN (figure).value END
$$;

CREATE FUNCTION core.at_most(figure core.vague) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN (figure).qualifier = 'range' THEN (figure).upper
                WHEN (figure).qualifier IN ('exact', 'lessThan', 'atMost', 'almost')
                THEN (figure).value END
$$;

-- All numbers that the figure names lie within; absent ones do not matter.
CREATE FUNCTION core.is_within(figure core.vague, lowest numeric, highest numeric) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce((figure).value BETWEEN lowest AND highest, true)
       AND coalesce((figure).lower >= lowest AND (figure).upper <= highest, true)
$$;

CREATE FUNCTION core.is_whole(figure core.vague) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(trunc((figure).value) = (figure).value, true)
       AND coalesce(trunc((figure).lower) = (figure).lower
                    AND trunc((figure).upper) = (figure).upper, true)
$$;

-- What a constraint trigger says when its rule, which has its own name, is broken.
CREATE FUNCTION core.refuse(rule text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rule % is broken', rule
        USING ERRCODE = 'check_violation', CONSTRAINT = rule;
END $$;

-- Reference lists -----------------------------------------------------------------------

CREATE TABLE core.ref_list (list text PRIMARY KEY CHECK (list ~ '^[a-z][A-Za-z]{0,39}$'));
GRANT SELECT ON core.ref_list TO toegang_server;

CREATE TABLE core.ref_data (
    LIKE core.record INCLUDING DEFAULTS,
    list          text           NOT NULL REFERENCES core.ref_list,
    code          text           NOT NULL,
    label         core.localized NOT NULL,
    valid_from    date,
    valid_to      date,
    successor_of  text,                         -- lineage: the code in this list that it replaces
    broader       text,                         -- what it belongs under: see core.add_list()
    nuts_versions text[]         NOT NULL DEFAULT '{}',  -- nuts only: versions that have the code
    PRIMARY KEY (list, id),
    CONSTRAINT ref_data_code_form CHECK (code ~ '^[0-9A-Za-z]([0-9A-Za-z.-]{0,38}[0-9A-Za-z])?$'),
    CONSTRAINT ref_data_period CHECK (valid_from <= valid_to),
    CONSTRAINT ref_data_successor_other CHECK (successor_of <> code),
    CONSTRAINT ref_data_broader_other CHECK (broader <> code OR list <> 'nuts'),
    CONSTRAINT ref_data_nuts_versions_place
        CHECK (CASE list WHEN 'nuts' THEN nuts_versions <> '{}' AND core.is_set(nuts_versions)
                         ELSE nuts_versions = '{}' END),
    CONSTRAINT ref_data_nuts_versions_form CHECK (core.all_match(nuts_versions, '^[12]\d{3}$')),
    CONSTRAINT ref_data_broader_place
        CHECK (CASE WHEN list IN ('fundNames', 'allocations') THEN broader IS NOT NULL
                    ELSE list = 'nuts' OR broader IS NULL END)
) PARTITION BY LIST (list);
COMMENT ON CONSTRAINT ref_data_code_form ON core.ref_data IS
    'code: must be 1 to 40 letters, digits, dots and dashes';
COMMENT ON CONSTRAINT ref_data_period ON core.ref_data IS 'validTo: must not be before validFrom';
COMMENT ON CONSTRAINT ref_data_successor_other ON core.ref_data IS
    'successorOf: must be another code';
COMMENT ON CONSTRAINT ref_data_broader_other ON core.ref_data IS 'broader: must be another code';
COMMENT ON CONSTRAINT ref_data_nuts_versions_place ON core.ref_data IS
    'nutsVersions: is needed in the list nuts, each version once, and is for that list only';
COMMENT ON CONSTRAINT ref_data_broader_place ON core.ref_data IS
    'broader: is needed in the lists fundNames and allocations, and is else for nuts only';
COMMENT ON CONSTRAINT ref_data_nuts_versions_form ON core.ref_data IS
    'nutsVersions: must be years of four digits';

-- Where a row of an unknown list lands, to be refused by the foreign key to core.ref_list.
CREATE TABLE core.ref_data_nowhere PARTITION OF core.ref_data DEFAULT;

CREATE FUNCTION core.snake_case(name text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT lower(regexp_replace(name, '([A-Z])', '_\1', 'g'))
$$;

-- Makes a list. Its codes can be referred to as core.ref_data_<list in snake case> (code).
-- With broader_list, `broader` is a code of that list.
CREATE PROCEDURE core.add_list(list text, broader_list text DEFAULT NULL)
LANGUAGE plpgsql AS $$
DECLARE
    part text := 'ref_data_' || core.snake_case(list);
BEGIN
    INSERT INTO core.ref_list VALUES (list);
    EXECUTE format('CREATE TABLE core.%I PARTITION OF core.ref_data FOR VALUES IN (%L)', part, list);
    -- Serves GET /refData/{list}, in order, and /refData/{list}/{code}.
    EXECUTE format('ALTER TABLE core.%I ADD CONSTRAINT %I UNIQUE (code)', part, part || '_code_key');
    EXECUTE format('COMMENT ON CONSTRAINT %I ON core.%I IS %L', part || '_code_key', part,
                   'code: is already in this list');
    EXECUTE format('ALTER TABLE core.%1$I ADD CONSTRAINT ref_data_successor_of_fkey
                    FOREIGN KEY (successor_of) REFERENCES core.%1$I (code)', part);
    IF broader_list IS NOT NULL THEN
        EXECUTE format('ALTER TABLE core.%I ADD CONSTRAINT ref_data_broader_fkey
                        FOREIGN KEY (broader) REFERENCES core.%I (code)',
                       part, 'ref_data_' || core.snake_case(broader_list));
        EXECUTE format('CREATE INDEX ON core.%I (broader)', part);
    END IF;
END $$;

CALL core.add_list('instruments');
CALL core.add_list('themes');
CALL core.add_list('eventKinds');
CALL core.add_list('memberCategories');
CALL core.add_list('sizeClasses');
CALL core.add_list('units');
CALL core.add_list('plans');
CALL core.add_list('funds');
CALL core.add_list('fundNames', 'funds');           -- what a fund was called, when
CALL core.add_list('budgetArticles');
CALL core.add_list('allocations', 'budgetArticles');
CALL core.add_list('nuts', 'nuts');

-- Serves the formal name of a fund on a day.
ALTER TABLE core.ref_data_fund_names
    ADD CONSTRAINT ref_data_fund_names_once
        EXCLUDE USING gist (broader WITH =, daterange(valid_from, valid_to, '[]') WITH &&);
COMMENT ON CONSTRAINT ref_data_fund_names_once ON core.ref_data_fund_names IS
    'validFrom: the fund already has a name in this period';
-- Referred to by funding lines: an allocation goes with its own article.
ALTER TABLE core.ref_data_allocations
    ADD CONSTRAINT ref_data_allocations_code_broader_key UNIQUE (code, broader);

-- Arrays of codes have no foreign keys of their own. TG_ARGV: column, list, table.
CREATE FUNCTION core.check_codes() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE codes text[]; found bigint;
BEGIN
    EXECUTE format('SELECT ($1).%I', TG_ARGV[0]) INTO codes USING NEW;
    IF codes = '{}' THEN
        RETURN NULL;
    END IF;
    SELECT count(*) INTO found FROM (
        SELECT FROM core.ref_data r WHERE r.list = TG_ARGV[1] AND r.code = ANY (codes)
        FOR KEY SHARE) AS f;
    IF found <> cardinality(codes) THEN
        RAISE EXCEPTION 'missing or repeated code' USING ERRCODE = 'foreign_key_violation',
            CONSTRAINT = format('%s_%s_fkey', TG_ARGV[2], TG_ARGV[0]), TABLE = TG_ARGV[2];
    END IF;
    RETURN NULL;
END $$;

-- TG_ARGV: referring table, its column of codes.
CREATE FUNCTION core.refuse_if_code_used() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE hit boolean;
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.code = OLD.code THEN
        RETURN NEW;
    END IF;
    EXECUTE format('SELECT EXISTS (SELECT FROM core.%I WHERE %I @> ARRAY[$1])', TG_ARGV[0], TG_ARGV[1])
        INTO hit USING OLD.code;
    IF hit THEN
        RAISE EXCEPTION 'still referenced' USING ERRCODE = 'foreign_key_violation',
            CONSTRAINT = format('%s_%s_fkey', TG_ARGV[0], TG_ARGV[1]), TABLE = TG_ARGV[0];
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

-- Sources -------------------------------------------------------------------------------

CREATE TABLE core.source (
    LIKE core.record INCLUDING DEFAULTS,
    title     text NOT NULL,
    publisher text,
    date      core.partial_date,
    url       text,
    language  text,
    PRIMARY KEY (id),
    CONSTRAINT source_title_line CHECK (core.is_line(title, 500)),
    CONSTRAINT source_publisher_line CHECK (core.is_line(publisher, 300)),
    CONSTRAINT source_date_real CHECK (core.earliest(date) IS NOT NULL OR date IS NULL),
    CONSTRAINT source_url_form CHECK (core.is_url(url)),
    CONSTRAINT source_language_form CHECK (language ~ '^[a-z]{2}$'),
    CONSTRAINT source_not_itself CHECK (NOT source_ids @> ARRAY[id])
);
COMMENT ON CONSTRAINT source_title_line ON core.source IS
    'title: must be one line of at most 500 characters without space at either end';
COMMENT ON CONSTRAINT source_publisher_line ON core.source IS
    'publisher: must be one line of at most 300 characters without space at either end';
COMMENT ON CONSTRAINT source_url_form ON core.source IS 'url: must be an http or https address';
COMMENT ON CONSTRAINT source_language_form ON core.source IS
    'language: must be a two-letter code of ISO 639-1';
COMMENT ON CONSTRAINT source_not_itself ON core.source IS
    'sourceIds: must not name the document itself';
-- Serves the default order.
CREATE INDEX source_title ON core.source (title, id);
CREATE INDEX source_publisher ON core.source (publisher);

-- Organizations -------------------------------------------------------------------------

CREATE TABLE core.organization (
    LIKE core.record INCLUDING DEFAULTS,
    name              text   NOT NULL,
    short_name        text,
    kind              text   NOT NULL,
    enterprise_number text,
    vat_number        text,
    ror_id            text,
    country           text,
    nuts_code         text   REFERENCES core.ref_data_nuts (code),
    nuts_version      text,
    municipality      text,
    website           text,
    external_ids      text[] NOT NULL DEFAULT '{}',
    PRIMARY KEY (id),
    CONSTRAINT organization_name_line CHECK (core.is_line(name, 300)),
    CONSTRAINT organization_short_name_line CHECK (core.is_line(short_name, 60)),
    CONSTRAINT organization_kind_known
        CHECK (kind IN ('company', 'knowledgeInstitution', 'publicBody', 'intermediary', 'other')),
    CONSTRAINT organization_enterprise_number_digits
        CHECK (core.is_enterprise_number(enterprise_number)),
    CONSTRAINT organization_enterprise_number_key UNIQUE (enterprise_number),
    -- A Belgian one is an enterprise number, though not always its own: VAT units have theirs.
    CONSTRAINT organization_vat_number_form CHECK (vat_number ~ '^[A-Z]{2}[0-9A-Z+*]{2,13}$'),
    CONSTRAINT organization_vat_number_digits
        CHECK (left(vat_number, 2) <> 'BE' OR core.is_enterprise_number(substr(vat_number, 3))),
    CONSTRAINT organization_ror_id_digits CHECK (core.is_ror_id(ror_id)),
    CONSTRAINT organization_ror_id_key UNIQUE (ror_id),
    CONSTRAINT organization_country_form CHECK (country ~ '^[A-Z]{2}$'),
    CONSTRAINT organization_nuts_both CHECK (num_nulls(nuts_code, nuts_version) <> 1),
    CONSTRAINT organization_nuts_country
        CHECK (left(nuts_code, 2) = CASE country WHEN 'GR' THEN 'EL' WHEN 'GB' THEN 'UK'
                                                 ELSE country END),
    CONSTRAINT organization_municipality_line CHECK (core.is_line(municipality, 100)),
    CONSTRAINT organization_website_form CHECK (core.is_url(website)),
    CONSTRAINT organization_external_ids_set CHECK (core.is_set(external_ids)),
    CONSTRAINT organization_external_ids_form
        CHECK (core.all_match(external_ids, '^[a-z][0-9A-Za-z.-]{0,29}:[^\s:]\S{0,199}$'))
);
COMMENT ON CONSTRAINT organization_name_line ON core.organization IS
    'name: must be one line of at most 300 characters without space at either end';
COMMENT ON CONSTRAINT organization_short_name_line ON core.organization IS
    'shortName: must be one line of at most 60 characters without space at either end';
COMMENT ON CONSTRAINT organization_kind_known ON core.organization IS
    'kind: must be company, knowledgeInstitution, publicBody, intermediary or other';
COMMENT ON CONSTRAINT organization_enterprise_number_digits ON core.organization IS
    'enterpriseNumber: must be ten digits, the last two of which are 97 minus the rest modulo 97';
COMMENT ON CONSTRAINT organization_enterprise_number_key ON core.organization IS
    'enterpriseNumber: is already the number of another organization';
COMMENT ON CONSTRAINT organization_vat_number_form ON core.organization IS
    'vatNumber: must be a country code and the number, without dots or spaces';
COMMENT ON CONSTRAINT organization_vat_number_digits ON core.organization IS
    'vatNumber: must, after BE, be a valid enterprise number';
COMMENT ON CONSTRAINT organization_ror_id_digits ON core.organization IS
    'rorId: must be nine characters such as 05f950310, with the right check digits';
COMMENT ON CONSTRAINT organization_ror_id_key ON core.organization IS
    'rorId: is already the identifier of another organization';
COMMENT ON CONSTRAINT organization_country_form ON core.organization IS
    'country: must be a two-letter code of ISO 3166-1';
COMMENT ON CONSTRAINT organization_nuts_both ON core.organization IS
    'nutsVersion: must be given with nutsCode, and only with it';
COMMENT ON CONSTRAINT organization_nuts_country ON core.organization IS
    'nutsCode: must lie in the country given';
COMMENT ON CONSTRAINT organization_municipality_line ON core.organization IS
    'municipality: must be one line of at most 100 characters without space at either end';
COMMENT ON CONSTRAINT organization_website_form ON core.organization IS
    'website: must be an http or https address';
COMMENT ON CONSTRAINT organization_external_ids_set ON core.organization IS
    'externalIds: must name each identifier once';
COMMENT ON CONSTRAINT organization_external_ids_form ON core.organization IS
    'externalIds: must be of the form scheme:identifier, without spaces';
-- Serves the default order.
CREATE INDEX organization_name ON core.organization (name, id);
-- Serve the filters of these names, each with the default order where many rows share a value.
CREATE INDEX organization_kind ON core.organization (kind, name, id);
CREATE INDEX organization_nuts_code ON core.organization (nuts_code text_pattern_ops);
CREATE INDEX organization_municipality ON core.organization (municipality, name, id);
CREATE INDEX organization_country ON core.organization (country, name, id);
CREATE INDEX organization_vat_number ON core.organization (vat_number);
-- Serves imports, and the rule below.
CREATE INDEX organization_external_ids ON core.organization USING gin (external_ids);

CREATE FUNCTION core.check_external_ids() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    -- Two that bring the same identifier at the same time follow one another.
    PERFORM pg_advisory_xact_lock(hashtextextended('externalId ' || e, 0))
    FROM (SELECT unnest(NEW.external_ids) AS e ORDER BY 1) AS sorted;
    IF EXISTS (SELECT FROM core.organization o
               WHERE o.external_ids && NEW.external_ids AND o.id <> NEW.id) THEN
        RAISE EXCEPTION 'external identifier taken'
            USING ERRCODE = 'unique_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER organization_external_ids_key
    AFTER INSERT OR UPDATE OF external_ids ON core.organization
    FOR EACH ROW WHEN (NEW.external_ids <> '{}') EXECUTE FUNCTION core.check_external_ids();
COMMENT ON CONSTRAINT organization_external_ids_key ON core.organization IS
    'externalIds: has an identifier of another organization';

CREATE FUNCTION core.check_nuts_version() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM core.ref_data n
    WHERE n.list = 'nuts' AND n.code = NEW.nuts_code AND NEW.nuts_version = ANY (n.nuts_versions) FOR SHARE;
    IF NOT FOUND THEN
        PERFORM core.refuse(TG_NAME);
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER organization_nuts_version_fits
    AFTER INSERT OR UPDATE OF nuts_code, nuts_version ON core.organization
    FOR EACH ROW WHEN (NEW.nuts_code IS NOT NULL) EXECUTE FUNCTION core.check_nuts_version();
COMMENT ON CONSTRAINT organization_nuts_version_fits ON core.organization IS
    'nutsVersion: must be a version of NUTS that has this code';

CREATE FUNCTION core.keep_nuts_versions() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM core.organization o
               WHERE o.nuts_code = NEW.code AND o.nuts_version <> ALL (NEW.nuts_versions)) THEN
        PERFORM core.refuse(TG_NAME);
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER ref_data_nuts_versions_used
    AFTER UPDATE OF nuts_versions ON core.ref_data_nuts
    FOR EACH ROW EXECUTE FUNCTION core.keep_nuts_versions();
COMMENT ON CONSTRAINT ref_data_nuts_versions_used ON core.ref_data_nuts IS
    'nutsVersions: must keep the versions under which organizations bear this code';

-- One closed accounting period. Staff is counted in annual work units, so in fractions.
CREATE TABLE core.size_fact (
    LIKE core.record INCLUDING DEFAULTS,
    organization_id     uuid    NOT NULL REFERENCES core.organization ON DELETE CASCADE,
    year                integer NOT NULL,
    headcount           numeric(9, 2),
    turnover            core.amount,
    balance_sheet_total core.amount,
    PRIMARY KEY (id),
    CONSTRAINT size_fact_year_range CHECK (year BETWEEN 1990 AND 2100),
    CONSTRAINT size_fact_headcount_range CHECK (headcount >= 0 AND headcount < 'NaN'),
    CONSTRAINT size_fact_some CHECK (num_nonnulls(headcount, turnover, balance_sheet_total) > 0),
    -- Serves the list; and the derivation of size classes, without a look at the table.
    CONSTRAINT size_fact_organization_id_year_key UNIQUE (organization_id, year)
        INCLUDE (headcount, turnover, balance_sheet_total)
);
COMMENT ON CONSTRAINT size_fact_year_range ON core.size_fact IS 'year: must be 1990 to 2100';
COMMENT ON CONSTRAINT size_fact_headcount_range ON core.size_fact IS
    'headcount: must not be negative';
COMMENT ON CONSTRAINT size_fact_some ON core.size_fact IS
    'headcount: must be given, or turnover, or balanceSheetTotal';
COMMENT ON CONSTRAINT size_fact_organization_id_year_key ON core.size_fact IS
    'year: the organization already has facts for this year';

CREATE TABLE core.size_declaration (
    LIKE core.record INCLUDING DEFAULTS,
    organization_id uuid NOT NULL REFERENCES core.organization ON DELETE CASCADE,
    size_class      text NOT NULL,
    from_date       date NOT NULL,
    to_date         date,
    PRIMARY KEY (id),
    CONSTRAINT size_declaration_size_class_known
        CHECK (size_class IN ('micro', 'small', 'medium', 'large')),
    CONSTRAINT size_declaration_period CHECK (from_date <= to_date),
    CONSTRAINT size_declaration_sourced CHECK (source_ids <> '{}' OR synthetic),
    CONSTRAINT size_declaration_once
        EXCLUDE USING gist (organization_id WITH =, daterange(from_date, to_date, '[]') WITH &&)
);
COMMENT ON CONSTRAINT size_declaration_size_class_known ON core.size_declaration IS
    'sizeClass: must be micro, small, medium or large';
COMMENT ON CONSTRAINT size_declaration_period ON core.size_declaration IS
    'toDate: must not be before fromDate';
COMMENT ON CONSTRAINT size_declaration_sourced ON core.size_declaration IS
    'sourceIds: must name the document that declares it';
COMMENT ON CONSTRAINT size_declaration_once ON core.size_declaration IS
    'fromDate: the organization already has a declaration in this period';
-- Serves the list; and the class on a day, without a look at the table.
CREATE INDEX size_declaration_organization_id
    ON core.size_declaration (organization_id, from_date, id) INCLUDE (to_date, size_class);

-- Who owns how much of the organization it is under.
CREATE TABLE core.ownership_link (
    LIKE core.record INCLUDING DEFAULTS,
    organization_id uuid          NOT NULL REFERENCES core.organization ON DELETE CASCADE,
    owner_id        uuid          REFERENCES core.organization,
    owner_name      text,
    share_percent   numeric(7, 4) NOT NULL,
    from_date       date          NOT NULL,
    to_date         date,
    PRIMARY KEY (id),
    CONSTRAINT ownership_link_owner_one CHECK (num_nonnulls(owner_id, owner_name) = 1),
    CONSTRAINT ownership_link_owner_name_line CHECK (core.is_line(owner_name, 300)),
    CONSTRAINT ownership_link_owner_other CHECK (owner_id <> organization_id),
    CONSTRAINT ownership_link_share_percent_range
        CHECK (share_percent > 0 AND share_percent <= 100),
    CONSTRAINT ownership_link_period CHECK (from_date <= to_date),
    CONSTRAINT ownership_link_owner_id_once
        EXCLUDE USING gist (organization_id WITH =, owner_id WITH =,
                            daterange(from_date, to_date, '[]') WITH &&)
        WHERE (owner_id IS NOT NULL),
    CONSTRAINT ownership_link_owner_name_once
        EXCLUDE USING gist (organization_id WITH =, lower(owner_name) WITH =,
                            daterange(from_date, to_date, '[]') WITH &&)
        WHERE (owner_name IS NOT NULL)
);
COMMENT ON CONSTRAINT ownership_link_owner_one ON core.ownership_link IS
    'ownerId: must be given, or ownerName, and not both';
COMMENT ON CONSTRAINT ownership_link_owner_name_line ON core.ownership_link IS
    'ownerName: must be one line of at most 300 characters without space at either end';
COMMENT ON CONSTRAINT ownership_link_owner_other ON core.ownership_link IS
    'ownerId: must be another organization';
COMMENT ON CONSTRAINT ownership_link_share_percent_range ON core.ownership_link IS
    'sharePercent: must be more than 0 and at most 100';
COMMENT ON CONSTRAINT ownership_link_period ON core.ownership_link IS
    'toDate: must not be before fromDate';
COMMENT ON CONSTRAINT ownership_link_owner_id_once ON core.ownership_link IS
    'fromDate: this owner already has a share in this period';
COMMENT ON CONSTRAINT ownership_link_owner_name_once ON core.ownership_link IS
    'fromDate: this owner already has a share in this period';
-- Serve the list; and the derivation of size classes, from both sides, likewise.
CREATE INDEX ownership_link_organization_id
    ON core.ownership_link (organization_id, from_date, id) INCLUDE (to_date, share_percent);
CREATE INDEX ownership_link_owner_id
    ON core.ownership_link (owner_id, from_date) INCLUDE (to_date, share_percent);

CREATE FUNCTION core.check_ownership_sum() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM core.organization WHERE id = NEW.organization_id FOR NO KEY UPDATE;
    -- The sum only rises where a share begins.
    IF EXISTS (
        SELECT FROM core.ownership_link a
        JOIN core.ownership_link b ON b.organization_id = a.organization_id
             AND a.from_date BETWEEN b.from_date AND coalesce(b.to_date, 'infinity')
        WHERE a.organization_id = NEW.organization_id
        GROUP BY a.id HAVING sum(b.share_percent) > 100) THEN
        PERFORM core.refuse(TG_NAME);
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER ownership_link_sum
    AFTER INSERT OR UPDATE OF share_percent, from_date, to_date ON core.ownership_link
    FOR EACH ROW EXECUTE FUNCTION core.check_ownership_sum();
COMMENT ON CONSTRAINT ownership_link_sum ON core.ownership_link IS
    'sharePercent: must leave the owners of a day together at 100 percent or less';

-- Being a branch of a multinational is no size class: it has dates and a group of its own.
CREATE TABLE core.multinational_branch (
    LIKE core.record INCLUDING DEFAULTS,
    organization_id uuid NOT NULL REFERENCES core.organization ON DELETE CASCADE,
    group_name      text NOT NULL,
    group_country   text,
    from_date       date NOT NULL,
    to_date         date,
    PRIMARY KEY (id),
    CONSTRAINT multinational_branch_group_name_line CHECK (core.is_line(group_name, 300)),
    CONSTRAINT multinational_branch_group_country_form CHECK (group_country ~ '^[A-Z]{2}$'),
    CONSTRAINT multinational_branch_period CHECK (from_date <= to_date),
    CONSTRAINT multinational_branch_once
        EXCLUDE USING gist (organization_id WITH =, daterange(from_date, to_date, '[]') WITH &&)
);
COMMENT ON CONSTRAINT multinational_branch_group_name_line ON core.multinational_branch IS
    'groupName: must be one line of at most 300 characters without space at either end';
COMMENT ON CONSTRAINT multinational_branch_group_country_form ON core.multinational_branch IS
    'groupCountry: must be a two-letter code of ISO 3166-1';
COMMENT ON CONSTRAINT multinational_branch_period ON core.multinational_branch IS
    'toDate: must not be before fromDate';
COMMENT ON CONSTRAINT multinational_branch_once ON core.multinational_branch IS
    'fromDate: the organization already is a branch of a multinational in this period';
-- Serves the list; and isMultinationalBranch on a day, likewise.
CREATE INDEX multinational_branch_organization_id
    ON core.multinational_branch (organization_id, from_date, id) INCLUDE (to_date);

-- Members -------------------------------------------------------------------------------

CREATE TABLE core.member (
    LIKE core.record INCLUDING DEFAULTS,
    organization_id uuid NOT NULL REFERENCES core.organization,
    category        text REFERENCES core.ref_data_member_categories (code),
    joined_date     date NOT NULL,
    left_date       date,                        -- the last day of membership
    PRIMARY KEY (id),
    CONSTRAINT member_period CHECK (joined_date <= left_date),
    CONSTRAINT member_once
        EXCLUDE USING gist (organization_id WITH =, daterange(joined_date, left_date, '[]') WITH &&)
);
COMMENT ON CONSTRAINT member_period ON core.member IS 'leftDate: must not be before joinedDate';
COMMENT ON CONSTRAINT member_once ON core.member IS
    'joinedDate: the organization already is a member in this period';
-- Serves the default order, and memberships of a period.
CREATE INDEX member_joined_date ON core.member (joined_date, id);
CREATE INDEX member_left_date ON core.member (left_date);
CREATE INDEX member_organization_id ON core.member (organization_id, joined_date)
    INCLUDE (left_date);
CREATE INDEX member_category ON core.member (category);

-- Projects ------------------------------------------------------------------------------

CREATE TABLE core.project (
    LIKE core.record INCLUDING DEFAULTS,
    code         text           NOT NULL,
    title        core.localized NOT NULL,
    summary      core.localized,
    instrument   text           NOT NULL REFERENCES core.ref_data_instruments (code),
    start_date   date           NOT NULL,
    end_date     date,
    stopped_date date,                           -- ended early: its last day
    themes       text[]         NOT NULL DEFAULT '{}',
    PRIMARY KEY (id),
    -- Serves the default order.
    CONSTRAINT project_code_key UNIQUE (code),
    CONSTRAINT project_code_form CHECK (code ~ '^[0-9A-Za-z]([0-9A-Za-z._-]{0,38}[0-9A-Za-z])?$'),
    CONSTRAINT project_period CHECK (start_date <= end_date),
    CONSTRAINT project_stopped_after_start CHECK (stopped_date >= start_date),
    CONSTRAINT project_stopped_before_end CHECK (stopped_date <= end_date)
);
COMMENT ON CONSTRAINT project_code_key ON core.project IS
    'code: is already used by another project';
COMMENT ON CONSTRAINT project_code_form ON core.project IS
    'code: must be 1 to 40 letters, digits, dots, dashes and underscores';
COMMENT ON CONSTRAINT project_period ON core.project IS 'endDate: must not be before startDate';
COMMENT ON CONSTRAINT project_stopped_after_start ON core.project IS
    'stoppedDate: must not be before startDate';
COMMENT ON CONSTRAINT project_stopped_before_end ON core.project IS
    'stoppedDate: must not be after endDate';
-- Serve periods: started, running, ended. The last day is the earlier of the two.
CREATE INDEX project_start_date ON core.project (start_date, id);
CREATE INDEX project_end_date ON core.project (end_date, id);
CREATE INDEX project_last_day ON core.project (least(end_date, stopped_date));
CREATE INDEX project_instrument ON core.project (instrument, code);
CREATE INDEX project_themes ON core.project USING gin (themes);

CREATE TRIGGER themes AFTER INSERT OR UPDATE OF themes ON core.project
    FOR EACH ROW EXECUTE FUNCTION core.check_codes('themes', 'themes', 'project');
CREATE TRIGGER used BEFORE DELETE OR UPDATE ON core.ref_data_themes
    FOR EACH ROW EXECUTE FUNCTION core.refuse_if_code_used('project', 'themes');

-- Without dates of its own a participation lasts as long as its project.
CREATE TABLE core.participant (
    LIKE core.record INCLUDING DEFAULTS,
    project_id       uuid NOT NULL REFERENCES core.project ON DELETE CASCADE,
    organization_id  uuid NOT NULL REFERENCES core.organization,
    role             text NOT NULL,
    from_date        date,
    to_date          date,
    own_contribution core.amount,
    PRIMARY KEY (id),
    CONSTRAINT participant_role_known CHECK (role IN ('coordinator', 'partner', 'userGroup')),
    CONSTRAINT participant_period CHECK (from_date <= to_date),
    CONSTRAINT participant_once
        EXCLUDE USING gist (project_id WITH =, organization_id WITH =,
                            daterange(from_date, to_date, '[]') WITH &&),
    CONSTRAINT participant_coordinator_once
        EXCLUDE USING gist (project_id WITH =, daterange(from_date, to_date, '[]') WITH &&)
        WHERE (role = 'coordinator')
);
COMMENT ON CONSTRAINT participant_role_known ON core.participant IS
    'role: must be coordinator, partner or userGroup';
COMMENT ON CONSTRAINT participant_period ON core.participant IS
    'toDate: must not be before fromDate';
COMMENT ON CONSTRAINT participant_once ON core.participant IS
    'organizationId: already has a role in this project in this period';
COMMENT ON CONSTRAINT participant_coordinator_once ON core.participant IS
    'role: the project already has a coordinator in this period';
-- Serve the list, and participation from the organization's side.
CREATE INDEX participant_project_id ON core.participant (project_id, organization_id);
CREATE INDEX participant_organization_id ON core.participant (organization_id, project_id);

-- Whose money, as planned for the project.
CREATE TABLE core.budget_line (
    LIKE core.record INCLUDING DEFAULTS,
    project_id uuid        NOT NULL REFERENCES core.project ON DELETE CASCADE,
    origin     text        NOT NULL,
    amount     core.amount NOT NULL,
    state      text        NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT budget_line_origin_known
        CHECK (origin IN ('knowledgeInstitutions', 'companies', 'publicFunding', 'other')),
    CONSTRAINT budget_line_state_known
        CHECK (state IN ('earmarked', 'granted', 'committed', 'paid'))
);
COMMENT ON CONSTRAINT budget_line_origin_known ON core.budget_line IS
    'origin: must be knowledgeInstitutions, companies, publicFunding or other';
COMMENT ON CONSTRAINT budget_line_state_known ON core.budget_line IS
    'state: must be earmarked, granted, committed or paid';
-- Serves the list, and sums per project.
CREATE INDEX budget_line_project_id ON core.budget_line (project_id, origin, id);

CREATE TABLE core.evaluation (
    LIKE core.record INCLUDING DEFAULTS,
    project_id uuid NOT NULL REFERENCES core.project ON DELETE CASCADE,
    outcome    text NOT NULL,
    date       date NOT NULL,
    summary    core.localized,
    PRIMARY KEY (id),
    CONSTRAINT evaluation_outcome_known
        CHECK (outcome IN ('successful', 'partlySuccessful', 'unsuccessful')),
    -- Serves the list, and the latest outcome: the one that counts.
    CONSTRAINT evaluation_project_id_date_key UNIQUE (project_id, date)
);
COMMENT ON CONSTRAINT evaluation_outcome_known ON core.evaluation IS
    'outcome: must be successful, partlySuccessful or unsuccessful';
COMMENT ON CONSTRAINT evaluation_project_id_date_key ON core.evaluation IS
    'date: the project already has an evaluation of this day';
CREATE INDEX evaluation_outcome ON core.evaluation (outcome, project_id);

CREATE FUNCTION core.check_participant_period() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM core.project p
    WHERE p.id = NEW.project_id
      AND coalesce(NEW.from_date BETWEEN p.start_date
                   AND coalesce(least(p.end_date, p.stopped_date), 'infinity'), true)
      AND coalesce(NEW.to_date BETWEEN p.start_date
                   AND coalesce(least(p.end_date, p.stopped_date), 'infinity'), true)
    FOR SHARE;
    IF NOT FOUND THEN
        PERFORM core.refuse(TG_NAME);
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER participant_within_project
    AFTER INSERT OR UPDATE OF from_date, to_date ON core.participant
    FOR EACH ROW WHEN (NEW.from_date IS NOT NULL OR NEW.to_date IS NOT NULL)
    EXECUTE FUNCTION core.check_participant_period();
COMMENT ON CONSTRAINT participant_within_project ON core.participant IS
    'fromDate: must, as toDate, lie within the period of the project';

-- A running project has no evaluation.
CREATE FUNCTION core.check_evaluation_date() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM core.project p
    WHERE p.id = NEW.project_id AND least(p.end_date, p.stopped_date) <= NEW.date
    FOR SHARE;
    IF NOT FOUND THEN
        PERFORM core.refuse(TG_NAME);
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER evaluation_after_end
    AFTER INSERT OR UPDATE OF date ON core.evaluation
    FOR EACH ROW EXECUTE FUNCTION core.check_evaluation_date();
COMMENT ON CONSTRAINT evaluation_after_end ON core.evaluation IS
    'date: must not be before the project has ended or was stopped';

-- The same two rules from the project's side, each trigger with the rule as its argument.
CREATE FUNCTION core.check_project_period() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    last_day date := least(NEW.end_date, NEW.stopped_date);
BEGIN
    IF TG_ARGV[0] = 'participants' AND EXISTS (
        SELECT FROM core.participant x
        WHERE x.project_id = NEW.id
          AND (least(x.from_date, x.to_date) < NEW.start_date
               OR greatest(x.from_date, x.to_date) > last_day)) THEN
        PERFORM core.refuse(TG_NAME);
    ELSIF TG_ARGV[0] = 'evaluations' AND EXISTS (
        SELECT FROM core.evaluation x
        WHERE x.project_id = NEW.id AND x.date < coalesce(last_day, 'infinity')) THEN
        PERFORM core.refuse(TG_NAME);
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER project_holds_participants
    AFTER UPDATE OF start_date, end_date, stopped_date ON core.project
    FOR EACH ROW EXECUTE FUNCTION core.check_project_period('participants');
COMMENT ON CONSTRAINT project_holds_participants ON core.project IS
    'endDate: must, as startDate and stoppedDate, leave the participants within the project';
CREATE CONSTRAINT TRIGGER project_before_evaluations
    AFTER UPDATE OF start_date, end_date, stopped_date ON core.project
    FOR EACH ROW EXECUTE FUNCTION core.check_project_period('evaluations');
COMMENT ON CONSTRAINT project_before_evaluations ON core.project IS
    'endDate: must, as stoppedDate, leave the project ended when it was evaluated';

-- Events --------------------------------------------------------------------------------

-- No date is required: documents speak of events and initiatives without saying when.
CREATE TABLE core.event (
    LIKE core.record INCLUDING DEFAULTS,
    kind             text           NOT NULL REFERENCES core.ref_data_event_kinds (code),
    title            core.localized NOT NULL,
    start_date       core.partial_date,
    end_date         core.partial_date,
    status           text           NOT NULL,
    municipality     text,
    online           boolean,
    audience         text,
    co_organizer_ids uuid[]         NOT NULL DEFAULT '{}',
    programme        text,
    attendance       core.vague,
    sme_attendance   core.vague,
    sme_share        core.vague,
    url              text,
    PRIMARY KEY (id),
    CONSTRAINT event_end_needs_start CHECK (end_date IS NULL OR start_date IS NOT NULL),
    -- core.earliest() also refuses a day that its month does not have.
    CONSTRAINT event_period CHECK (core.earliest(start_date) <= core.latest(end_date)),
    CONSTRAINT event_status_known CHECK (status IN ('planned', 'held', 'cancelled')),
    CONSTRAINT event_municipality_line CHECK (core.is_line(municipality, 100)),
    CONSTRAINT event_audience_known
        CHECK (audience IN ('smes', 'companies', 'members', 'broad', 'press')),
    CONSTRAINT event_programme_line CHECK (core.is_line(programme, 200)),
    CONSTRAINT event_attendance_count
        CHECK (core.is_within(attendance, 0, 1e9) AND core.is_whole(attendance)),
    CONSTRAINT event_sme_attendance_count
        CHECK (core.is_within(sme_attendance, 0, 1e9) AND core.is_whole(sme_attendance)),
    CONSTRAINT event_sme_share_range CHECK (core.is_within(sme_share, 0, 100)),
    CONSTRAINT event_sme_attendance_part
        CHECK (core.at_least(sme_attendance) <= core.at_most(attendance)),
    CONSTRAINT event_attendance_held
        CHECK (status = 'held' OR num_nonnulls(attendance, sme_attendance, sme_share) = 0),
    CONSTRAINT event_url_form CHECK (core.is_url(url))
);
COMMENT ON CONSTRAINT event_end_needs_start ON core.event IS
    'startDate: must be given when endDate is';
COMMENT ON CONSTRAINT event_period ON core.event IS 'endDate: must not be before startDate';
COMMENT ON CONSTRAINT event_status_known ON core.event IS
    'status: must be planned, held or cancelled';
COMMENT ON CONSTRAINT event_municipality_line ON core.event IS
    'municipality: must be one line of at most 100 characters without space at either end';
COMMENT ON CONSTRAINT event_audience_known ON core.event IS
    'audience: must be smes, companies, members, broad or press';
COMMENT ON CONSTRAINT event_programme_line ON core.event IS
    'programme: must be one line of at most 200 characters without space at either end';
COMMENT ON CONSTRAINT event_attendance_count ON core.event IS
    'attendance: must be a whole number, not negative';
COMMENT ON CONSTRAINT event_sme_attendance_count ON core.event IS
    'smeAttendance: must be a whole number, not negative';
COMMENT ON CONSTRAINT event_sme_share_range ON core.event IS
    'smeShare: must be a percentage, 0 to 100';
COMMENT ON CONSTRAINT event_sme_attendance_part ON core.event IS
    'smeAttendance: must not be more than attendance';
COMMENT ON CONSTRAINT event_attendance_held ON core.event IS
    'status: must be held for an event that has attendance, smeAttendance or smeShare';
COMMENT ON CONSTRAINT event_url_form ON core.event IS 'url: must be an http or https address';
-- Serve periods, and the obvious filters.
CREATE INDEX event_earliest ON core.event (core.earliest(start_date));
CREATE INDEX event_latest ON core.event (core.latest(coalesce(end_date, start_date)));
CREATE INDEX event_start_date ON core.event (start_date DESC NULLS LAST, id DESC);
CREATE INDEX event_kind ON core.event (kind, start_date);
CREATE INDEX event_created_at ON core.event (created_at, id);
CREATE INDEX event_co_organizer_ids ON core.event USING gin (co_organizer_ids);

CREATE TRIGGER co_organizers AFTER INSERT OR UPDATE OF co_organizer_ids ON core.event
    FOR EACH ROW EXECUTE FUNCTION core.check_ids('co_organizer_ids', 'organization', 'event');
CREATE TRIGGER co_organizer BEFORE DELETE ON core.organization
    FOR EACH ROW EXECUTE FUNCTION core.refuse_if_referenced('event', 'co_organizer_ids');

-- Public money --------------------------------------------------------------------------

-- One sum in one state. A payment is a line of its own that names what it pays; so no total
-- over one state counts a sum twice.
CREATE TABLE core.funding (
    LIKE core.record INCLUDING DEFAULTS,
    budget_year    integer     NOT NULL,
    nature         text        NOT NULL,
    state          text        NOT NULL,
    amount         core.amount NOT NULL,
    fund           text        NOT NULL REFERENCES core.ref_data_funds (code),
    budget_article text        REFERENCES core.ref_data_budget_articles (code),
    allocation     text        REFERENCES core.ref_data_allocations (code),
    plan           text        REFERENCES core.ref_data_plans (code),
    decision_date  date,
    payment_date   date,
    pays_id        uuid,
    note           text,
    -- Only what is no payment can be paid: that is all a payment can refer to.
    payable_id     uuid        GENERATED ALWAYS AS (CASE WHEN state <> 'paid' THEN id END) STORED,
    PRIMARY KEY (id),
    CONSTRAINT funding_payable_id_key UNIQUE (payable_id),
    CONSTRAINT funding_pays_id_fkey FOREIGN KEY (pays_id) REFERENCES core.funding (payable_id),
    CONSTRAINT funding_budget_year_range CHECK (budget_year BETWEEN 1990 AND 2100),
    CONSTRAINT funding_nature_known CHECK (nature IN ('recurrent', 'oneOff')),
    CONSTRAINT funding_state_known CHECK (state IN ('earmarked', 'granted', 'committed', 'paid')),
    CONSTRAINT funding_amount_positive CHECK (amount > 0),
    CONSTRAINT funding_allocation_needs_article
        CHECK (allocation IS NULL OR budget_article IS NOT NULL),
    CONSTRAINT funding_allocation_of_article FOREIGN KEY (allocation, budget_article)
        REFERENCES core.ref_data_allocations (code, broader),
    CONSTRAINT funding_pays_when_paid CHECK (pays_id IS NULL OR state = 'paid'),
    CONSTRAINT funding_payment_date_when_paid CHECK (payment_date IS NULL OR state = 'paid'),
    CONSTRAINT funding_payment_after_decision CHECK (decision_date <= payment_date),
    CONSTRAINT funding_note_length CHECK (length(note) BETWEEN 1 AND 2000)
);
COMMENT ON CONSTRAINT funding_pays_id_fkey ON core.funding IS
    'paysId: must name a funding line that is no payment itself';
COMMENT ON CONSTRAINT funding_allocation_of_article ON core.funding IS
    'allocation: must be an allocation of the budget article given';
COMMENT ON CONSTRAINT funding_budget_year_range ON core.funding IS
    'budgetYear: must be 1990 to 2100';
COMMENT ON CONSTRAINT funding_nature_known ON core.funding IS
    'nature: must be recurrent or oneOff';
COMMENT ON CONSTRAINT funding_state_known ON core.funding IS
    'state: must be earmarked, granted, committed or paid';
COMMENT ON CONSTRAINT funding_amount_positive ON core.funding IS 'amount: must be more than 0';
COMMENT ON CONSTRAINT funding_allocation_needs_article ON core.funding IS
    'budgetArticle: must be given when allocation is';
COMMENT ON CONSTRAINT funding_pays_when_paid ON core.funding IS
    'paysId: is for lines in state paid only';
COMMENT ON CONSTRAINT funding_payment_date_when_paid ON core.funding IS
    'paymentDate: is for lines in state paid only';
COMMENT ON CONSTRAINT funding_payment_after_decision ON core.funding IS
    'paymentDate: must not be before decisionDate';
COMMENT ON CONSTRAINT funding_note_length ON core.funding IS
    'note: must be at most 2000 characters';
-- Serve the default order and sums per year, and the obvious filters.
CREATE INDEX funding_budget_year ON core.funding (budget_year, id);
CREATE INDEX funding_fund ON core.funding (fund, budget_year);
CREATE INDEX funding_budget_article ON core.funding (budget_article, allocation);
CREATE INDEX funding_plan ON core.funding (plan);
CREATE INDEX funding_pays_id ON core.funding (pays_id);
CREATE INDEX funding_decision_date ON core.funding (decision_date);
CREATE INDEX funding_payment_date ON core.funding (payment_date);

-- Reported figures ----------------------------------------------------------------------

-- What somebody stated. Two sources may state one thing differently; that is kept, not mended.
CREATE TABLE core.reported_figure (
    LIKE core.record INCLUDING DEFAULTS,
    code      text           NOT NULL,
    label     core.localized NOT NULL,
    figure    core.vague     NOT NULL,
    unit      text           NOT NULL REFERENCES core.ref_data_units (code),
    from_date date,
    to_date   date,
    PRIMARY KEY (id),
    CONSTRAINT reported_figure_code_form
        CHECK (code ~ '^[a-z][0-9A-Za-z]*(\.[a-z][0-9A-Za-z]*)*$' AND length(code) <= 80),
    CONSTRAINT reported_figure_period CHECK (from_date <= to_date),
    CONSTRAINT reported_figure_sourced CHECK (source_ids <> '{}' OR synthetic)
);
COMMENT ON CONSTRAINT reported_figure_code_form ON core.reported_figure IS
    'code: must be lowerCamelCase words joined by dots, at most 80 characters';
COMMENT ON CONSTRAINT reported_figure_period ON core.reported_figure IS
    'toDate: must not be before fromDate';
COMMENT ON CONSTRAINT reported_figure_sourced ON core.reported_figure IS
    'sourceIds: must name the document that states it';
-- Serve the default order, and periods.
CREATE INDEX reported_figure_code ON core.reported_figure (code, id);
CREATE INDEX reported_figure_unit ON core.reported_figure (unit);
CREATE INDEX reported_figure_from_date ON core.reported_figure (from_date);
CREATE INDEX reported_figure_to_date ON core.reported_figure (to_date);

-- Questions -----------------------------------------------------------------------------

-- The standing questions. They come with the software that answers them, so nobody edits them.
CREATE TABLE core.question (
    number integer        PRIMARY KEY CHECK (number > 0),
    text   core.localized NOT NULL
);
GRANT SELECT ON core.question TO toegang_server;

-- History -------------------------------------------------------------------------------

CALL core.track('source');
CALL core.track('ref_data');
CALL core.track('organization');
CALL core.track('size_fact');
CALL core.track('size_declaration');
CALL core.track('ownership_link');
CALL core.track('multinational_branch');
CALL core.track('member');
CALL core.track('project');
CALL core.track('participant');
CALL core.track('budget_line');
CALL core.track('evaluation');
CALL core.track('event');
CALL core.track('funding');
CALL core.track('reported_figure');

CREATE TRIGGER b_referenced BEFORE DELETE ON core.source
    FOR EACH ROW EXECUTE FUNCTION core.refuse_if_referenced();

-- Serve "what rests on this source", asked by a filter and before a source is deleted.
DO $$
DECLARE t text;
BEGIN
    FOR t IN SELECT name FROM core.tracked LOOP
        EXECUTE format('CREATE INDEX %I ON core.%I USING gin (source_ids)', t || '_source_ids', t);
    END LOOP;
END $$;

-- Serve api_known: the lookups that the same views make in core by its foreign keys.
CREATE INDEX size_fact_organization_id ON history.size_fact (organization_id, year);
CREATE INDEX size_declaration_organization_id ON history.size_declaration (organization_id);
CREATE INDEX ownership_link_organization_id ON history.ownership_link (organization_id);
CREATE INDEX ownership_link_owner_id ON history.ownership_link (owner_id);
CREATE INDEX multinational_branch_organization_id ON history.multinational_branch (organization_id);
CREATE INDEX member_organization_id ON history.member (organization_id);
CREATE INDEX participant_project_id ON history.participant (project_id);
CREATE INDEX participant_organization_id ON history.participant (organization_id);
CREATE INDEX budget_line_project_id ON history.budget_line (project_id);
CREATE INDEX evaluation_project_id ON history.evaluation (project_id);
CREATE INDEX ref_data_code ON history.ref_data (list, code);
