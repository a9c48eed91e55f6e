-- sql/0003_views.sql - what the server reads
--
-- Contract: every view carries every field of its resource table (server/resources/), with
-- exactly that field's type. Names without a schema mean core here and known there; see
-- core.define().
--
-- What is derived comes from lateral aggregates: one row each, by construction, so that
-- PostgreSQL leaves out those that a statement does not ask for.

-- Recommendation 2003/361/EC, annex, article 2: how many of the ceilings of micro, small and
-- medium lie below these figures. 0 is micro, 3 is large; null when a missing figure decides.
CREATE FUNCTION core.size_rank(headcount numeric, turnover numeric, balance numeric)
RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (NOT (headcount < 10 AND (turnover <= 2000000 OR balance <= 2000000)))::integer
     + (NOT (headcount < 50 AND (turnover <= 10000000 OR balance <= 10000000)))::integer
     + (NOT (headcount < 250 AND (turnover <= 50000000 OR balance <= 43000000)))::integer;

CREATE FUNCTION core.size_class_name(rank integer)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (ARRAY['micro', 'small', 'medium', 'large'])[1 + rank];

CALL core.define($define$

-- Size classes --------------------------------------------------------------------------

-- The class that an organization's own yearly facts give on a day, or null.
--
-- Facts of a year count once the year is over; the latest recorded one must be one of the last
-- two, as accounts follow late. Article 4(2): a ceiling is crossed only when two consecutive
-- periods are on the other side of it. So each ceiling has the side of the latest two
-- consecutive years that agree, or of the first year while none have. A gap, or a year whose
-- figures decide nothing, begins anew.
CREATE FUNCTION own_size_class(of_id uuid, day date)
RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    WITH fact AS (
        SELECT f.year, core.size_rank(f.headcount, f.turnover, f.balance_sheet_total) AS rank,
               f.year + row_number() OVER (ORDER BY f.year DESC) AS run
        FROM size_fact f
        WHERE f.organization_id = of_id AND f.year < extract(year FROM day)::integer
    ), run AS (
        SELECT f.year, f.rank, lag(f.rank) OVER (ORDER BY f.year) AS before
        FROM fact f
        WHERE f.run = (SELECT max(l.year) + 1 FROM fact l)
          AND f.year > coalesce((SELECT max(u.year) FROM fact u WHERE u.rank IS NULL), 0)
    ), side AS (
        SELECT DISTINCT ON (c.ceiling) r.rank > c.ceiling AS beyond
        FROM generate_series(0, 2) AS c (ceiling), run r
        WHERE (SELECT max(l.year) FROM run l) >= extract(year FROM day) - 2
        ORDER BY c.ceiling,
                 CASE WHEN (r.rank > c.ceiling) = (r.before > c.ceiling) THEN -r.year ELSE r.year END
    )
    SELECT core.size_class_name(sum(s.beyond::integer)::integer) FROM side s;
END;

-- Size class on a day, and what it rests on: declared, derived or unknown.
--
-- A declaration valid on the day wins. Otherwise a company's own facts tell, unless it is part
-- of a group that day: a share of 25 % or more, either way, or a multinational branch. Partner
-- and linked enterprises count then, and until they are added up here the class is unknown
-- rather than too small. Other kinds of organization have a class by declaration only.
CREATE FUNCTION size_class(of_id uuid, of_kind text, day date)
RETURNS TABLE (class text, basis text) LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT coalesce(s.declared, s.derived, 'unknown'),
           CASE WHEN s.declared IS NOT NULL THEN 'declared'
                WHEN s.derived IS NOT NULL THEN 'derived' ELSE 'unknown' END
    FROM (
        SELECT d.class AS declared,
               CASE WHEN d.class IS NULL AND of_kind = 'company'
                     AND NOT EXISTS (
                        SELECT FROM ownership_link l
                        WHERE l.organization_id = of_id AND l.share_percent >= 25
                          AND day BETWEEN l.from_date AND coalesce(l.to_date, 'infinity'))
                     AND NOT EXISTS (
                        SELECT FROM ownership_link l
                        WHERE l.owner_id = of_id AND l.share_percent >= 25
                          AND day BETWEEN l.from_date AND coalesce(l.to_date, 'infinity'))
                     AND NOT EXISTS (
                        SELECT FROM multinational_branch b
                        WHERE b.organization_id = of_id
                          AND day BETWEEN b.from_date AND coalesce(b.to_date, 'infinity'))
                    THEN (
                        -- Most have two years that agree: then there is nothing to settle.
                        SELECT CASE WHEN f.rank_1 = f.rank_2 THEN core.size_class_name(f.rank_1)
                                    WHEN f.facts > 0 THEN own_size_class(of_id, day) END
                        FROM (SELECT count(*) AS facts,
                                     max(n.rank) FILTER (WHERE n.ago = 1) AS rank_1,
                                     max(n.rank) FILTER (WHERE n.ago = 2) AS rank_2
                              FROM (SELECT extract(year FROM day)::integer - x.year AS ago,
                                           core.size_rank(x.headcount, x.turnover,
                                                          x.balance_sheet_total) AS rank
                                    FROM size_fact x
                                    WHERE x.organization_id = of_id
                                      AND x.year >= extract(year FROM day)::integer - 2
                                      AND x.year < extract(year FROM day)::integer) AS n) AS f)
                    END AS derived
        FROM (SELECT max(x.size_class) AS class FROM size_declaration x
              WHERE x.organization_id = of_id
                AND day BETWEEN x.from_date AND coalesce(x.to_date, 'infinity')) AS d
        OFFSET 0                                 -- derived once, used twice
    ) AS s;
END;

-- Organizations -------------------------------------------------------------------------

CREATE VIEW organizations WITH (security_invoker = true) AS
SELECT o.id, o.version, o.created_at, o.updated_at, o.source_ids, o.synthetic,
       o.name, o.short_name, o.kind, o.enterprise_number,
       substr(o.enterprise_number, 1, 4) || '.' || substr(o.enterprise_number, 5, 3) || '.'
           || substr(o.enterprise_number, 8) AS enterprise_number_display,
       o.vat_number, o.ror_id, o.country, o.nuts_code, o.nuts_version, o.municipality,
       o.website, o.external_ids,
       s.class AS size_class,
       s.basis AS size_class_basis,
       s.class IN ('micro', 'small', 'medium') AS is_sme,
       coalesce(starts_with(o.nuts_code, 'BE2'), false) AS is_flemish,
       b.yes AS is_multinational_branch,
       m.yes AS is_member
FROM organization o
LEFT JOIN LATERAL (SELECT max(c.class) AS class, max(c.basis) AS basis
                   FROM size_class(o.id, o.kind, core.as_of()) AS c) AS s ON true
LEFT JOIN LATERAL (SELECT count(*) > 0 AS yes FROM multinational_branch x
                   WHERE x.organization_id = o.id
                     AND core.as_of() BETWEEN x.from_date AND coalesce(x.to_date, 'infinity')
                  ) AS b ON true
LEFT JOIN LATERAL (SELECT count(*) > 0 AS yes FROM member x
                   WHERE x.organization_id = o.id
                     AND core.as_of() BETWEEN x.joined_date AND coalesce(x.left_date, 'infinity')
                  ) AS m ON true;

CREATE VIEW size_facts WITH (security_invoker = true) AS
SELECT f.id, f.version, f.created_at, f.updated_at, f.source_ids, f.synthetic,
       f.organization_id, f.year, f.headcount, f.turnover, f.balance_sheet_total
FROM size_fact f;

CREATE VIEW size_declarations WITH (security_invoker = true) AS
SELECT d.id, d.version, d.created_at, d.updated_at, d.source_ids, d.synthetic,
       d.organization_id, d.size_class, d.from_date, d.to_date
FROM size_declaration d;

CREATE VIEW ownership_links WITH (security_invoker = true) AS
SELECT l.id, l.version, l.created_at, l.updated_at, l.source_ids, l.synthetic,
       l.organization_id, l.owner_id, l.owner_name, l.share_percent, l.from_date, l.to_date
FROM ownership_link l;

CREATE VIEW multinational_branches WITH (security_invoker = true) AS
SELECT b.id, b.version, b.created_at, b.updated_at, b.source_ids, b.synthetic,
       b.organization_id, b.group_name, b.group_country, b.from_date, b.to_date
FROM multinational_branch b;

CREATE VIEW members WITH (security_invoker = true) AS
SELECT m.id, m.version, m.created_at, m.updated_at, m.source_ids, m.synthetic,
       m.organization_id, m.category, m.joined_date, m.left_date
FROM member m;

-- Projects ------------------------------------------------------------------------------

-- The last day of a project is the earlier of the planned end and the day it was stopped; on
-- that day it still runs. Its outcome is that of the latest evaluation.
CREATE VIEW projects WITH (security_invoker = true) AS
SELECT p.id, p.version, p.created_at, p.updated_at, p.source_ids, p.synthetic,
       p.code, p.title, p.summary, p.instrument, p.start_date, p.end_date, p.stopped_date,
       p.themes,
       CASE WHEN core.as_of() < p.start_date THEN 'planned'
            WHEN core.as_of() > p.stopped_date THEN 'stopped'
            WHEN core.as_of() > p.end_date THEN 'ended'
            ELSE 'running' END AS status,
       (SELECT e.outcome FROM evaluation e
        WHERE e.project_id = p.id AND e.date <= core.as_of()
        ORDER BY e.date DESC LIMIT 1) AS outcome
FROM project p;

CREATE VIEW participants WITH (security_invoker = true) AS
SELECT p.id, p.version, p.created_at, p.updated_at, p.source_ids, p.synthetic,
       p.project_id, p.organization_id, p.role, p.from_date, p.to_date, p.own_contribution
FROM participant p;

CREATE VIEW budget_lines WITH (security_invoker = true) AS
SELECT b.id, b.version, b.created_at, b.updated_at, b.source_ids, b.synthetic,
       b.project_id, b.origin, b.amount, b.state
FROM budget_line b;

CREATE VIEW evaluations WITH (security_invoker = true) AS
SELECT e.id, e.version, e.created_at, e.updated_at, e.source_ids, e.synthetic,
       e.project_id, e.outcome, e.date, e.summary
FROM evaluation e;

-- A participant beside its project and its organization: what filters and statistics relate.
-- first_day and last_day bound the participation within the project; last_day is null when
-- neither has an end.
CREATE VIEW participations WITH (security_invoker = true) AS
SELECT p.id, p.project_id, p.organization_id, p.role,
       greatest(p.from_date, j.start_date) AS first_day,
       least(p.to_date, j.end_date, j.stopped_date) AS last_day,
       j.code AS project_code, j.instrument, j.themes, j.status, j.start_date, j.end_date,
       j.stopped_date, j.outcome,
       o.kind, o.country, o.nuts_code, o.size_class, o.is_sme, o.is_flemish,
       o.is_multinational_branch, o.is_member
FROM participant p
JOIN projects j ON j.id = p.project_id
LEFT JOIN organizations o ON o.id = p.organization_id;

-- Events, money, figures ----------------------------------------------------------------

CREATE VIEW events WITH (security_invoker = true) AS
SELECT e.id, e.version, e.created_at, e.updated_at, e.source_ids, e.synthetic,
       e.kind, e.title, e.start_date, e.end_date, e.status, e.municipality, e.online,
       e.audience, e.co_organizer_ids, e.programme, e.attendance, e.sme_attendance,
       e.sme_share, e.url
FROM event e;

CREATE VIEW funding WITH (security_invoker = true) AS
SELECT f.id, f.version, f.created_at, f.updated_at, f.source_ids, f.synthetic,
       f.budget_year, f.nature, f.state, f.amount, f.fund, f.budget_article, f.allocation,
       f.plan, f.decision_date, f.payment_date, f.pays_id, f.note
FROM funding f;

CREATE VIEW reported_figures WITH (security_invoker = true) AS
SELECT r.id, r.version, r.created_at, r.updated_at, r.source_ids, r.synthetic,
       r.code, r.label, r.figure, r.unit, r.from_date, r.to_date
FROM reported_figure r;

CREATE VIEW sources WITH (security_invoker = true) AS
SELECT s.id, s.version, s.created_at, s.updated_at, s.source_ids, s.synthetic,
       s.title, s.publisher, s.date, s.url, s.language
FROM source s;

-- Reference lists and questions ---------------------------------------------------------

CREATE VIEW ref_lists WITH (security_invoker = true) AS SELECT l.list FROM ref_list l;

-- A fund's formal name is the one of fundNames on the day asked.
CREATE VIEW ref_data WITH (security_invoker = true) AS
SELECT r.id, r.version, r.created_at, r.updated_at, r.source_ids, r.synthetic,
       r.list, r.code, r.label,
       (SELECT n.label FROM ref_data n
        WHERE r.list = 'funds' AND n.list = 'fundNames' AND n.broader = r.code
          AND core.as_of() BETWEEN coalesce(n.valid_from, '-infinity')
                               AND coalesce(n.valid_to, 'infinity')) AS formal_name,
       r.valid_from, r.valid_to, r.successor_of, r.broader, r.nuts_versions
FROM ref_data r;

CREATE VIEW questions WITH (security_invoker = true) AS SELECT q.number, q.text FROM question q;

$define$);
