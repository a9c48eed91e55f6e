-- sql/demonstration.sql - a register to try things on
--
-- Loaded once, in one transaction, into an empty register. Two kinds of records:
--
-- * what the answer to eight parliamentary questions about Flanders Make names: events,
--   funding, reported figures. Real, each with its source.
-- * placeholders for the projects, companies and members that it counts and does not name:
--   synthetic, plainly named, consistent with every total it gives. They have no enterprise
--   numbers: any valid one might be somebody's.

SELECT set_config('toegang.actor', 'demonstration', true),
       set_config('toegang.reason', 'demonstration register', true);

-- The source, by its own title. It bears neither date nor address, so neither is given here: all
-- that it tells is that it looks back on the period from the middle of 2014 to the end of 2016.
INSERT INTO core.source (title, publisher, language)
VALUES ('Flanders Make - Toegang voor kmo''s', 'Vlaams Parlement', 'nl');

CREATE FUNCTION pg_temp.said() RETURNS uuid[] LANGUAGE sql STABLE AS
$$ SELECT array_agg(id) FROM core.source $$;

CREATE FUNCTION pg_temp.bi(nl text, en text) RETURNS core.localized LANGUAGE sql IMMUTABLE AS
$$ SELECT ROW(nl, en)::core.localized_parts::core.localized $$;

CREATE FUNCTION pg_temp.number(qualifier text, value numeric) RETURNS core.vague
LANGUAGE sql IMMUTABLE AS
$$ SELECT CASE WHEN value IS NOT NULL
               THEN ROW(value, qualifier, NULL, NULL)::core.vague_parts::core.vague END $$;

CREATE FUNCTION pg_temp.range(lower numeric, upper numeric) RETURNS core.vague
LANGUAGE sql IMMUTABLE AS
$$ SELECT ROW(NULL, 'range', lower, upper)::core.vague_parts::core.vague $$;

-- What is real --------------------------------------------------------------------------

-- Whom it names. The five universities and the innovation centres it does not name one by one.
INSERT INTO core.organization (name, short_name, kind, country, source_ids)
VALUES ('Flanders Make', NULL, 'knowledgeInstitution', 'BE', pg_temp.said()),
       ('Flanders'' DRIVE', NULL, 'knowledgeInstitution', 'BE', pg_temp.said()),
       ('Flanders'' Mechatronics Technology Centre', 'FMTC', 'knowledgeInstitution', 'BE',
        pg_temp.said()),
       ('Unie van Zelfstandige Ondernemers', 'UNIZO', 'intermediary', 'BE', pg_temp.said()),
       ('Voka - Vlaams netwerk van ondernemingen', 'Voka', 'intermediary', 'BE', pg_temp.said());

-- Money. The table's rows are charged to a budget article or to the Hermes fund: committed.
-- A nought is no line. The sum from ERDF was earmarked in 2014; when it is to be paid, the
-- answer does not say.
INSERT INTO core.funding (budget_year, nature, state, amount, fund, budget_article, allocation,
                          plan, note, source_ids)
VALUES (2014, 'recurrent', 'committed',  8400000, 'generalBudget', 'EB0-1EFG2AB-WT', '1EF124',
        NULL, NULL, pg_temp.said()),
       (2015, 'recurrent', 'committed',  8220000, 'generalBudget', 'EB0-1EFG2AB-WT', '1EF124',
        NULL, NULL, pg_temp.said()),
       (2016, 'recurrent', 'committed', 13278000, 'generalBudget', 'EB0-1EFG2AB-WT', '1EF124',
        NULL, NULL, pg_temp.said()),
       (2015, 'oneOff', 'committed', 5000000, 'hermesfonds', NULL, NULL, NULL, NULL,
        pg_temp.said()),
       (2016, 'oneOff', 'committed', 5000000, 'hermesfonds', NULL, NULL, NULL, NULL,
        pg_temp.said()),
       (2014, 'oneOff', 'granted',   3500000, 'generalBudget', NULL, NULL, 'salk',
        'Flemish SALK money; the answer does not name the fund it comes from.', pg_temp.said()),
       (2014, 'oneOff', 'granted',   5000000, 'competitiviteitsfonds', NULL, NULL, NULL, NULL,
        pg_temp.said()),
       (2014, 'oneOff', 'earmarked', 8000000, 'efro', NULL, NULL, 'salk',
        'No year of payment is given; the budget year is that of earmarking.', pg_temp.said());

-- What goes on all the time, or every year, is dated to the period of the answer; a single event
-- has the date that the answer gives, or none. An audience is given where the answer tells it.
INSERT INTO core.event (kind, title, start_date, end_date, status, municipality, audience,
                        co_organizer_ids, programme, attendance, sme_attendance, sme_share,
                        source_ids)
SELECT e.kind, pg_temp.bi(e.nl, e.en), e.from_date, e.to_date, 'held', e.place, e.audience,
       coalesce((SELECT array_agg(o.id) FROM core.organization o WHERE o.short_name = e.partner),
                '{}'),
       e.programme, pg_temp.number(e.qualifier, e.attendance),
       pg_temp.number(e.qualifier, e.sme_attendance),
       pg_temp.number('approximately', e.sme_share), pg_temp.said()
FROM (VALUES
    ('symposium', 'Eerste symposium: The Future of Manufacturing',
     'First symposium: The Future of Manufacturing',
     '2016-11-22', NULL, NULL, NULL, NULL, NULL, 'exact', 330, NULL, 30),
    ('partnerEvent', 'De Makers', 'De Makers',
     '2016-03-24', NULL, 'Leuven', 'smes', 'UNIZO', NULL, NULL, NULL, NULL, NULL),
    ('partnerEvent', 'Evenement met Voka in Lommel', 'Event with Voka in Lommel',
     NULL, NULL, 'Lommel', 'broad', 'Voka', NULL, NULL, NULL, NULL, NULL),
    ('partnerEvent', 'Evenement met Voka in Leuven', 'Event with Voka in Leuven',
     NULL, NULL, 'Leuven', 'broad', 'Voka', NULL, NULL, NULL, NULL, NULL),
    ('companyOpenDay', 'Open Bedrijvendag 2015', 'Company Open Day 2015',
     '2015', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
    ('survey', 'Bevraging van de Limburgse bedrijven over digitale transformatie',
     'Survey of companies in Limburg on digital transformation',
     NULL, NULL, NULL, 'companies', NULL, 'SALK', NULL, NULL, NULL, NULL),
    ('pressEvent', 'Persevenement over het EFRO-project FAMILIAR',
     'Press event on the ERDF project FAMILIAR',
     NULL, NULL, 'Lommel', 'press', NULL, NULL, NULL, NULL, NULL, NULL),
    ('smeEvent', 'Kmo-evenementen met de provinciale Innovatiecentra',
     'SME events with the provincial innovation centres',
     '2014-06~', '2016-12', NULL, 'smes', NULL, NULL, 'approximately', 250, 250, NULL),
    ('seminar', 'Jaarlijkse seminaries over de resultaten', 'Yearly seminars on the results',
     '2014-06~', '2016-12', NULL, 'broad', NULL, NULL, NULL, NULL, NULL, NULL),
    ('workshop', 'Jaarlijkse workshops rond specifieke thema''s',
     'Yearly workshops on specific themes',
     '2014-06~', '2016-12', NULL, 'companies', NULL, NULL, NULL, NULL, NULL, NULL),
    ('initiative', 'Mechatronics 4.0: concrete cases voor en met kmo''s',
     'Mechatronics 4.0: cases for and with SMEs',
     '2015', '2016', NULL, 'smes', NULL, 'Mechatronics 4.0', NULL, NULL, NULL, NULL),
    ('initiative', 'Reguliere communicatie', 'Regular communication',
     '2014-06~', '2016-12', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
    ('initiative', 'Video''s over kmo''s op de website', 'Videos about SMEs on the website',
     '2014-06~', '2016-12', NULL, 'smes', NULL, NULL, NULL, NULL, NULL, NULL)
) AS e (kind, nl, en, from_date, to_date, place, audience, partner, programme, qualifier,
        attendance, sme_attendance, sme_share);

-- Figures that somebody stated; those that can be computed too, so that both can be compared.
INSERT INTO core.reported_figure (code, label, figure, unit, from_date, to_date, source_ids)
SELECT f.code, pg_temp.bi(f.nl, f.en), f.figure, f.unit, f.from_date::date, f.to_date::date,
       pg_temp.said()
FROM (VALUES
    ('projects.count', 'Ondersteunde projecten', 'Projects supported', pg_temp.number('exact', 42),
     'projects', '2014-06-01', '2016-12-31'),
    ('projects.icon', 'ICON-projecten', 'ICON projects', pg_temp.number('exact', 30), 'projects',
     '2014-06-01', '2016-12-31'),
    ('projects.sbo', 'SBO-projecten', 'SBO projects', pg_temp.number('exact', 8), 'projects',
     '2014-06-01', '2016-12-31'),
    ('projects.infrastructure', 'Infrastructuurprojecten', 'Infrastructure projects',
     pg_temp.number('exact', 4), 'projects', '2014-06-01', '2016-12-31'),
    ('projects.companies', 'Unieke betrokken bedrijven', 'Unique companies involved',
     pg_temp.number('exact', 44), 'companies', '2014-06-01', '2016-12-31'),
    ('projects.smes', 'Kmo''s onder de betrokken bedrijven', 'SMEs among the companies involved',
     pg_temp.number('exact', 19), 'companies', '2014-06-01', '2016-12-31'),
    ('projects.budget', 'Budgettaire inzet voor de projecten', 'Budget of the projects',
     pg_temp.number('approximately', 100000000), 'euro', '2014-06-01', '2016-12-31'),
    ('projects.knowledgeInstitutionsShare', 'Aandeel van de kennisinstellingen in het budget',
     'Share of the knowledge institutions in the budget', pg_temp.number('approximately', 50),
     'percent', '2014-06-01', '2016-12-31'),
    ('projects.companiesShare', 'Aandeel van de bedrijven in het budget',
     'Share of the companies in the budget', pg_temp.number('approximately', 50), 'percent',
     '2014-06-01', '2016-12-31'),
    ('projects.ownContribution', 'Eigen bijdrage van de bedrijven', 'Companies'' own contribution',
     pg_temp.number('approximately', 15000000), 'euro', '2014-06-01', '2016-12-31'),
    ('projects.multinationalBranchShare', 'Projecten met een Vlaams filiaal van een multinational',
     'Projects with a Flemish branch of a multinational', pg_temp.number('exact', 80), 'percent',
     '2014-06-01', '2016-12-31'),
    ('projects.smeShare', 'Projecten met een Vlaamse kmo', 'Projects with a Flemish SME',
     pg_temp.number('exact', 80), 'percent', '2014-06-01', '2016-12-31'),
    ('projects.duration', 'Doorlooptijd van een project', 'Duration of a project',
     pg_temp.range(2, 3), 'years', '2014-06-01', '2016-12-31'),
    ('members.count', 'Leden bij de opstart', 'Members at the start', pg_temp.number('exact', 40),
     'companies', '2014-06-01', '2014-06-01'),
    ('members.count', 'Leden eind 2016', 'Members at the end of 2016', pg_temp.number('exact', 90),
     'companies', '2016-12-31', '2016-12-31'),
    ('members.smes', 'Kmo''s onder de leden eind 2016',
     'SMEs among the members at the end of 2016', pg_temp.number('exact', 40), 'companies',
        '2016-12-31', '2016-12-31'),
    ('members.smeShare', 'Aandeel van de kmo''s onder de leden', 'Share of SMEs among the members',
     pg_temp.number('almost', 50), 'percent', '2016-12-31', '2016-12-31'),
    ('events.contacts', 'Contacten van de reguliere communicatie',
     'Contacts of the regular communication', pg_temp.number('approximately', 5000), 'contacts',
     '2014-06-01', '2016-12-31'),
    ('events.contactsSmeShare', 'Aandeel van de kmo''s in het contactenbestand',
     'Share of SMEs among the contacts', pg_temp.number('approximately', 35), 'percent',
     '2014-06-01', '2016-12-31'),
    ('events.smeAttendees', 'Deelnemers aan kmo-evenementen', 'Attendees of SME events',
     pg_temp.number('approximately', 250), 'participants', '2014-06-01', '2016-12-31'),
    ('events.symposiumAttendees', 'Deelnemers aan het symposium', 'Attendees of the symposium',
     pg_temp.number('exact', 330), 'participants', '2016-11-22', '2016-11-22'),
    ('events.symposiumSmeShare', 'Aandeel van de kmo''s op het symposium',
     'Share of SMEs at the symposium', pg_temp.number('approximately', 30), 'percent',
     '2016-11-22', '2016-11-22'),
    ('events.seminars', 'Seminaries over de resultaten', 'Seminars on the results',
     pg_temp.number('atMost', 2), 'seminarsPerYear', '2014-06-01', '2016-12-31'),
    ('events.workshops', 'Workshops rond specifieke thema''s', 'Workshops on specific themes',
     pg_temp.range(2, 4), 'workshopsPerYear', '2014-06-01', '2016-12-31'),
    ('mechatronics.projects', 'Projecten met kmo''s in Mechatronics 4.0',
     'Projects with SMEs in Mechatronics 4.0', pg_temp.number('moreThan', 25), 'projects',
        '2015-01-01', '2016-12-31'),
    ('mechatronics.advisoryTrajectories', 'Adviestrajecten met kmo''s in Mechatronics 4.0',
     'Advisory trajectories with SMEs in Mechatronics 4.0', pg_temp.number('moreThan', 50),
     'advisoryTrajectories', '2015-01-01', '2016-12-31')
) AS f (code, nl, en, figure, unit, from_date, to_date);

-- What is synthetic ---------------------------------------------------------------------

-- 93 companies. The first 44 take part in projects, 19 of them SMEs; of the 90 that are members
-- at the end of 2016, 40 are. Twelve of the large ones are branches of a multinational.
CREATE TEMPORARY TABLE company ON COMMIT DROP AS
SELECT i, core.uuid_v7() AS id,
       CASE WHEN i <= 44 THEN i * 19 % 44 < 19
            WHEN i <= 90 THEN (i - 44) * 21 % 46 < 21 ELSE i = 92 END AS sme,
       row_number() OVER (PARTITION BY i <= 44, CASE WHEN i <= 44 THEN i * 19 % 44 < 19 END
                          ORDER BY i) AS nth
FROM generate_series(1, 93) AS i;

INSERT INTO core.organization (id, name, kind, country, nuts_code, nuts_version, municipality,
                               synthetic)
SELECT c.id, format('Company %s (placeholder)', lpad(c.i::text, 2, '0')), 'company', 'BE', p.code,
       '2016', p.place, true
FROM company c
JOIN (VALUES (0, 'BE211', 'Antwerpen'), (1, 'BE221', 'Hasselt'), (2, 'BE234', 'Gent'),
             (3, 'BE242', 'Leuven'), (4, 'BE251', 'Brugge')) AS p (n, code, place)
    ON p.n = c.i % 5;

-- Half of the size classes are declared; the others follow from two years of facts.
INSERT INTO core.size_declaration (organization_id, size_class, from_date, synthetic)
SELECT id, CASE WHEN NOT sme THEN 'large' ELSE (ARRAY['micro', 'small', 'medium'])[1 + i % 3] END,
       '2014-01-01', true
FROM company WHERE i % 2 = 0 OR NOT sme;

INSERT INTO core.size_fact (organization_id, year, headcount, turnover, balance_sheet_total,
                            synthetic)
SELECT c.id, y, s.headcount, s.turnover, s.turnover / 2, true
FROM company c
JOIN (VALUES (0, 7, 900000), (1, 28, 6000000), (2, 140, 31000000)) AS s (n, headcount, turnover)
    ON s.n = c.i % 3
CROSS JOIN generate_series(2012, 2015) AS y
WHERE c.i % 2 = 1 AND c.sme;

INSERT INTO core.multinational_branch (organization_id, group_name, group_country, from_date,
                                       synthetic)
SELECT id, format('Group %s (placeholder)', lpad(nth::text, 2, '0')),
       (ARRAY['DE', 'FR', 'JP', 'SE', 'US'])[1 + nth % 5], '2010-01-01', true
FROM company WHERE i <= 44 AND NOT sme AND nth <= 12;

CREATE TEMPORARY TABLE institution ON COMMIT DROP AS
SELECT i, core.uuid_v7() AS id FROM generate_series(1, 6) AS i;

INSERT INTO core.organization (id, name, kind, country, synthetic)
SELECT id, format('Knowledge institution %s (placeholder)', i), 'knowledgeInstitution', 'BE', true
FROM institution;

-- Members: 40 at the start, 53 at the end of 2014, 71 of 2015, 90 of 2016. Three leave in 2015;
-- company 7 leaves and comes back.
INSERT INTO core.member (organization_id, joined_date, left_date, synthetic)
SELECT c.id, m.joined, m.left_on, true
FROM (VALUES (1, 37, DATE '2014-06-01', NULL::date), (91, 93, '2014-06-01', '2015-06-30'),
             (38, 50, '2014-10-01', NULL), (51, 72, '2015-05-01', NULL),
             (73, 90, '2016-04-01', NULL)) AS m (first, last, joined, left_on)
JOIN company c ON c.i BETWEEN m.first AND m.last AND c.i <> 7
UNION ALL
SELECT c.id, m.joined, m.left_on, true
FROM company c
CROSS JOIN (VALUES (DATE '2014-06-01', DATE '2015-03-31'), ('2016-01-15', NULL))
    AS m (joined, left_on)
WHERE c.i = 7;

-- Projects: 30 ICON (1 to 30), 8 SBO (31 to 38), 4 infrastructure (39 to 42), of two or three
-- years. The five that ended by the end of 2016 were successful.
CREATE TEMPORARY TABLE project ON COMMIT DROP AS
SELECT p, core.uuid_v7() AS id,
       CASE WHEN p <= 30 THEN 'icon' WHEN p <= 38 THEN 'sbo' ELSE 'infrastructure' END
           AS instrument,
       CASE WHEN p <= 30 THEN p WHEN p <= 38 THEN p - 30 ELSE p - 38 END AS nth,
       (CASE WHEN p <= 30 THEN DATE '2014-07-01' + (p - 1) * interval '1 month'
             WHEN p <= 38 THEN DATE '2014-09-01' + (p - 31) * interval '3 months'
             ELSE DATE '2014-10-01' + (p - 39) * interval '6 months' END)::date AS start_date,
       CASE WHEN p <= 5 OR p % 2 = 0 AND p BETWEEN 8 AND 30 THEN 24 ELSE 36 END AS months
FROM generate_series(1, 42) AS p;

INSERT INTO core.project (id, code, title, instrument, start_date, end_date, themes, synthetic)
SELECT p.id, p.label || '-' || lpad(p.nth::text, 2, '0'),
       pg_temp.bi(format('%s-project %s (plaatshouder)', p.nl, lpad(p.nth::text, 2, '0')),
                  format('%s project %s (placeholder)', p.en, lpad(p.nth::text, 2, '0'))),
       p.instrument, p.start_date,
       (p.start_date + p.months * interval '1 month' - interval '1 day')::date,
       ARRAY[(SELECT code FROM core.ref_data WHERE list = 'themes' ORDER BY code
              OFFSET p.p % 9 LIMIT 1)], true
FROM (SELECT q.*, l.label, l.nl, l.en FROM project q
      JOIN (VALUES ('icon', 'ICON', 'ICON', 'ICON'), ('sbo', 'SBO', 'SBO', 'SBO'),
                   ('infrastructure', 'INFRA', 'Infrastructuur', 'Infrastructure'))
          AS l (instrument, label, nl, en) USING (instrument)) AS p;

INSERT INTO core.evaluation (project_id, outcome, date, synthetic)
SELECT p.id, 'successful', (q.end_date + interval '2 months')::date, true
FROM project p JOIN core.project q USING (id)
WHERE q.end_date <= '2016-12-31';

-- Who takes part. Every project has a knowledge institution. 34 projects (1 to 34) have an SME,
-- 34 (1 to 30 and 35 to 38) a branch of a multinational: the whole numbers nearest to the 80 %
-- that the answer gives, from above. All 44 companies occur. A company coordinates ICON, and in
-- every tenth of those an SME. The companies' own contributions add up to 15 million: the
-- differences of a rounded running total are exact.
CREATE TEMPORARY TABLE part ON COMMIT DROP AS
SELECT DISTINCT ON (w.p, w.organization_id) w.*
FROM (
    SELECT q.p, i.id AS organization_id, NULL::integer AS i,
           CASE WHEN q.p <= 30 THEN 'partner' ELSE 'coordinator' END AS role
    FROM project q JOIN institution i ON i.i = 1 + q.p % 6
    UNION ALL
    SELECT q.p, c.id, c.i, CASE q.p % 10 WHEN 0 THEN 'partner' ELSE 'coordinator' END
    FROM project q JOIN company c ON c.i <= 44 AND NOT c.sme AND c.nth = 1 + q.p * 7 % 25
    WHERE q.p <= 30
    UNION ALL
    SELECT q.p, c.id, c.i,
           CASE WHEN q.p > 30 THEN 'userGroup'
                WHEN q.p % 10 = 0 AND c.nth = 1 + q.p % 19 THEN 'coordinator' ELSE 'partner' END
    FROM project q JOIN company c ON c.i <= 44 AND c.sme
        AND (c.nth = 1 + q.p % 19 OR c.nth = 1 + (q.p * 5 + 3) % 19 AND q.p % 3 = 0)
    WHERE q.p <= 34
    UNION ALL
    SELECT q.p, c.id, c.i, CASE WHEN q.p <= 30 THEN 'partner' ELSE 'userGroup' END
    FROM project q JOIN company c ON c.i <= 44 AND NOT c.sme AND c.nth = 1 + q.p % 12
    WHERE q.p <= 30 OR q.p BETWEEN 35 AND 38
    UNION ALL
    SELECT q.p, c.id, c.i, 'userGroup'
    FROM project q JOIN company c ON c.i <= 44 AND NOT c.sme AND c.nth = 13 + q.p % 13
    WHERE q.p > 30
) AS w
ORDER BY w.p, w.organization_id, w.role;

INSERT INTO core.participant (project_id, organization_id, role, own_contribution, synthetic)
SELECT p.id, t.organization_id, t.role,
       CASE WHEN t.i IS NOT NULL THEN round(15000000 * t.n / t.companies, 2)
                                      - round(15000000 * (t.n - 1) / t.companies, 2) END, true
FROM (SELECT s.*, sum((s.i IS NOT NULL)::integer) OVER (ORDER BY s.p, s.i)::numeric AS n,
             count(s.i) OVER () AS companies
      FROM part s) AS t
JOIN project p USING (p);

-- 100 million in all, half of it from either side; again as a rounded running total.
INSERT INTO core.budget_line (project_id, origin, amount, state, synthetic)
SELECT p.id, o.origin,
       round(50000000 * p.upto / p.total, 2) - round(50000000 * (p.upto - p.weight) / p.total, 2),
       'granted', true
FROM (SELECT q.id, w.weight, sum(w.weight) OVER (ORDER BY q.p) AS upto,
      sum(w.weight) OVER () AS total
      FROM project q
      JOIN (VALUES ('icon', 2.0), ('sbo', 3.0), ('infrastructure', 5.0)) AS w (instrument, weight)
          USING (instrument)) AS p
CROSS JOIN (VALUES ('knowledgeInstitutions'), ('companies')) AS o (origin);
