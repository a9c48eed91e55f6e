-- sql/0005_answers.sql - the standing questions, answered from the records
--
-- Contract: question_answer() is the action of server/resources/question.c. An answer is made
-- of figures; its prose is composed from them, so that a changed record changes both. Nothing
-- about any one centre or period is written here.
--
-- A computed figure's href lists exactly the records counted: its total is the figure. SME
-- status is that of the last day asked, unless asOf says otherwise, and every link carries it.

-- In words ------------------------------------------------------------------------------

-- 8.400.000 or 8,400,000; 44,4 or 44.4: at most one decimal, and none when it is zero.
CREATE FUNCTION core.say_number(n numeric, lang text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    said text := trim(to_char(round(n, 1), CASE WHEN round(n, 1) = trunc(round(n, 1))
                                           THEN 'FM999,999,999,999,990'
                                           ELSE 'FM999,999,999,999,990.0' END));
BEGIN
    RETURN CASE lang WHEN 'nl' THEN translate(said, ',.', '.,') ELSE said END;
END $$;

CREATE FUNCTION core.say_date(day date, lang text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN extract(day FROM day) || ' '
    || (CASE lang WHEN 'nl' THEN ARRAY['januari', 'februari', 'maart', 'april', 'mei', 'juni',
            'juli', 'augustus', 'september', 'oktober', 'november', 'december']
        ELSE ARRAY['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August',
            'September', 'October', 'November', 'December'] END)[extract(month FROM day)::int]
    || ' ' || extract(year FROM day);

-- 22 november 2016, juni 2014, 2015; an approximate one with ± before it.
CREATE FUNCTION core.say_partial_date(edtf text, lang text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE WHEN right(edtf, 1) = '~' THEN '± ' ELSE '' END
    || substring(core.say_date(core.earliest(edtf), lang)
                 FROM CASE length(rtrim(edtf, '~')) WHEN 4 THEN '\d+$' WHEN 7 THEN '[^\d ]+ \d+$'
                     ELSE '.*' END);

-- "± 5.000", "meer dan 25", "2 à 3", as the qualifier bears it.
CREATE FUNCTION core.say_vague(figure core.vague, lang text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN (figure).qualifier = 'range'
       THEN format(CASE lang WHEN 'nl' THEN '%s à %s' ELSE '%s to %s' END,
                   core.say_number((figure).lower, lang), core.say_number((figure).upper, lang))
       ELSE CASE (figure).qualifier
            WHEN 'approximately' THEN '± '
            WHEN 'moreThan' THEN CASE lang WHEN 'nl' THEN 'meer dan ' ELSE 'more than ' END
            WHEN 'atLeast' THEN CASE lang WHEN 'nl' THEN 'minstens ' ELSE 'at least ' END
            WHEN 'lessThan' THEN CASE lang WHEN 'nl' THEN 'minder dan ' ELSE 'less than ' END
            WHEN 'atMost' THEN CASE lang WHEN 'nl' THEN 'tot ' ELSE 'up to ' END
            WHEN 'almost' THEN CASE lang WHEN 'nl' THEN 'bijna ' ELSE 'almost ' END
            ELSE '' END || core.say_number((figure).value, lang) END;

-- "1 project", "42 projecten"
CREATE FUNCTION core.say_count(n bigint, one text, many text, lang text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN core.say_number(n, lang) || ' ' || CASE n WHEN 1 THEN one ELSE many END;

CREATE FUNCTION core.say_state(state text, lang text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE lang WHEN 'nl' THEN CASE state WHEN 'earmarked' THEN 'geoormerkt'
    WHEN 'granted' THEN 'toegekend'
                                WHEN 'committed' THEN 'vastgelegd' ELSE 'uitgekeerd' END
       ELSE state END;

-- Parts of an answer --------------------------------------------------------------------

CREATE FUNCTION core.both(nl text, en text) RETURNS json
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN nl IS NOT NULL THEN json_build_object('nl', nl, 'en', en) END;

CREATE FUNCTION core.money(amount numeric) RETURNS json
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN json_build_object('value', round(amount, 2)::text, 'currency', 'EUR');

-- A count, or with a whole the share of it, in percent to one decimal.
CREATE FUNCTION core.counted(code text, nl text, en text, unit text, part bigint, href text,
                             whole bigint DEFAULT NULL, whole_href text DEFAULT NULL)
RETURNS json LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN json_strip_nulls(json_build_object(
    'code', code, 'label', core.both(nl, en), 'origin', 'computed',
    'value', CASE WHEN whole_href IS NULL THEN part::numeric
                  ELSE round(100.0 * part / nullif(whole, 0), 1) END,
    'qualifier', 'exact', 'unit', unit,
    'numerator', CASE WHEN whole_href IS NOT NULL THEN json_build_object('value', part, 'href',
        href) END,
    'denominator', CASE WHEN whole_href IS NOT NULL
                   THEN json_build_object('value', whole, 'href', whole_href) END,
    'href', href));

CREATE FUNCTION core.summed(code text, nl text, en text, amount numeric, href text)
RETURNS json LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN json_strip_nulls(json_build_object(
    'code', code, 'label', core.both(nl, en), 'origin', 'computed',
    'value', core.money(coalesce(amount, 0)), 'qualifier', 'exact', 'unit', 'euro', 'href', href));

CREATE FUNCTION core.linked(amount numeric, href text) RETURNS json
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN json_build_object('value', core.money(amount), 'href', href);

CREATE TYPE core.answer AS (
    status  text,                                -- answered, partly, notAnswerable
    reasons json[],
    figures json[],
    tables  json[],
    nl      text,
    en      text
);

-- What every part of an answer needs to know of the question asked.
CREATE TYPE core.asked AS (
    base     text,                               -- prefix of links
    from_day date,
    to_day   date,
    running  text,                               -- runningFrom=…&runningTo=…
    tail     text                                -- &asOf=…[&knownAt=…]
);

CALL core.define($define$

-- Reported figures whose period touches the one asked; code is the figure's, or its beginning.
CREATE FUNCTION reported(asked core.asked, VARIADIC codes text[])
RETURNS TABLE (code text, label core.localized, figure core.vague, unit text, shown json)
LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT r.code, r.label, r.figure, r.unit,
           json_strip_nulls(json_build_object(
               'code', r.code,
               'label', json_build_object('nl', (r.label).nl, 'en', (r.label).en),
               'origin', 'reported',
               'value', CASE WHEN r.unit = 'euro' THEN core.money((r.figure).value)
                             ELSE to_json(trim_scale((r.figure).value)) END,
               'qualifier', (r.figure).qualifier,
               'lower', trim_scale((r.figure).lower), 'upper', trim_scale((r.figure).upper),
               'unit', r.unit, 'fromDate', r.from_date, 'toDate', r.to_date,
               'href', format('%s/reportedFigures/%s', asked.base, r.id),
               'sources', (SELECT json_agg(format('%s/sources/%s', asked.base, s.id))
                           FROM unnest(r.source_ids) AS s (id))))
    FROM reported_figures r
    WHERE r.code = ANY (codes)
      AND coalesce(r.to_date >= asked.from_day, true)
      AND coalesce(r.from_date, r.to_date, '-infinity') <= asked.to_day
    ORDER BY array_position(codes, r.code), r.from_date, r.id;
END;

-- "label: ± 5.000 contacten", one line each.
CREATE FUNCTION reported_lines(asked core.asked, lang text, VARIADIC codes text[])
RETURNS text LANGUAGE sql STABLE
RETURN (SELECT string_agg(format(E'\n- %s: %s%s',
                   CASE lang WHEN 'nl' THEN (r.label).nl ELSE (r.label).en END,
                   core.say_vague(r.figure, lang),
                   CASE r.unit WHEN 'percent' THEN ' %'
                   ELSE ' ' || coalesce((SELECT CASE lang WHEN 'nl' THEN (u.label).nl
                                         ELSE (u.label).en END
                                         FROM ref_data u WHERE u.list = 'units'
                                             AND u.code = r.unit), '')
                   END), '') FROM reported(asked, VARIADIC codes) r);

CREATE FUNCTION reported_figures_of(asked core.asked, VARIADIC codes text[])
RETURNS json[] LANGUAGE sql STABLE
RETURN coalesce((SELECT array_agg(r.shown) FROM reported(asked, VARIADIC codes) r), '{}');

-- The projects that run in the period, once for all questions that count them.
CREATE FUNCTION running_projects(asked core.asked)
RETURNS TABLE (id uuid, instrument text, start_date date, last_day date, outcome text)
LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT p.id, p.instrument, p.start_date, least(p.end_date, p.stopped_date), p.outcome
    FROM projects p
    WHERE p.start_date <= asked.to_day
      AND coalesce(least(p.end_date, p.stopped_date) >= asked.from_day, true);
END;

-- Companies that take part within the period, with what they are at core.as_of().
CREATE FUNCTION involved_companies(asked core.asked)
RETURNS TABLE (project_id uuid, organization_id uuid, is_sme boolean, is_flemish boolean,
               is_branch boolean, role text)
LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT p.project_id, p.organization_id, p.is_sme, p.is_flemish, p.is_multinational_branch,
           p.role
    FROM participations p
    WHERE p.kind = 'company' AND p.first_day <= asked.to_day
      AND coalesce(p.last_day >= asked.from_day, true);
END;

CREATE FUNCTION years_table(asked core.asked) RETURNS json LANGUAGE sql STABLE
RETURN (SELECT json_build_object(
            'code', 'projects.perYear',
            'title', core.both('Projecten per jaar', 'Projects per year'),
            'columns', json_build_array('year', 'running', 'started', 'ended'),
            'rows', coalesce(json_agg(json_build_object(
                'year', y.year,
                'running', json_build_object('value', y.running, 'href',
                    format('%s/projects?runningFrom=%s&runningTo=%s%s', asked.base, y.first,
                           y.last, asked.tail)),
                'started', json_build_object('value', y.started, 'href',
                    format('%s/projects?startDateFrom=%s&startDateTo=%s%s', asked.base, y.first,
                           y.last, asked.tail)),
                'ended', json_build_object('value', y.ended, 'href',
                    format('%s/projects?endedFrom=%s&endedTo=%s%s', asked.base, y.first, y.last,
                           asked.tail)))
                ORDER BY y.year), '[]'))
        FROM (SELECT s.year, s.first, s.last, count(p.id) AS running,
                     count(p.id) FILTER (WHERE p.start_date BETWEEN s.first AND s.last) AS started,
                     count(p.id) FILTER (WHERE p.last_day BETWEEN s.first AND s.last) AS ended
              FROM (SELECT n AS year, greatest(make_date(n, 1, 1), asked.from_day) AS first,
                           least(make_date(n, 12, 31), asked.to_day) AS last
                    FROM generate_series(extract(year FROM asked.from_day)::int,
                                         extract(year FROM asked.to_day)::int) AS n) AS s
              LEFT JOIN running_projects(asked) p
                  ON p.start_date <= s.last AND coalesce(p.last_day >= s.first, true)
              GROUP BY s.year, s.first, s.last) AS y);

-- 1: how many projects were supported?
CREATE FUNCTION answer_1(asked core.asked) RETURNS core.answer
LANGUAGE plpgsql STABLE SET search_path FROM CURRENT AS $$
DECLARE
    projects bigint; companies bigint; smes bigint; budgets json[];
    kinds json[]; kinds_nl text; kinds_en text;
    list text := asked.base || '/projects?' || asked.running;
    firms text := asked.base || '/organizations?participatesIn=projects&kind=company&'
        || asked.running;
    a core.answer;
BEGIN
    SELECT count(*) INTO projects FROM running_projects(asked);
    SELECT count(DISTINCT organization_id), count(DISTINCT organization_id) FILTER (WHERE is_sme)
    INTO companies, smes FROM involved_companies(asked);
    SELECT array_agg(core.summed('projects.budget.' || b.state, 'Budget van de projecten: '
                                 || core.say_state(b.state, 'nl'),
                                 'Budget of the projects: ' || core.say_state(b.state, 'en'),
                                     b.amount,
                                 format('%s/budgetLines?%s&state=%s%s', asked.base, asked.running,
                                        b.state, asked.tail))
                     ORDER BY b.state)
    INTO budgets
    FROM (SELECT l.state, sum(l.amount) AS amount
          FROM budget_lines l JOIN running_projects(asked) p ON p.id = l.project_id GROUP BY l.state) AS b;
    SELECT array_agg(core.counted('projects.' || i.code, (i.label).nl, (i.label).en, 'projects',
                                  i.n,
                                  format('%s&instrument=%s%s', list, i.code,
                                         asked.tail)) ORDER BY i.n DESC, i.code),
           string_agg(core.say_number(i.n, 'nl') || ' ' || (i.label).nl, ', ' ORDER BY i.n DESC,
                      i.code),
           string_agg(core.say_number(i.n, 'en') || ' ' || (i.label).en, ', ' ORDER BY i.n DESC,
                      i.code)
    INTO kinds, kinds_nl, kinds_en
    FROM (SELECT r.code, r.label, count(*) AS n FROM running_projects(asked) p
          JOIN ref_data r ON r.list = 'instruments' AND r.code = p.instrument
          GROUP BY r.code, r.label) AS i;
    a.status := 'answered';
    a.figures := core.counted('projects.count', 'Ondersteunde projecten', 'Projects supported',
                              'projects', projects, list || asked.tail)
        || coalesce(kinds, '{}')
        || ARRAY[core.counted('projects.companies', 'Unieke betrokken bedrijven',
                              'Unique companies involved',
                              'companies', companies, firms || asked.tail),
                 core.counted('projects.smes', 'Kmo''s onder de betrokken bedrijven',
                              'SMEs among the companies involved', 'companies', smes,
                              firms || '&isSme=true' || asked.tail)]
        || coalesce(budgets, '{}')
        || reported_figures_of(asked, 'projects.budget', 'projects.companiesShare',
                               'projects.ownContribution');
    a.tables := ARRAY[years_table(asked)];
    IF projects = 0 THEN
        a.nl := 'In deze periode staan geen projecten in het register.';
        a.en := 'The register has no projects in this period.';
        RETURN a;
    END IF;
    a.nl := format('In deze periode werden of worden %s ondersteund: %s. Daarbij waren of zijn '
                   '%s betrokken, waarvan %s.',
                   core.say_count(projects, 'project', 'projecten', 'nl'), kinds_nl,
                   core.say_count(companies, 'uniek bedrijf', 'unieke bedrijven', 'nl'),
                   core.say_count(smes, 'kmo', 'kmo''s', 'nl'))
        || coalesce(E'\nGerapporteerd:' || reported_lines(asked, 'nl', 'projects.budget',
                    'projects.companiesShare', 'projects.ownContribution'), '');
    a.en := format('In this period %s were or are supported: %s. %s were or are involved, of '
                   'which %s.',
                   core.say_count(projects, 'project', 'projects', 'en'), kinds_en,
                   core.say_count(companies, 'unique company', 'unique companies', 'en'),
                   core.say_count(smes, 'is an SME', 'are SMEs', 'en'))
        || coalesce(E'\nReported:' || reported_lines(asked, 'en', 'projects.budget',
                    'projects.companiesShare', 'projects.ownContribution'), '');
    RETURN a;
END $$;

-- 2 and 3 differ in whom they look for among the participants.
CREATE FUNCTION answer_share(asked core.asked, part bigint, filter text, code text, who_nl text,
                             who_en text)
RETURNS core.answer LANGUAGE plpgsql STABLE SET search_path FROM CURRENT AS $$
DECLARE
    projects bigint;
    list text := asked.base || '/projects?' || asked.running;
    some_href text := format('%s&%s=true%s', list, filter, asked.tail);
    a core.answer;
BEGIN
    SELECT count(*) INTO projects FROM running_projects(asked);
    a.status := 'answered';
    a.figures := ARRAY[core.counted(code || 'Projects', 'Projecten met minstens één ' || who_nl,
                                    'Projects with at least one ' || who_en, 'projects', part,
                                        some_href)];
    IF projects > 0 THEN
        a.figures := a.figures || core.counted(code || 'Share', 'Aandeel van die projecten',
            'Share of those projects', 'percent', part, some_href, projects, list || asked.tail);
    END IF;
    a.figures := a.figures || reported_figures_of(asked, code || 'Share');
    IF projects = 0 THEN
        a.nl := 'In deze periode staan geen projecten in het register.';
        a.en := 'The register has no projects in this period.';
        RETURN a;
    END IF;
    a.nl := format('In %s van de %s (%s %%) neemt minstens één %s deel.', core.say_number(part,
        'nl'),
                   core.say_count(projects, 'project', 'projecten', 'nl'),
                   core.say_number(100.0 * part / projects, 'nl'), who_nl)
        || coalesce(E'\nGerapporteerd:' || reported_lines(asked, 'nl', code || 'Share'), '');
    a.en := format('In %s of the %s (%s %%) at least one %s takes part.', core.say_number(part,
        'en'),
                   core.say_count(projects, 'project', 'projects', 'en'),
                   core.say_number(100.0 * part / projects, 'en'), who_en)
        || coalesce(E'\nReported:' || reported_lines(asked, 'en', code || 'Share'), '');
    RETURN a;
END $$;

CREATE FUNCTION answer_2(asked core.asked) RETURNS core.answer LANGUAGE sql STABLE
RETURN answer_share(asked, (SELECT count(DISTINCT c.project_id) FROM involved_companies(asked) c
                            WHERE c.is_branch AND c.is_flemish),
                    'hasFlemishMultinationalBranch', 'projects.multinationalBranch',
                    'Vlaams filiaal van een multinational', 'Flemish branch of a multinational');

CREATE FUNCTION answer_3(asked core.asked) RETURNS core.answer LANGUAGE sql STABLE
RETURN answer_share(asked, (SELECT count(DISTINCT c.project_id) FROM involved_companies(asked) c
                            WHERE c.is_sme AND c.is_flemish),
                    'hasFlemishSme', 'projects.sme', 'Vlaamse kmo', 'Flemish SME');

-- 4: there is no such thing as an SME project, and what still runs has not succeeded yet.
CREATE FUNCTION answer_4(asked core.asked) RETURNS core.answer
LANGUAGE plpgsql STABLE SET search_path FROM CURRENT AS $$
DECLARE
    projects bigint; still bigint; ended bigint; good bigint; judged bigint;
    with_sme bigint; only_smes bigint; sme_led bigint;
    list text := asked.base || '/projects?' || asked.running;
    over text := format('%s/projects?endedFrom=%s&endedTo=%s', asked.base, asked.from_day,
                        asked.to_day);
    a core.answer;
BEGIN
    SELECT count(*), count(*) FILTER (WHERE coalesce(last_day > asked.to_day, true)),
           count(*) FILTER (WHERE last_day <= asked.to_day),
           count(*) FILTER (WHERE last_day <= asked.to_day AND outcome = 'successful'),
           count(*) FILTER (WHERE last_day <= asked.to_day AND outcome IS NOT NULL)
    INTO projects, still, ended, good, judged FROM running_projects(asked);
    SELECT count(*) FILTER (WHERE has_one), count(*) FILTER (WHERE has_only),
        count(*) FILTER (WHERE is_led)
    INTO with_sme, only_smes, sme_led
    FROM (SELECT bool_or(is_sme) AS has_one, bool_and(is_sme) AS has_only,
                 bool_or(is_sme AND role = 'coordinator') AS is_led
          FROM involved_companies(asked) GROUP BY project_id) AS c;
    a.status := 'notAnswerable';
    a.reasons := ARRAY[core.both(
        'Er zijn geen “kmo-projecten”: in de meeste projecten werken kmo''s, grote ondernemingen '
            'en kennisinstellingen samen. De lezingen “minstens één kmo”, “enkel kmo''s” en “een '
            'kmo als coördinator” geven elk een ander getal.',
        'There are no “SME projects”: in most projects SMEs, large companies and knowledge '
            'institutions work together. The readings “at least one SME”, “only SMEs” and “an '
            'SME as coordinator” each give another number.')];
    IF still > 0 THEN
        a.reasons := a.reasons || core.both(
            format('%s van de %s liepen nog op %s; wat nog loopt, is nog niet beoordeeld.',
                   core.say_number(still, 'nl'),
                   core.say_count(projects, 'project', 'projecten', 'nl'),
                       core.say_date(asked.to_day, 'nl')),
            format('%s of the %s were still running on %s; what still runs has not been '
                   'evaluated.', core.say_number(still, 'en'),
                   core.say_count(projects, 'project', 'projects', 'en'),
                       core.say_date(asked.to_day, 'en')));
    END IF;
    a.figures := ARRAY[
        core.counted('projects.ended', 'Projecten die in de periode eindigden',
                     'Projects that ended in the period',
                     'projects', ended, over || asked.tail),
        core.counted('projects.successful', 'Daarvan succesvol', 'Successful among them',
                     'projects', good,
                     over || '&outcome=successful' || asked.tail),
        core.counted('projects.atLeastOneSme', 'Projecten met minstens één kmo',
                     'Projects with at least one SME',
                     'projects', with_sme, list || '&hasSme=true' || asked.tail),
        core.counted('projects.onlySmes', 'Projecten met enkel kmo''s als bedrijf',
                     'Projects whose companies are all SMEs',
                     'projects', only_smes, list || '&onlySmes=true' || asked.tail),
        core.counted('projects.smeCoordinator', 'Projecten met een kmo als coördinator',
                     'Projects with an SME as coordinator',
                     'projects', sme_led, list || '&hasSmeCoordinator=true' || asked.tail)]
        || reported_figures_of(asked, 'projects.duration');
    a.nl := format('Op die vraag kan geen sluitend antwoord worden gegeven. In de periode %s; %s.',
                   CASE ended WHEN 0 THEN 'liep geen project af' ELSE
                   CASE ended WHEN 1 THEN 'liep 1 project af' ELSE format('liepen %s projecten af',
                       core.say_number(ended, 'nl')) END END,
                   CASE WHEN judged = 0 THEN 'geen daarvan is al beoordeeld'
                        WHEN good = ended THEN 'alle afgelopen projecten waren succesvol'
                        ELSE format('%s daarvan als succesvol beoordeeld',
                                    CASE good WHEN 1 THEN '1 werd'
                                    ELSE core.say_number(good, 'nl') || ' werden' END) END)
        || coalesce(E'\nGerapporteerd:' || reported_lines(asked, 'nl', 'projects.duration'), '');
    a.en := format('This question has no conclusive answer. In the period %s; %s.',
                   CASE ended WHEN 0 THEN 'no project ended' ELSE core.say_count(ended,
                       'project ended', 'projects ended', 'en') END,
                   CASE WHEN judged = 0 THEN 'none of them has been evaluated yet'
                        WHEN good = ended THEN 'all that ended were successful'
                        ELSE core.say_count(good, 'of them was evaluated as successful',
                                            'of them were evaluated as successful', 'en') END)
        || coalesce(E'\nReported:' || reported_lines(asked, 'en', 'projects.duration'), '');
    RETURN a;
END $$;

-- Member companies on a day.
CREATE FUNCTION member_companies(day date)
RETURNS TABLE (organization_id uuid, is_sme boolean, is_flemish boolean) LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT o.id, o.is_sme, o.is_flemish
    FROM members m JOIN organizations o ON o.id = m.organization_id
    WHERE o.kind = 'company' AND m.joined_date <= day AND coalesce(m.left_date >= day, true);
END;

CREATE FUNCTION members_href(asked core.asked, day date, more text DEFAULT '') RETURNS text
LANGUAGE sql STABLE
RETURN format('%s/members?activeOn=%s&kind=company%s%s', asked.base, day, more, asked.tail);

-- 5: how many members, year by year?
CREATE FUNCTION answer_5(asked core.asked) RETURNS core.answer
LANGUAGE plpgsql STABLE SET search_path FROM CURRENT AS $$
DECLARE
    first bigint := (SELECT count(*) FROM member_companies(asked.from_day));
    last bigint := (SELECT count(*) FROM member_companies(asked.to_day));
    a core.answer;
BEGIN
    a.status := 'answered';
    a.figures := ARRAY[
        core.counted('members.atStart', 'Leden op ' || core.say_date(asked.from_day, 'nl'),
                     'Members on ' || core.say_date(asked.from_day, 'en'), 'companies', first,
                     members_href(asked, asked.from_day)),
        core.counted('members.atEnd', 'Leden op ' || core.say_date(asked.to_day, 'nl'),
                     'Members on ' || core.say_date(asked.to_day, 'en'), 'companies', last,
                     members_href(asked, asked.to_day))]
        || reported_figures_of(asked, 'members.count');
    a.tables := ARRAY[(
        SELECT json_build_object('code', 'members.perYear',
                   'title', core.both('Leden op het einde van elk jaar',
                                      'Members at the end of each year'),
                   'columns', json_build_array('date', 'members'),
                   'rows', coalesce(json_agg(json_build_object('date', d.day, 'members',
                       json_build_object(
                       'value', (SELECT count(*) FROM member_companies(d.day)),
                       'href', members_href(asked, d.day))) ORDER BY d.day), '[]'))
        FROM (SELECT asked.from_day AS day
              UNION SELECT least(make_date(n, 12, 31), asked.to_day)
              FROM generate_series(extract(year FROM asked.from_day)::int,
                                   extract(year FROM asked.to_day)::int) AS n) AS d)];
    a.nl := format('Het ledenbestand %s.', CASE
        WHEN first < last THEN format('groeide van %s naar %s', core.say_number(first, 'nl'),
                                      core.say_count(last, 'bedrijf', 'bedrijven', 'nl'))
        WHEN first > last THEN format('daalde van %s naar %s', core.say_number(first, 'nl'),
                                      core.say_count(last, 'bedrijf', 'bedrijven', 'nl'))
        ELSE format('telde aan het begin en aan het einde %s', core.say_count(last, 'bedrijf',
            'bedrijven', 'nl')) END);
    a.en := format('The membership %s.', CASE
        WHEN first < last THEN format('grew from %s to %s', core.say_number(first, 'en'),
                                      core.say_count(last, 'company', 'companies', 'en'))
        WHEN first > last THEN format('fell from %s to %s', core.say_number(first, 'en'),
                                      core.say_count(last, 'company', 'companies', 'en'))
        ELSE format('was %s at the beginning and at the end', core.say_count(last, 'company',
            'companies', 'en')) END);
    RETURN a;
END $$;

-- 6: how many of them are Flemish SMEs? "Almost half" is said from 45 % up.
CREATE FUNCTION answer_6(asked core.asked) RETURNS core.answer
LANGUAGE plpgsql STABLE SET search_path FROM CURRENT AS $$
DECLARE
    members bigint; smes bigint; flemish bigint; share numeric; near_nl text := ''; near_en text := '';
    a core.answer;
BEGIN
    SELECT count(*), count(*) FILTER (WHERE is_sme), count(*) FILTER (WHERE is_sme AND is_flemish)
    INTO members, smes, flemish FROM member_companies(asked.to_day);
    share := 100.0 * smes / nullif(members, 0);
    a.status := 'answered';
    a.figures := ARRAY[
        core.counted('members.count', 'Leden', 'Members', 'companies', members, members_href(asked,
            asked.to_day)),
        core.counted('members.smes', 'Kmo''s onder de leden', 'SMEs among the members',
                     'companies', smes,
                     members_href(asked, asked.to_day, '&isSme=true')),
        core.counted('members.flemishSmes', 'Vlaamse kmo''s onder de leden',
                     'Flemish SMEs among the members',
                     'companies', flemish, members_href(asked, asked.to_day,
                                                        '&isSme=true&isFlemish=true'))];
    IF members > 0 THEN
        a.figures := a.figures || core.counted('members.smeShare', 'Aandeel van de kmo''s',
                                               'Share of SMEs', 'percent',
            smes, members_href(asked, asked.to_day, '&isSme=true'), members, members_href(asked,
                asked.to_day));
    END IF;
    a.figures := a.figures || reported_figures_of(asked, 'members.smes', 'members.smeShare');
    IF share >= 45 AND share < 50 THEN
        near_nl := ', bijna de helft';
        near_en := ', almost half';
    END IF;
    a.nl := CASE WHEN members = 0 THEN format('Op %s had het centrum geen leden.',
                                              core.say_date(asked.to_day, 'nl'))
            ELSE format('Van de %s op %s %s (%s %%%s).', core.say_count(members, 'bedrijfslid',
                'bedrijfsleden', 'nl'),
                        core.say_date(asked.to_day, 'nl'),
                        CASE smes WHEN 1 THEN 'is er 1 een kmo' ELSE format('zijn er %s kmo''s',
                            core.say_number(smes, 'nl')) END,
                        core.say_number(share, 'nl'), near_nl) END
        || coalesce(E'\nGerapporteerd:' || reported_lines(asked, 'nl', 'members.smeShare'), '');
    a.en := CASE WHEN members = 0 THEN format('On %s the centre had no members.',
                                              core.say_date(asked.to_day, 'en'))
            ELSE format('Of the %s on %s, %s (%s %%%s).', core.say_count(members, 'member company',
                'member companies', 'en'),
                        core.say_date(asked.to_day, 'en'), core.say_count(smes, 'is an SME',
                            'are SMEs', 'en'),
                        core.say_number(share, 'en'), near_en) END
        || coalesce(E'\nReported:' || reported_lines(asked, 'en', 'members.smeShare'), '');
    RETURN a;
END $$;

-- 7: which initiatives? Those in the period, and those of which no date is known.
CREATE FUNCTION answer_7(asked core.asked) RETURNS core.answer
LANGUAGE plpgsql STABLE SET search_path FROM CURRENT AS $$
DECLARE
    codes text[] := ARRAY(SELECT DISTINCT r.code FROM reported_figures r
                          WHERE r.code LIKE 'events.%' OR r.code LIKE 'mechatronics.%' ORDER BY r.code);
    dated bigint; undated bigint; listed json; lines_nl text; lines_en text;
    list text := asked.base || '/events?' || asked.running || '&status=held';
    a core.answer;
BEGIN
    WITH e AS (
        SELECT v.*, coalesce(core.earliest(v.start_date), 'infinity') AS day,
               concat_ws(', ', v.municipality, core.say_partial_date(v.start_date,
                   'nl')) AS place_nl,
               concat_ws(', ', v.municipality, core.say_partial_date(v.start_date,
                   'en')) AS place_en
        FROM events v
        WHERE v.status = 'held'
          AND (v.start_date IS NULL
               OR core.earliest(v.start_date) <= asked.to_day
               AND core.latest(coalesce(v.end_date, v.start_date)) >= asked.from_day)
    )
    SELECT count(*) FILTER (WHERE start_date IS NOT NULL),
        count(*) FILTER (WHERE start_date IS NULL),
           json_agg(json_strip_nulls(json_build_object('title', core.both((title).nl, (title).en),
                                                       'kind', kind,
               'startDate', start_date, 'endDate', end_date, 'municipality', municipality,
               'href', format('%s/events/%s', asked.base, id))) ORDER BY day, (title).nl, id),
           string_agg(E'\n- ' || coalesce((title).nl, (title).en) || coalesce(' ('
               || nullif(place_nl, '') || ')', ''), '' ORDER BY day, (title).nl, id),
           string_agg(E'\n- ' || coalesce((title).en, (title).nl) || coalesce(' ('
               || nullif(place_en, '') || ')', ''), '' ORDER BY day, (title).nl, id)
    INTO dated, undated, listed, lines_nl, lines_en FROM e;
    a.status := CASE undated WHEN 0 THEN 'answered' ELSE 'partly' END;
    IF undated > 0 THEN
        a.reasons := ARRAY[core.both(
            format('Van %s is geen datum bekend; die staan mee in de lijst en zijn niet '
                   'meegeteld.', core.say_count(undated, 'initiatief', 'initiatieven', 'nl')),
            format('Of %s no date is known; they stand in the list and are not counted.',
                   core.say_count(undated, 'initiative', 'initiatives', 'en')))];
    END IF;
    a.figures := core.counted('events.count', 'Initiatieven in de periode',
                              'Initiatives in the period', 'events', dated,
                              list || asked.tail)
        || reported_figures_of(asked, VARIADIC codes);
    a.tables := ARRAY[json_build_object('code', 'events.list', 'title', core.both('Initiatieven',
        'Initiatives'),
        'columns', json_build_array('title', 'kind', 'startDate', 'endDate', 'municipality'),
            'rows', coalesce(listed, '[]'))];
    a.nl := coalesce('Initiatieven:' || lines_nl,
                     'In deze periode staan geen initiatieven in het register.')
        || coalesce(E'\nGerapporteerd:' || reported_lines(asked, 'nl', VARIADIC codes), '');
    a.en := coalesce('Initiatives:' || lines_en, 'The register has no initiatives in this period.')
        || coalesce(E'\nReported:' || reported_lines(asked, 'en', VARIADIC codes), '');
    RETURN a;
END $$;

-- 8: what did it cost? The yearly subsidy is what was charged: committed lines. Sums in other
-- states stand apart, by state and fund: money never changes its state by being added up.
CREATE FUNCTION answer_8(asked core.asked) RETURNS core.answer
LANGUAGE plpgsql STABLE SET search_path FROM CURRENT AS $$
DECLARE
    y1 int := extract(year FROM asked.from_day); y2 int := extract(year FROM asked.to_day);
    lines text := asked.base || '/funding?state=committed';
    years json; rows json[]; apart json[]; nl text; en text; apart_nl text; apart_en text;
    a core.answer;
BEGIN
    SELECT array_agg(core.summed('funding.' || y.year, 'Werkingstoelage ' || y.year,
                                 'Subsidy ' || y.year, y.total, y.href) ORDER BY y.year),
           json_agg(json_build_object(
               'year', y.year,
               'recurrent', core.linked(y.recurrent, y.href || '&nature=recurrent'),
               'oneOff', core.linked(y.one_off, y.href || '&nature=oneOff'),
               'total', core.linked(y.total, y.href)) ORDER BY y.year),
           string_agg(format(E'\n- %s: %s + %s = %s euro', y.year,
                             core.say_number(y.recurrent, 'nl'), core.say_number(y.one_off, 'nl'),
                             core.say_number(y.total, 'nl')), '' ORDER BY y.year),
           string_agg(format(E'\n- %s: %s + %s = %s euros', y.year,
                             core.say_number(y.recurrent, 'en'), core.say_number(y.one_off, 'en'),
                             core.say_number(y.total, 'en')), '' ORDER BY y.year)
    INTO rows, years, nl, en
    FROM (SELECT s.year, coalesce(sum(f.amount), 0) AS total,
                 coalesce(sum(f.amount) FILTER (WHERE f.nature = 'recurrent'), 0) AS recurrent,
                 coalesce(sum(f.amount) FILTER (WHERE f.nature = 'oneOff'), 0) AS one_off,
                 format('%s&budgetYear=%s%s', lines, s.year, asked.tail) AS href
          FROM generate_series(y1, y2) AS s (year)
          LEFT JOIN funding f ON f.budget_year = s.year AND f.state = 'committed'
          GROUP BY s.year) AS y;
    SELECT array_agg(core.summed(
               format('funding.%s.%s.%s', x.state, x.year, x.fund),
               format('%s, %s: %s', x.fund_nl, x.year, core.say_state(x.state, 'nl')),
               format('%s, %s: %s', x.fund_en, x.year, core.say_state(x.state, 'en')),
               x.amount,
               format('%s/funding?state=%s&budgetYear=%s&fund=%s%s', asked.base, x.state, x.year,
                      x.fund, asked.tail)) ORDER BY x.year, x.state, x.fund),
           string_agg(format(E'\n- %s: %s euro %s (%s)', x.year, core.say_number(x.amount, 'nl'),
                             core.say_state(x.state, 'nl'), concat_ws(', ', x.fund_nl, x.plans_nl)),
                      '' ORDER BY x.year, x.state, x.fund),
           string_agg(format(E'\n- %s: %s euros %s (%s)', x.year, core.say_number(x.amount, 'en'),
                             core.say_state(x.state, 'en'), concat_ws(', ', x.fund_en, x.plans_en)),
                      '' ORDER BY x.year, x.state, x.fund)
    INTO apart, apart_nl, apart_en
    FROM (SELECT f.budget_year AS year, f.state, f.fund, sum(f.amount) AS amount,
                 max((d.label).nl) AS fund_nl, max((d.label).en) AS fund_en,
                 string_agg(DISTINCT (p.label).nl, ', ') AS plans_nl,
                 string_agg(DISTINCT (p.label).en, ', ') AS plans_en
          FROM funding f
          JOIN ref_data d ON d.list = 'funds' AND d.code = f.fund
          LEFT JOIN ref_data p ON p.list = 'plans' AND p.code = f.plan
          WHERE f.state <> 'committed' AND f.budget_year BETWEEN y1 AND y2
          GROUP BY f.budget_year, f.state, f.fund) AS x;
    a.status := 'answered';
    a.figures := coalesce(rows, '{}') || coalesce(apart, '{}');
    a.tables := ARRAY[json_build_object('code', 'funding.perYear', 'title',
                                        core.both('Vastgelegde middelen per begrotingsjaar, in '
                                                  'euro',
        'Committed money by budget year, in euros'),
        'columns', json_build_array('year', 'recurrent', 'oneOff', 'total'), 'rows', years)];
    a.nl := 'Vastgelegd per begrotingsjaar (recurrent + eenmalig = totaal):'
        || nl || coalesce(E'\nDaarnaast, en niet in de som:' || apart_nl, '');
    a.en := 'Committed by budget year (recurrent + one-off = total):'
        || en || coalesce(E'\nBesides, and not in the sum:' || apart_en, '');
    RETURN a;
END $$;

CREATE FUNCTION answer_of(number text, asked core.asked) RETURNS core.answer
LANGUAGE plpgsql STABLE SET search_path FROM CURRENT AS $$
BEGIN
    RETURN CASE number WHEN '1' THEN answer_1(asked) WHEN '2' THEN answer_2(asked)
                       WHEN '3' THEN answer_3(asked) WHEN '4' THEN answer_4(asked)
                       WHEN '5' THEN answer_5(asked) WHEN '6' THEN answer_6(asked)
                       WHEN '7' THEN answer_7(asked) WHEN '8' THEN answer_8(asked) END;
END $$;

-- Without dates: the three calendar years that end with the last whole one.
CREATE FUNCTION question_answer(key text, base text, parameters jsonb) RETURNS json
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    question questions;
    to_day date := coalesce((parameters ->> 'toDate')::date, date_trunc('year',
        current_date)::date - 1);
    from_day date := coalesce((parameters ->> 'fromDate')::date, (date_trunc('year',
        to_day) - interval '2 years')::date);
    as_of date := coalesce((parameters ->> 'asOf')::date, to_day);
    known text := parameters ->> 'knownAt';
    lang text := parameters ->> 'lang';
    tail text := '&asOf=' || as_of || coalesce('&knownAt=' || replace(replace(known, '+', '%2B'),
        ':', '%3A'), '');
    a core.answer;
BEGIN
    IF to_day < from_day THEN
        RAISE EXCEPTION 'toDate: must not be before fromDate' USING ERRCODE = 'TG400';
    END IF;
    SELECT * INTO question FROM questions q WHERE q.number::text = key;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    PERFORM set_config('toegang.as_of', as_of::text, true);
    a := answer_of(key, ROW(base, from_day, to_day, format('runningFrom=%s&runningTo=%s', from_day,
                                                           to_day), tail));
    RETURN json_strip_nulls(json_build_object(
        'self', format('%s/questions/%s/answer?fromDate=%s&toDate=%s%s%s', base, key, from_day,
                       to_day, tail,
                       coalesce('&lang=' || lang, '')),
        'question', json_build_object('number', question.number, 'href', format('%s/questions/%s',
            base, key),
            'text', json_build_object('nl', (question.text).nl, 'en', (question.text).en)),
        'fromDate', from_day, 'toDate', to_day, 'basis', CASE WHEN key IN ('1', '2', '3',
            '4') THEN 'running' END,
        'smeStatusAt', CASE WHEN key IN ('1', '2', '3', '4', '6') THEN as_of END, 'asOf', as_of,
            'knownAt', known,
        'status', a.status, 'reasons', to_json(a.reasons), 'figures', to_json(a.figures), 'tables',
            to_json(a.tables),
        'text', json_build_object('nl', CASE WHEN lang IS DISTINCT FROM 'en' THEN a.nl END,
                                  'en', CASE WHEN lang IS DISTINCT FROM 'nl' THEN a.en END)));
END $$;

$define$);
