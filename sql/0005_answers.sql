-- sql/0005_answers.sql - the standing questions, answered from the records
--
-- Contract: question_answer() is the action of server/resources/question.c. An answer is made
-- of figures; its prose is composed from them, so that a changed record changes both. Nothing
-- about any one centre or period is written here.
--
-- A computed figure's href lists exactly the records counted: its total is the figure, so each
-- count below follows the filters of its link (server/resources/). Size classes are those on the
-- last day asked, unless asOf says otherwise, and every link carries that day.

-- In words ------------------------------------------------------------------------------

-- 8.400.000 or 8,400,000; 44,4 or 44.4. Every digit given is said: rounding is the caller's.
CREATE FUNCTION core.say_number(n numeric, lang text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE WHEN n < 0 THEN '-' ELSE '' END
    || translate(to_char(trunc(abs(n)), 'FM999,999,999,999,999,999,999,990'),
                 ',', CASE lang WHEN 'nl' THEN '.' ELSE ',' END)
    || coalesce(CASE lang WHEN 'nl' THEN ',' ELSE '.' END
                || substring(trim_scale(n)::text FROM '\.(\d+)'), '');

-- Euros, with both cents or without any.
CREATE FUNCTION core.say_euro(amount numeric, lang text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN core.say_number(trunc(amount), lang)
    || coalesce(CASE lang WHEN 'nl' THEN ',' ELSE '.' END
                || nullif(right(round(amount, 2)::text, 2), '00'), '')
    || CASE lang WHEN 'nl' THEN ' euro' ELSE CASE amount WHEN 1 THEN ' euro' ELSE ' euros' END END;

CREATE FUNCTION core.percent(part bigint, whole bigint) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN round(100.0 * part / nullif(whole, 0), 1);

-- 81 %, 44,4 %
CREATE FUNCTION core.say_percent(part bigint, whole bigint, lang text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN core.say_number(core.percent(part, whole), lang) || ' %';

CREATE FUNCTION core.say_date(day date, lang text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN extract(day FROM day) || ' '
    || (CASE lang WHEN 'nl' THEN ARRAY['januari', 'februari', 'maart', 'april', 'mei', 'juni',
            'juli', 'augustus', 'september', 'oktober', 'november', 'december']
        ELSE ARRAY['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August',
            'September', 'October', 'November', 'December'] END)[extract(month FROM day)::int]
    || ' ' || extract(year FROM day);

-- A day, whole years, or from one day to another; null when the last is not known.
CREATE FUNCTION core.say_period(first date, last date, lang text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN last IS NULL THEN NULL
            WHEN coalesce(first, last) = last THEN core.say_date(last, lang)
            WHEN to_char(first, 'MMDD') = '0101' AND to_char(last, 'MMDD') = '1231'
            THEN extract(year FROM first)
                 || coalesce('-' || nullif(extract(year FROM last), extract(year FROM first)), '')
            ELSE format(CASE lang WHEN 'nl' THEN '%s tot %s' ELSE '%s to %s' END,
                        core.say_date(first, lang), core.say_date(last, lang)) END;

-- 22 november 2016, juni 2014, 2015; an approximate one with ± before it.
CREATE FUNCTION core.say_partial_date(edtf text, lang text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE WHEN right(edtf, 1) = '~' THEN '± ' ELSE '' END
    || substring(core.say_date(core.earliest(edtf), lang)
                 FROM CASE length(rtrim(edtf, '~')) WHEN 4 THEN '\d+$'
                      WHEN 7 THEN '[^\d ]+ \d+$' ELSE '.*' END);

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
RETURN CASE WHEN lang <> 'nl' THEN state
            WHEN state = 'earmarked' THEN 'geoormerkt'
            WHEN state = 'granted' THEN 'toegekend'
            WHEN state = 'committed' THEN 'vastgelegd' ELSE 'uitgekeerd' END;

-- The text in that language, or in the other when there is only that.
CREATE FUNCTION core.say(words core.localized, lang text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE lang WHEN 'nl' THEN coalesce((words).nl, (words).en)
                 ELSE coalesce((words).en, (words).nl) END;

-- Parts of an answer --------------------------------------------------------------------

CREATE FUNCTION core.both(nl text, en text) RETURNS json
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN num_nonnulls(nl, en) > 0
       THEN json_strip_nulls(json_build_object('nl', nl, 'en', en)) END;

CREATE FUNCTION core.both(words core.localized) RETURNS json
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN core.both((words).nl, (words).en);

CREATE FUNCTION core.money(amount numeric) RETURNS json
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN json_build_object('value', round(amount, 2)::text, 'currency', 'EUR');

-- A number of that unit as JSON: of euros it is money.
CREATE FUNCTION core.quantity(n numeric, unit text) RETURNS json
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE unit WHEN 'euro' THEN core.money(n) ELSE to_json(trim_scale(n)) END;

CREATE FUNCTION core.vague_json(figure core.vague) RETURNS json
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN (figure).qualifier IS NOT NULL THEN json_strip_nulls(json_build_object(
           'value', trim_scale((figure).value), 'qualifier', (figure).qualifier,
           'lower', trim_scale((figure).lower), 'upper', trim_scale((figure).upper))) END;

CREATE FUNCTION core.linked(n bigint, href text) RETURNS json
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN json_build_object('value', n, 'href', href);

CREATE FUNCTION core.linked_money(amount numeric, href text) RETURNS json
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN json_build_object('value', core.money(coalesce(amount, 0)), 'href', href);

CREATE FUNCTION core.counted(code text, nl text, en text, unit text, n bigint, href text)
RETURNS json LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN json_build_object(
    'code', code, 'label', core.both(nl, en), 'origin', 'computed', 'value', n,
    'qualifier', 'exact', 'unit', unit, 'href', href);

-- A share in percent, to one decimal; none when there is nothing to share.
CREATE FUNCTION core.shared(code text, nl text, en text, part bigint, part_href text, whole bigint,
                            whole_href text)
RETURNS json[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN whole > 0 THEN ARRAY[json_build_object(
    'code', code, 'label', core.both(nl, en), 'origin', 'computed',
    'value', trim_scale(core.percent(part, whole)), 'qualifier', 'exact', 'unit', 'percent',
    'numerator', core.linked(part, part_href), 'denominator', core.linked(whole, whole_href),
    'href', part_href)] ELSE '{}' END;

CREATE FUNCTION core.summed(code text, nl text, en text, amount numeric, href text)
RETURNS json LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN json_build_object(
    'code', code, 'label', core.both(nl, en), 'origin', 'computed',
    'value', core.money(coalesce(amount, 0)), 'qualifier', 'exact', 'unit', 'euro', 'href', href);

-- Placeholders are shown as such wherever they are counted.
CREATE FUNCTION core.placeholder_note(n bigint, whole bigint, one_nl text, many_nl text,
                                      one_en text, many_en text)
RETURNS json[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN n > 0 THEN ARRAY[core.both(
    format('Van %s %s (synthetic): niemand noemde ze bij naam.',
           core.say_count(whole, one_nl, many_nl, 'nl'),
           CASE n WHEN 1 THEN 'is er 1 een plaatshouder'
                  ELSE format('zijn er %s plaatshouders', core.say_number(n, 'nl')) END),
    format('Of %s, %s (synthetic): nobody named them.',
           core.say_count(whole, one_en, many_en, 'en'),
           core.say_count(n, 'is a placeholder', 'are placeholders', 'en')))] ELSE '{}' END;

CREATE FUNCTION core.size_note(day date) RETURNS json
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN core.both(
    format('Of een bedrijf een kmo is, is bekeken op %s; wie van onbekende grootte is, telt niet '
           'als kmo.', core.say_date(day, 'nl')),
    format('Whether a company is an SME was taken on %s; one of unknown size does not count as an '
           'SME.', core.say_date(day, 'en')));

CREATE TYPE core.answer AS (
    status  text,                                -- answered, partly, notAnswerable
    reasons json[],                              -- why not answered in full
    figures json[],
    tables  json[],
    notes   json[],                              -- what a reader of the figures must know
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

-- A reported figure, with the words for its unit.
CREATE TYPE core.reported AS (
    label     core.localized,
    figure    core.vague,
    unit      text,
    unit_name core.localized,
    from_date date,
    to_date   date,
    said      boolean,                           -- in the prose too
    shown     json
);

-- How many projects ran, started and ended in a year, or in the part of it that is asked about.
CREATE TYPE core.project_year AS (
    year       integer,
    first      date,
    last       date,
    instrument text,                             -- null: all of them
    running    bigint,
    started    bigint,
    ended      bigint
);

-- "In de periode 1 juni 2014 tot 31 december 2016"
CREATE FUNCTION core.say_asked(asked core.asked, lang text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN asked.from_day = asked.to_day THEN CASE lang WHEN 'nl' THEN 'Op ' ELSE 'On ' END
            WHEN lang = 'nl' THEN 'In de periode ' ELSE 'In the period ' END
    || core.say_period(asked.from_day, asked.to_day, lang);

-- What the link of one item ends with: as known then, even if it is gone now.
CREATE FUNCTION core.item_tail(asked core.asked) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN coalesce('?' || substring(asked.tail FROM 'knownAt=.*'), '');

-- The years asked about, each as far as it is.
CREATE FUNCTION core.years(asked core.asked) RETURNS TABLE (year integer, first date, last date)
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT n, greatest(make_date(n, 1, 1), asked.from_day),
           least(make_date(n, 12, 31), asked.to_day)
    FROM generate_series(extract(year FROM asked.from_day)::integer,
                         extract(year FROM asked.to_day)::integer) AS n;
END;

-- Sentences -----------------------------------------------------------------------------

CREATE FUNCTION core.shown(figures core.reported[]) RETURNS json[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY(SELECT r.shown FROM unnest(figures) AS r);

-- "label: ± 5.000 contacten", a line each; the period too where it is not the one asked about.
CREATE FUNCTION core.say_reported(figures core.reported[], asked core.asked, lang text)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN coalesce((SELECT CASE lang WHEN 'nl' THEN E'\nGerapporteerd:' ELSE E'\nReported:' END
           || string_agg(format(E'\n- %s: %s %s%s', core.say(r.label, lang),
                  core.say_vague(r.figure, lang),
                  CASE r.unit WHEN 'percent' THEN '%' ELSE core.say(r.unit_name, lang) END,
                  CASE WHEN (r.from_date, r.to_date) IS DISTINCT FROM
                            (asked.from_day, asked.to_day)
                       THEN ' (' || core.say_period(r.from_date, r.to_date, lang) || ')' END), '')
       FROM unnest(figures) AS r WHERE r.said), '');

CREATE FUNCTION core.years_table(years core.project_year[], asked core.asked, code text, nl text,
                                 en text, columns json)
RETURNS json LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (SELECT json_build_object('code', code, 'title', core.both(nl, en), 'columns', columns,
            'rows', coalesce(json_agg(json_strip_nulls(json_build_object(
                'year', y.year, 'fromDate', y.first, 'toDate', y.last, 'instrument', y.instrument,
                'running', core.linked(y.running,
                    format('%s/projects?runningFrom=%s&runningTo=%s%s%s', asked.base, y.first,
                           y.last, '&instrument=' || y.instrument, asked.tail)),
                'started', core.linked(y.started,
                    format('%s/projects?startDateFrom=%s&startDateTo=%s%s%s', asked.base, y.first,
                           y.last, '&instrument=' || y.instrument, asked.tail)),
                'ended', core.linked(y.ended,
                    format('%s/projects?endedFrom=%s&endedTo=%s%s%s', asked.base, y.first, y.last,
                           '&instrument=' || y.instrument, asked.tail))))), '[]'))
        FROM unnest(years) AS y);

-- "- 30 projecten Interdisciplinair Coöperatief Onderzoek (ICON)", a line.
CREATE FUNCTION core.say_instrument(n bigint, name text, lang text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE lang
    WHEN 'nl' THEN format(E'\n- %s %s', core.say_count(n, 'project', 'projecten', lang), name)
    ELSE format(E'\n- %s %s %s', core.say_number(n, lang), name,
                CASE n WHEN 1 THEN 'project' ELSE 'projects' END) END;

-- "- 2015: 27 projecten", a line each.
CREATE FUNCTION core.say_years(years core.project_year[], lang text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE lang WHEN 'nl' THEN E'\nPer jaar liepen er:' ELSE E'\nRunning in each year:' END
    || (SELECT string_agg(format(E'\n- %s: %s', y.year, core.say_count(y.running, 'project',
                   CASE lang WHEN 'nl' THEN 'projecten' ELSE 'projects' END, lang)), '')
        FROM unnest(years) AS y);

CREATE FUNCTION core.say_no_projects(asked core.asked, lang text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN core.say_asked(asked, lang)
    || CASE lang WHEN 'nl' THEN ' zijn geen projecten geregistreerd.'
                 ELSE ', no projects are registered.' END;

-- "In de periode … werden of worden 42 projecten ondersteund:", the lines given, the companies.
CREATE FUNCTION core.say_supported(asked core.asked, projects bigint, lines text, companies bigint,
                                   smes bigint, lang text)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN projects = 0 THEN core.say_no_projects(asked, lang)
    WHEN lang = 'nl' THEN format(E'%s %s %s ondersteund:%s\nDaarbij %s %s betrokken, waarvan %s.',
        core.say_asked(asked, lang),
        CASE projects WHEN 1 THEN 'werd of wordt' ELSE 'werden of worden' END,
        core.say_count(projects, 'project', 'projecten', lang), lines,
        CASE companies WHEN 1 THEN 'was of is' ELSE 'waren of zijn' END,
        core.say_count(companies, 'uniek bedrijf', 'unieke bedrijven', lang),
        core.say_count(smes, 'kmo', 'kmo''s', lang))
    ELSE format(E'%s, %s %s supported:%s\n%s %s involved, of which %s.',
        core.say_asked(asked, lang), core.say_count(projects, 'project', 'projects', lang),
        CASE projects WHEN 1 THEN 'was or is' ELSE 'were or are' END, lines,
        core.say_count(companies, 'unique company', 'unique companies', lang),
        CASE companies WHEN 1 THEN 'was or is' ELSE 'were or are' END,
        core.say_count(smes, 'is an SME', 'are SMEs', lang)) END;

-- "In 34 van de 42 projecten (81 %) neemt minstens één Vlaamse kmo deel."
CREATE FUNCTION core.say_share(asked core.asked, part bigint, projects bigint, who text, lang text)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN projects = 0 THEN core.say_no_projects(asked, lang)
    WHEN lang = 'nl' THEN format('In %s van %s (%s) neemt %s %s deel.',
        CASE part WHEN 0 THEN 'geen' ELSE core.say_number(part, lang) END,
        CASE projects WHEN 1 THEN '' ELSE 'de ' END
            || core.say_count(projects, 'project', 'projecten', lang),
        core.say_percent(part, projects, lang),
        CASE part WHEN 0 THEN 'een' ELSE 'minstens één' END, who)
    ELSE format('In %s of %s (%s) %s %s takes part.',
        CASE part WHEN 0 THEN 'none' ELSE core.say_number(part, lang) END,
        CASE projects WHEN 1 THEN '' ELSE 'the ' END
            || core.say_count(projects, 'project', 'projects', lang),
        core.say_percent(part, projects, lang),
        CASE part WHEN 0 THEN 'any' ELSE 'at least one' END, who) END;

-- "In totaal zijn 19 van 44 deelnemende bedrijven kmo's."
CREATE FUNCTION core.say_smes_in_all(smes bigint, companies bigint, lang text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN companies = 0 THEN ''
    WHEN lang = 'nl' THEN format(E'\nIn totaal %s %s van %s %s.',
        CASE smes WHEN 1 THEN 'is' ELSE 'zijn' END, core.say_number(smes, lang),
        core.say_count(companies, 'deelnemend bedrijf', 'deelnemende bedrijven', lang),
        CASE smes WHEN 1 THEN 'een kmo' ELSE 'kmo''s' END)
    ELSE format(E'\nIn all, %s of %s %s.', core.say_number(smes, lang),
        core.say_count(companies, 'participating company', 'participating companies', lang),
        CASE smes WHEN 1 THEN 'is an SME' ELSE 'are SMEs' END) END;

-- Why there is no conclusive answer to 4, as far as the records bear it.
CREATE FUNCTION core.sme_project_reasons(asked core.asked, projects bigint, still bigint,
                                         ended bigint, judged bigint, said_nl text, said_en text)
RETURNS json[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY[core.both(
           format('Er zijn geen “kmo-projecten” als zodanig: elke lezing geeft een eigen getal '
                  '(%s).', said_nl),
           format('There are no “SME projects” as such: each reading gives a number of its own '
                  '(%s).', said_en))]
    || CASE WHEN still > 0 THEN ARRAY[core.both(
           format('%s van %s %s nog op %s; wat nog loopt, is nog niet beoordeeld.',
                  core.say_number(still, 'nl'),
                  core.say_count(projects, 'project', 'projecten', 'nl'),
                  CASE still WHEN 1 THEN 'liep' ELSE 'liepen' END,
                  core.say_date(asked.to_day, 'nl')),
           format('%s of %s %s still running on %s; what still runs has not been evaluated.',
                  core.say_number(still, 'en'),
                  core.say_count(projects, 'project', 'projects', 'en'),
                  CASE still WHEN 1 THEN 'was' ELSE 'were' END,
                  core.say_date(asked.to_day, 'en')))] ELSE '{}' END
    || CASE WHEN judged < ended THEN ARRAY[core.both(
           format('%s van %s %s op %s nog niet beoordeeld.', core.say_number(ended - judged, 'nl'),
                  core.say_count(ended, 'afgelopen project', 'afgelopen projecten', 'nl'),
                  CASE ended - judged WHEN 1 THEN 'was' ELSE 'waren' END,
                  core.say_date(core.as_of(), 'nl')),
           format('%s of %s had not been evaluated on %s.', core.say_number(ended - judged, 'en'),
                  core.say_count(ended, 'project that ended', 'projects that ended', 'en'),
                  core.say_date(core.as_of(), 'en')))] ELSE '{}' END;

-- "In de periode … liepen 5 projecten af; alle waren succesvol."
CREATE FUNCTION core.say_ended(asked core.asked, ended bigint, good bigint, judged bigint,
                               lang text)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN core.say_asked(asked, lang) || CASE lang
    WHEN 'nl' THEN CASE WHEN ended = 0 THEN ' liep geen project af.'
                   ELSE format(' %s %s af; %s.', CASE ended WHEN 1 THEN 'liep' ELSE 'liepen' END,
                        core.say_count(ended, 'project', 'projecten', lang),
                        CASE WHEN good = ended AND ended = 1 THEN 'het was succesvol'
                             WHEN good = ended THEN 'alle afgelopen projecten waren succesvol'
                             WHEN judged = 0 THEN 'daarvan is nog niets beoordeeld'
                             ELSE format('%s daarvan als succesvol beoordeeld',
                                  CASE good WHEN 0 THEN 'geen enkel werd'
                                  WHEN 1 THEN '1 werd'
                                  ELSE core.say_number(good, lang) || ' werden' END) END) END
    ELSE CASE WHEN ended = 0 THEN ', no project ended.'
         ELSE format(', %s ended; %s.', core.say_count(ended, 'project', 'projects', lang),
              CASE WHEN good = ended AND ended = 1 THEN 'it was successful'
                   WHEN good = ended THEN 'all that ended were successful'
                   WHEN judged = 0 THEN 'none of that has been evaluated yet'
                   ELSE format('%s evaluated as successful',
                        CASE good WHEN 0 THEN 'none was' WHEN 1 THEN '1 was'
                        ELSE core.say_number(good, lang) || ' were' END) END) END END;

-- "groeide van 40 naar 90 bedrijven"
CREATE FUNCTION core.say_growth(first bigint, last bigint, lang text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE lang WHEN 'nl' THEN 'Het ledenbestand ' || CASE
        WHEN first = last THEN format('telde aan het begin en aan het einde %s',
                                      core.say_count(last, 'bedrijf', 'bedrijven', lang))
        ELSE format('%s van %s naar %s', CASE WHEN first < last THEN 'groeide' ELSE 'daalde' END,
                    core.say_number(first, lang),
                    core.say_count(last, 'bedrijf', 'bedrijven', lang)) END
    ELSE 'The membership ' || CASE
        WHEN first = last THEN format('was %s at the beginning and at the end',
                                      core.say_count(last, 'company', 'companies', lang))
        ELSE format('%s from %s to %s', CASE WHEN first < last THEN 'grew' ELSE 'fell' END,
                    core.say_number(first, lang),
                    core.say_count(last, 'company', 'companies', lang)) END END || '.';

-- "Van de 90 bedrijfsleden op 31 december 2016 zijn er 40 kmo's (44,4 %). Alle 40 zijn Vlaams."
-- "Almost half" is said when less than 5 points are lacking.
CREATE FUNCTION core.say_members(members bigint, smes bigint, flemish bigint, day date, lang text)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN members = 0 AND lang = 'nl' THEN format('Op %s zijn geen leden geregistreerd.',
                                                 core.say_date(day, lang))
    WHEN members = 0 THEN format('On %s no members are registered.', core.say_date(day, lang))
    WHEN lang = 'nl' THEN format('Van %s op %s %s (%s%s).%s',
        CASE members WHEN 1 THEN '' ELSE 'de ' END
            || core.say_count(members, 'bedrijfslid', 'bedrijfsleden', lang),
        core.say_date(day, lang),
        CASE smes WHEN 0 THEN 'is er geen een kmo' WHEN 1 THEN 'is er 1 een kmo'
                  ELSE format('zijn er %s kmo''s', core.say_number(smes, lang)) END,
        core.say_percent(smes, members, lang),
        CASE WHEN core.percent(smes, members) BETWEEN 45.1 AND 49.9 THEN ', bijna de helft' END,
        CASE WHEN smes = 0 THEN '' WHEN smes = 1 AND flemish = 1 THEN ' Die is Vlaams.'
             WHEN flemish = smes THEN format(' Alle %s zijn Vlaams.', core.say_number(smes, lang))
             WHEN flemish = 0 THEN ' Daarvan is er geen Vlaams.'
             ELSE format(' Daarvan %s %s Vlaams.',
                         CASE flemish WHEN 1 THEN 'is er' ELSE 'zijn er' END,
                         core.say_number(flemish, lang)) END)
    ELSE format('Of %s on %s, %s (%s%s).%s',
        CASE members WHEN 1 THEN '' ELSE 'the ' END
            || core.say_count(members, 'member company', 'member companies', lang),
        core.say_date(day, lang),
        CASE smes WHEN 0 THEN 'none is an SME'
                  ELSE core.say_count(smes, 'is an SME', 'are SMEs', lang) END,
        core.say_percent(smes, members, lang),
        CASE WHEN core.percent(smes, members) BETWEEN 45.1 AND 49.9 THEN ', almost half' END,
        CASE WHEN smes = 0 THEN '' WHEN smes = 1 AND flemish = 1 THEN ' It is Flemish.'
             WHEN flemish = smes THEN format(' All %s are Flemish.', core.say_number(smes, lang))
             WHEN flemish = 0 THEN ' None of them is Flemish.'
             ELSE format(' Of those, %s Flemish.', core.say_count(flemish, 'is', 'are', lang)) END)
    END;

-- Without toDate: the last 31 December. Without fromDate: the three calendar years up to toDate.
-- core.as_of() is asOf from here on. A century is enough: the answer has a row for each year.
CREATE FUNCTION core.asked_of(base text, parameters jsonb) RETURNS core.asked
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    to_day date := coalesce((parameters ->> 'toDate')::date,
                            date_trunc('year', current_date)::date - 1);
    from_day date := coalesce((parameters ->> 'fromDate')::date,
                              greatest(date_trunc('year', to_day) - interval '2 years',
                                       date '1000-01-01')::date);
    as_of date := coalesce((parameters ->> 'asOf')::date, to_day);
    known text := replace(replace(parameters ->> 'knownAt', '+', '%2B'), ':', '%3A');
BEGIN
    IF to_day < from_day AND parameters ? 'toDate' THEN
        RAISE EXCEPTION 'toDate: must not be before fromDate' USING ERRCODE = 'TG400';
    ELSIF to_day < from_day THEN
        RAISE EXCEPTION 'fromDate: must not be after %, which toDate is when absent', to_day
            USING ERRCODE = 'TG400';
    ELSIF extract(year FROM to_day) - extract(year FROM from_day) >= 100 THEN
        RAISE EXCEPTION 'fromDate: must be less than 100 years before toDate'
            USING ERRCODE = 'TG400';
    END IF;
    PERFORM set_config('toegang.as_of', as_of::text, true);
    RETURN ROW(base, from_day, to_day, format('runningFrom=%s&runningTo=%s', from_day, to_day),
               format('&asOf=%s%s', as_of, '&knownAt=' || known))::core.asked;
END $$;

CALL core.define($define$

-- Reported figures whose period touches the one asked, in the order of their codes: first those
-- that the prose has no line for.
CREATE FUNCTION reported(asked core.asked, said text[], others text[] DEFAULT '{}')
RETURNS core.reported[] LANGUAGE plpgsql STABLE SET search_path FROM CURRENT AS $$
BEGIN
    RETURN ARRAY(
        SELECT ROW(r.label, r.figure, r.unit, u.label, r.from_date, r.to_date, r.code = ANY (said),
                   json_strip_nulls(json_build_object(
                       'code', r.code, 'label', core.both(r.label), 'origin', 'reported',
                       'value', core.quantity((r.figure).value, r.unit),
                       'qualifier', (r.figure).qualifier,
                       'lower', core.quantity((r.figure).lower, r.unit),
                       'upper', core.quantity((r.figure).upper, r.unit),
                       'unit', r.unit, 'fromDate', r.from_date, 'toDate', r.to_date,
                       'href', format('%s/reportedFigures/%s%s', asked.base, r.id,
                                      core.item_tail(asked)),
                       'sources', (SELECT json_agg(format('%s/sources/%s%s', asked.base, s.id,
                                                          core.item_tail(asked)))
                                   FROM unnest(r.source_ids) AS s (id)))))::core.reported
        FROM reported_figures r
        LEFT JOIN ref_data u ON u.list = 'units' AND u.code = r.unit
        WHERE r.code = ANY (said || others)
          AND coalesce(r.to_date >= asked.from_day, true)
          AND coalesce(r.from_date, r.to_date, '-infinity') <= asked.to_day
        ORDER BY array_position(others || said, r.code), r.to_date, r.from_date, r.id);
END $$;

-- Projects ------------------------------------------------------------------------------

CREATE FUNCTION running_projects(asked core.asked)
RETURNS TABLE (id uuid, instrument text, start_date date, last_day date, outcome text,
               synthetic boolean)
LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT p.id, p.instrument, p.start_date, least(p.end_date, p.stopped_date), p.outcome,
           p.synthetic
    FROM projects p
    WHERE p.start_date <= asked.to_day
      AND coalesce(least(p.end_date, p.stopped_date) >= asked.from_day, true);
END;

-- What companies do in those projects, at any time; in_period tells whether it was in the period.
CREATE FUNCTION company_parts(asked core.asked)
RETURNS TABLE (project_id uuid, organization_id uuid, role text, is_flemish boolean,
               is_branch boolean, in_period boolean)
LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT p.project_id, p.organization_id, p.role, p.is_flemish, p.is_multinational_branch,
           p.first_day <= asked.to_day AND coalesce(p.last_day >= asked.from_day, true)
    FROM participations p
    WHERE p.kind = 'company' AND p.start_date <= asked.to_day
      AND coalesce(least(p.end_date, p.stopped_date) >= asked.from_day, true);
END;

-- The same with the companies' sizes, each derived once, however many projects a company is in.
-- OFFSET 0 keeps PostgreSQL from deriving those of all organizations first.
CREATE FUNCTION sized_parts(asked core.asked)
RETURNS TABLE (project_id uuid, organization_id uuid, role text, is_flemish boolean,
               in_period boolean, is_sme boolean, is_unknown boolean, is_placeholder boolean)
LANGUAGE sql STABLE
BEGIN ATOMIC
    WITH part AS MATERIALIZED (
        SELECT c.project_id, c.organization_id, c.role, c.is_flemish, c.in_period
        FROM company_parts(asked) c
    ), firm AS MATERIALIZED (
        SELECT d.organization_id AS id, o.*
        FROM (SELECT DISTINCT part.organization_id FROM part) AS d
        CROSS JOIN LATERAL (SELECT x.is_sme, x.size_class = 'unknown' AS is_unknown, x.synthetic
                            FROM organizations x WHERE x.id = d.organization_id OFFSET 0) AS o
    )
    SELECT part.project_id, part.organization_id, part.role, part.is_flemish, part.in_period,
           firm.is_sme, firm.is_unknown, firm.synthetic
    FROM part JOIN firm ON firm.id = part.organization_id;
END;

-- What both 1 and 3 tell of the companies, and 3 and 4 of the projects that have them: the readings
-- of "an SME project" are those of the filters of /projects, over all companies of a project.
CREATE FUNCTION company_totals(asked core.asked)
RETURNS TABLE (companies bigint, smes bigint, unknown bigint, placeholders bigint,
               with_flemish_sme bigint, undecided bigint)
LANGUAGE sql STABLE
BEGIN ATOMIC
    WITH part AS MATERIALIZED (SELECT * FROM sized_parts(asked)),
    firm AS (
        SELECT DISTINCT part.organization_id, part.is_sme, part.is_unknown, part.is_placeholder
        FROM part WHERE part.in_period
    ), project AS (
        SELECT bool_or(part.is_sme AND part.is_flemish) AS yes, bool_or(part.is_unknown) AS maybe
        FROM part GROUP BY part.project_id
    )
    SELECT f.*, p.*
    FROM (SELECT count(*), count(*) FILTER (WHERE firm.is_sme),
                 count(*) FILTER (WHERE firm.is_unknown),
                 count(*) FILTER (WHERE firm.is_placeholder) FROM firm) AS f,
         (SELECT count(*) FILTER (WHERE project.yes),
                 count(*) FILTER (WHERE NOT project.yes AND project.maybe) FROM project) AS p;
END;

CREATE FUNCTION project_readings(asked core.asked)
RETURNS TABLE (project_id uuid, has_sme boolean, only_smes boolean, sme_led boolean)
LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT p.project_id, bool_or(p.is_sme), bool_and(p.is_sme),
           bool_or(p.is_sme AND p.role = 'coordinator')
    FROM sized_parts(asked) p GROUP BY p.project_id;
END;

CREATE FUNCTION projects_href(asked core.asked, more text DEFAULT '') RETURNS text
LANGUAGE sql STABLE
RETURN format('%s/projects?%s%s%s', asked.base, asked.running, more, asked.tail);

CREATE FUNCTION ended_href(asked core.asked, more text DEFAULT '') RETURNS text
LANGUAGE sql STABLE
RETURN format('%s/projects?endedFrom=%s&endedTo=%s%s%s', asked.base, asked.from_day, asked.to_day,
              more, asked.tail);

CREATE FUNCTION firms_href(asked core.asked, more text DEFAULT '') RETURNS text
LANGUAGE sql STABLE
RETURN format('%s/organizations?participatesIn=projects&kind=company&%s%s%s', asked.base,
              asked.running, more, asked.tail);

-- Projects by year, and by year and instrument; in the first kind of row instrument is null.
CREATE FUNCTION projects_by_year(asked core.asked)
RETURNS SETOF core.project_year LANGUAGE sql STABLE
BEGIN ATOMIC
    WITH project AS MATERIALIZED (SELECT * FROM running_projects(asked)),
    hit AS (
        SELECT y.year, p.instrument, count(*) AS running,
               count(*) FILTER (WHERE p.start_date BETWEEN y.first AND y.last) AS started,
               count(*) FILTER (WHERE p.last_day BETWEEN y.first AND y.last) AS ended
        FROM project p
        JOIN core.years(asked) y
            ON p.start_date <= y.last AND coalesce(p.last_day >= y.first, true)
        GROUP BY GROUPING SETS ((y.year), (y.year, p.instrument))
    )
    SELECT y.year, y.first, y.last, i.instrument, coalesce(h.running, 0), coalesce(h.started, 0),
           coalesce(h.ended, 0)
    FROM core.years(asked) y
    CROSS JOIN (SELECT NULL::text AS instrument UNION SELECT p.instrument FROM project p) AS i
    LEFT JOIN hit h ON h.year = y.year AND h.instrument IS NOT DISTINCT FROM i.instrument;
END;

-- Sums of the budget lines of the projects asked about, by state, and within it by origin: null
-- in the row of a whole state. States never mix.
CREATE FUNCTION budget_sums(asked core.asked)
RETURNS TABLE (state text, origin text, amount numeric, href text)
LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT l.state, l.origin, sum(l.amount),
           format('%s/budgetLines?%s&state=%s%s%s', asked.base, asked.running, l.state,
                  coalesce('&origin=' || l.origin, ''), asked.tail)
    FROM budget_lines l JOIN running_projects(asked) p ON p.id = l.project_id
    GROUP BY GROUPING SETS ((l.state), (l.state, l.origin));
END;

CREATE FUNCTION budget_figures(asked core.asked) RETURNS json[] LANGUAGE sql STABLE
RETURN coalesce((
    SELECT array_agg(core.summed(concat_ws('.', 'projects.budget', b.state, b.origin),
               concat_ws(', ', 'Budget van deze projecten over hun hele looptijd',
                         core.say_state(b.state, 'nl'), o.nl),
               concat_ws(', ', 'Budget of these projects over their whole duration',
                         core.say_state(b.state, 'en'), o.en),
               b.amount, b.href) ORDER BY b.state, b.origin NULLS FIRST)
    FROM budget_sums(asked) b
    LEFT JOIN (VALUES ('knowledgeInstitutions', 'van kennisinstellingen',
                       'from knowledge institutions'),
                      ('companies', 'van bedrijven', 'from companies'),
                      ('publicFunding', 'van overheden', 'from public funding'),
                      ('other', 'van anderen', 'from others')) AS o (origin, nl, en)
        ON o.origin = b.origin), '{}');

CREATE FUNCTION instrument_counts(asked core.asked)
RETURNS TABLE (code text, nl text, en text, n bigint, nth bigint) LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT p.instrument, coalesce(core.say(r.label, 'nl'), p.instrument),
           coalesce(core.say(r.label, 'en'), p.instrument), p.n,
           row_number() OVER (ORDER BY p.n DESC, p.instrument)
    FROM (SELECT q.instrument, count(*) AS n FROM running_projects(asked) q
          GROUP BY q.instrument) AS p
    LEFT JOIN ref_data r ON r.list = 'instruments' AND r.code = p.instrument;
END;

-- 1: how many projects were supported?
CREATE FUNCTION answer_1(asked core.asked) RETURNS core.answer
LANGUAGE plpgsql STABLE SET search_path FROM CURRENT AS $$
DECLARE
    projects bigint; placeholders bigint; firms record; a core.answer;
    kinds json[]; codes text[]; said_nl text; said_en text; reports core.reported[];
    years core.project_year[]; by_instrument core.project_year[];
BEGIN
    SELECT count(*), count(*) FILTER (WHERE p.synthetic) INTO projects, placeholders
    FROM running_projects(asked) p;
    SELECT array_agg(core.counted('projects.' || i.code, i.nl, i.en, 'projects', i.n,
                                  projects_href(asked, '&instrument=' || i.code)) ORDER BY i.nth),
           array_agg('projects.' || i.code ORDER BY i.nth),
           string_agg(core.say_instrument(i.n, i.nl, 'nl'), '' ORDER BY i.nth),
           string_agg(core.say_instrument(i.n, i.en, 'en'), '' ORDER BY i.nth)
    INTO kinds, codes, said_nl, said_en FROM instrument_counts(asked) i;
    SELECT array_agg(y::core.project_year ORDER BY y.year) FILTER (WHERE y.instrument IS NULL),
           array_agg(y::core.project_year ORDER BY y.year, y.instrument)
               FILTER (WHERE y.instrument IS NOT NULL)
    INTO years, by_instrument FROM projects_by_year(asked) y;
    SELECT * INTO firms FROM company_totals(asked);
    reports := reported(asked, ARRAY['projects.budget', 'projects.knowledgeInstitutionsShare',
                                     'projects.companiesShare', 'projects.ownContribution'],
                        ARRAY['projects.count'] || codes
                            || ARRAY['projects.companies', 'projects.smes']);
    a.status := 'answered';
    a.figures := ARRAY[core.counted('projects.count', 'Ondersteunde projecten',
                                    'Projects supported', 'projects', projects,
                                    projects_href(asked))]
        || kinds
        || ARRAY[core.counted('projects.companies', 'Unieke betrokken bedrijven',
                              'Unique companies involved', 'companies', firms.companies,
                              firms_href(asked)),
                 core.counted('projects.smes', 'Kmo''s onder de betrokken bedrijven',
                              'SMEs among the companies involved', 'companies', firms.smes,
                              firms_href(asked, '&isSme=true')),
                 core.counted('projects.unknownSize', 'Betrokken bedrijven van onbekende grootte',
                              'Companies involved whose size is unknown', 'companies',
                              firms.unknown, firms_href(asked, '&sizeClass=unknown'))]
        || budget_figures(asked) || core.shown(reports);
    a.tables := ARRAY[
        core.years_table(years, asked, 'projects.perYear', 'Projecten per jaar', 'Projects by year',
                         json_build_array('year', 'running', 'started', 'ended')),
        core.years_table(by_instrument, asked, 'projects.perYearAndInstrument',
                         'Projecten per jaar en instrument', 'Projects by year and instrument',
                         json_build_array('year', 'instrument', 'running', 'started', 'ended'))];
    a.notes := ARRAY[core.both(
            'Een project telt in elk jaar waarin het loopt; wie de jaren optelt, telt dubbel.',
            'A project counts in each year in which it runs; adding up years counts it twice.'),
            core.size_note(core.as_of())]
        || core.placeholder_note(placeholders, projects, 'project', 'projecten', 'project',
                                 'projects')
        || core.placeholder_note(firms.placeholders, firms.companies, 'bedrijf', 'bedrijven',
                                 'company', 'companies');
    a.nl := core.say_supported(asked, projects, said_nl || core.say_years(years, 'nl'),
                               firms.companies, firms.smes, 'nl')
        || core.say_reported(reports, asked, 'nl');
    a.en := core.say_supported(asked, projects, said_en || core.say_years(years, 'en'),
                               firms.companies, firms.smes, 'en')
        || core.say_reported(reports, asked, 'en');
    RETURN a;
END $$;

-- 2 and 3 differ in whom they look for among the participants.
CREATE FUNCTION answer_share(asked core.asked, part bigint, filter text, code text, who_nl text,
                             who_en text, more_nl text DEFAULT '', more_en text DEFAULT '')
RETURNS core.answer LANGUAGE plpgsql STABLE SET search_path FROM CURRENT AS $$
DECLARE
    projects bigint; placeholders bigint; a core.answer;
    reports core.reported[] := reported(asked, ARRAY[code || 'Share']);
    some_href text := projects_href(asked, format('&%s=true', filter));
BEGIN
    SELECT count(*), count(*) FILTER (WHERE p.synthetic) INTO projects, placeholders
    FROM running_projects(asked) p;
    a.status := 'answered';
    a.figures := ARRAY[core.counted(code || 'Projects', 'Projecten met minstens één ' || who_nl,
                           'Projects with at least one ' || who_en, 'projects', part, some_href)]
        || core.shared(code || 'Share', 'Aandeel van die projecten', 'Share of those projects',
                       part, some_href, projects, projects_href(asked))
        || core.shown(reports);
    a.notes := core.placeholder_note(placeholders, projects, 'project', 'projecten', 'project',
                                     'projects');
    a.nl := core.say_share(asked, part, projects, who_nl, 'nl') || more_nl
        || core.say_reported(reports, asked, 'nl');
    a.en := core.say_share(asked, part, projects, who_en, 'en') || more_en
        || core.say_reported(reports, asked, 'en');
    RETURN a;
END $$;

-- 2: how many concerned a Flemish branch of a multinational?
CREATE FUNCTION answer_2(asked core.asked) RETURNS core.answer
LANGUAGE plpgsql STABLE SET search_path FROM CURRENT AS $$
BEGIN
    RETURN answer_share(asked, (SELECT count(DISTINCT c.project_id) FROM company_parts(asked) c
                                WHERE c.is_branch AND c.is_flemish),
                        'hasFlemishMultinationalBranch', 'projects.multinationalBranch',
                        'Vlaams filiaal van een multinational',
                        'Flemish branch of a multinational');
END $$;

-- 3: how many concerned a Flemish SME?
CREATE FUNCTION answer_3(asked core.asked) RETURNS core.answer
LANGUAGE plpgsql STABLE SET search_path FROM CURRENT AS $$
DECLARE
    t record; a core.answer;
BEGIN
    SELECT * INTO t FROM company_totals(asked);
    a := answer_share(asked, t.with_flemish_sme, 'hasFlemishSme', 'projects.sme', 'Vlaamse kmo',
                      'Flemish SME', core.say_smes_in_all(t.smes, t.companies, 'nl'),
                      core.say_smes_in_all(t.smes, t.companies, 'en'));
    a.figures := a.figures
        || core.counted('projects.smeUndecided',
               'Andere projecten, waarin minstens één bedrijf van onbekende grootte is',
               'Other projects, in which the size of at least one company is unknown',
               'projects', t.undecided,
               projects_href(asked, '&hasFlemishSme=false&hasUnknownSize=true'))
        || core.shared('projects.smeShareOfCompanies', 'Aandeel van de kmo''s onder de bedrijven',
               'Share of SMEs among the companies', t.smes, firms_href(asked, '&isSme=true'),
               t.companies, firms_href(asked));
    a.notes := core.size_note(core.as_of()) || a.notes;
    RETURN a;
END $$;

-- The three readings of "an SME project": how many were supported, ended, and were successful.
CREATE FUNCTION readings(asked core.asked)
RETURNS TABLE (code text, filter text, nl text, en text, supported bigint, ended bigint,
               successful bigint)
LANGUAGE sql STABLE
BEGIN ATOMIC
    WITH p AS MATERIALIZED (
        SELECT r.*, q.last_day <= asked.to_day AS has_ended,
               q.last_day <= asked.to_day AND q.outcome = 'successful' AS was_good
        FROM project_readings(asked) r JOIN running_projects(asked) q ON q.id = r.project_id
    )
    SELECT v.code, v.filter, v.nl, v.en, count(*) FILTER (WHERE hit.yes),
           count(*) FILTER (WHERE hit.yes AND p.has_ended),
           count(*) FILTER (WHERE hit.yes AND p.was_good)
    FROM (VALUES (1, 'atLeastOneSme', 'hasSme', 'minstens één kmo', 'at least one SME'),
                 (2, 'onlySmes', 'onlySmes', 'enkel kmo''s als bedrijf',
                  'no companies but SMEs'),
                 (3, 'smeCoordinator', 'hasSmeCoordinator', 'een kmo als coördinator',
                  'an SME as coordinator')) AS v (nth, code, filter, nl, en)
    LEFT JOIN p ON true
    LEFT JOIN LATERAL (SELECT CASE v.nth WHEN 1 THEN p.has_sme WHEN 2 THEN p.only_smes
                                         ELSE p.sme_led END AS yes) AS hit ON true
    GROUP BY v.nth, v.code, v.filter, v.nl, v.en ORDER BY v.nth;
END;

-- 4: there is no such thing as an SME project, and what still runs has not succeeded yet. Once
-- all projects have ended and been evaluated, each reading has its answer.
CREATE FUNCTION answer_4(asked core.asked) RETURNS core.answer
LANGUAGE plpgsql STABLE SET search_path FROM CURRENT AS $$
DECLARE
    projects bigint; still bigint; ended bigint; good bigint; judged bigint; placeholders bigint;
    reports core.reported[] := reported(asked, ARRAY['projects.duration']);
    shown json[]; rows json; said_nl text; said_en text; good_nl text; good_en text;
    a core.answer;
BEGIN
    SELECT count(*), count(*) FILTER (WHERE coalesce(p.last_day > asked.to_day, true)),
           count(*) FILTER (WHERE p.last_day <= asked.to_day),
           count(*) FILTER (WHERE p.last_day <= asked.to_day AND p.outcome = 'successful'),
           count(*) FILTER (WHERE p.last_day <= asked.to_day AND p.outcome IS NOT NULL),
           count(*) FILTER (WHERE p.synthetic)
    INTO projects, still, ended, good, judged, placeholders FROM running_projects(asked) p;
    SELECT array_agg(core.counted('projects.' || r.code, 'Projecten met ' || r.nl,
                         'Projects with ' || r.en, 'projects', r.supported,
                         projects_href(asked, format('&%s=true', r.filter)))),
           json_agg(json_build_object('reading', r.code, 'label', core.both(r.nl, r.en),
               'supported', core.linked(r.supported,
                                        projects_href(asked, format('&%s=true', r.filter))),
               'ended', core.linked(r.ended, ended_href(asked, format('&%s=true', r.filter))),
               'successful', core.linked(r.successful, ended_href(asked,
                                 format('&outcome=successful&%s=true', r.filter))))),
           string_agg(r.nl || ': ' || core.say_number(r.supported, 'nl'), '; '),
           string_agg(r.en || ': ' || core.say_number(r.supported, 'en'), '; '),
           string_agg(r.nl || ': ' || core.say_number(r.successful, 'nl'), '; '),
           string_agg(r.en || ': ' || core.say_number(r.successful, 'en'), '; ')
    INTO shown, rows, said_nl, said_en, good_nl, good_en FROM readings(asked) r;
    a.status := CASE WHEN projects > 0 AND judged = projects THEN 'partly' ELSE 'notAnswerable' END;
    a.reasons := core.sme_project_reasons(asked, projects, still, ended, judged, said_nl, said_en);
    a.figures := ARRAY[
            core.counted('projects.ended', 'Projecten die in de periode eindigden',
                         'Projects that ended in the period', 'projects', ended, ended_href(asked)),
            core.counted('projects.successful', 'Daarvan succesvol', 'Successful among them',
                         'projects', good, ended_href(asked, '&outcome=successful'))]
        || shown || core.shown(reports);
    a.tables := ARRAY[json_build_object('code', 'projects.smeReadings',
        'title', core.both('Projecten naar lezing van “kmo-project”',
                           'Projects by reading of “SME project”'),
        'columns', json_build_array('reading', 'label', 'supported', 'ended', 'successful'),
        'rows', rows)];
    a.notes := core.size_note(core.as_of())
        || core.placeholder_note(placeholders, projects, 'project', 'projecten', 'project',
                                 'projects');
    a.nl := concat('Op die vraag kan geen sluitend antwoord worden gegeven. ',
        core.say_ended(asked, ended, good, judged, 'nl'),
        CASE WHEN good > 0
             THEN format(E'\nOnder de succesvolle projecten, naar lezing: %s.', good_nl) END,
        core.say_reported(reports, asked, 'nl'));
    a.en := concat('This question has no conclusive answer. ',
        core.say_ended(asked, ended, good, judged, 'en'),
        CASE WHEN good > 0
             THEN format(E'\nAmong the successful projects, by reading: %s.', good_en) END,
        core.say_reported(reports, asked, 'en'));
    RETURN a;
END $$;

-- Members -------------------------------------------------------------------------------

-- Memberships of companies. Those of one organization never overlap: on a day each is a company.
CREATE FUNCTION company_memberships()
RETURNS TABLE (organization_id uuid, joined_date date, left_date date, synthetic boolean)
LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT m.organization_id, m.joined_date, m.left_date, m.synthetic
    FROM members m JOIN organizations o ON o.id = m.organization_id
    WHERE o.kind = 'company';
END;

CREATE FUNCTION members_href(asked core.asked, day date, more text DEFAULT '') RETURNS text
LANGUAGE sql STABLE
RETURN format('%s/members?activeOn=%s&kind=company%s%s', asked.base, day, more, asked.tail);

-- How many on the first day asked, at the end of each year and on the last day: joins less
-- leaves up to then, in one pass over the memberships.
CREATE FUNCTION members_by_day(asked core.asked) RETURNS TABLE (day date, members bigint)
LANGUAGE sql STABLE
BEGIN ATOMIC
    WITH days AS (
        SELECT array_agg(d.day ORDER BY d.day) AS list
        FROM (SELECT asked.from_day AS day UNION SELECT y.last FROM core.years(asked) y) AS d
    ), change AS (
        SELECT width_bucket(c.day, days.list) + 1 AS nth, sum(c.n)::bigint AS n
        FROM days, company_memberships() m
        CROSS JOIN LATERAL (VALUES (m.joined_date - 1, 1), (m.left_date, -1)) AS c (day, n)
        WHERE c.day IS NOT NULL
        GROUP BY 1
    )
    SELECT d.day, coalesce(sum(c.n) OVER (ORDER BY d.nth), 0)::bigint
    FROM days CROSS JOIN LATERAL unnest(days.list) WITH ORDINALITY AS d (day, nth)
    LEFT JOIN change c ON c.nth = d.nth;
END;

-- 5: how many members, year by year?
CREATE FUNCTION answer_5(asked core.asked) RETURNS core.answer
LANGUAGE plpgsql STABLE SET search_path FROM CURRENT AS $$
DECLARE
    first bigint; last bigint; most bigint; placeholders bigint; rows json;
    lines_nl text; lines_en text; a core.answer;
BEGIN
    SELECT min(d.members) FILTER (WHERE d.day = asked.from_day),
           min(d.members) FILTER (WHERE d.day = asked.to_day), max(d.members),
           json_agg(json_build_object('date', d.day, 'members',
               core.linked(d.members, members_href(asked, d.day))) ORDER BY d.day),
           string_agg(format(E'\n- %s: %s', core.say_date(d.day, 'nl'),
                             core.say_number(d.members, 'nl')), '' ORDER BY d.day),
           string_agg(format(E'\n- %s: %s', core.say_date(d.day, 'en'),
                             core.say_number(d.members, 'en')), '' ORDER BY d.day)
    INTO first, last, most, rows, lines_nl, lines_en FROM members_by_day(asked) d;
    SELECT count(*) FILTER (WHERE m.synthetic) INTO placeholders FROM company_memberships() m
    WHERE m.joined_date <= asked.to_day AND coalesce(m.left_date >= asked.to_day, true);
    a.status := 'answered';
    a.figures := ARRAY[
            core.counted('members.atStart', 'Leden op ' || core.say_date(asked.from_day, 'nl'),
                         'Members on ' || core.say_date(asked.from_day, 'en'), 'companies', first,
                         members_href(asked, asked.from_day)),
            core.counted('members.atEnd', 'Leden op ' || core.say_date(asked.to_day, 'nl'),
                         'Members on ' || core.say_date(asked.to_day, 'en'), 'companies', last,
                         members_href(asked, asked.to_day))]
        || core.shown(reported(asked, ARRAY['members.count']));
    a.tables := ARRAY[json_build_object('code', 'members.perYear',
        'title', core.both('Leden op het einde van elk jaar', 'Members at the end of each year'),
        'columns', json_build_array('date', 'members'), 'rows', rows)];
    a.notes := core.both('Enkel bedrijven zijn geteld.', 'Only companies are counted.')
        || core.placeholder_note(placeholders, last, 'lid', 'leden', 'member', 'members');
    IF most = 0 THEN
        a.nl := core.say_asked(asked, 'nl') || ' zijn geen leden geregistreerd.';
        a.en := core.say_asked(asked, 'en') || ', no members are registered.';
        RETURN a;
    END IF;
    a.nl := core.say_growth(first, last, 'nl') || lines_nl;
    a.en := core.say_growth(first, last, 'en') || lines_en;
    RETURN a;
END $$;

-- 6: how many of them are Flemish SMEs?
CREATE FUNCTION answer_6(asked core.asked) RETURNS core.answer
LANGUAGE plpgsql STABLE SET search_path FROM CURRENT AS $$
DECLARE
    members bigint; smes bigint; flemish bigint; unknown bigint; placeholders bigint;
    all_href text := members_href(asked, asked.to_day);
    smes_href text := members_href(asked, asked.to_day, '&isSme=true');
    reports core.reported[] := reported(asked, ARRAY['members.smeShare'], ARRAY['members.smes']);
    a core.answer;
BEGIN
    SELECT count(*), count(*) FILTER (WHERE o.is_sme),
           count(*) FILTER (WHERE o.is_sme AND o.is_flemish),
           count(*) FILTER (WHERE o.size_class = 'unknown'), count(*) FILTER (WHERE m.synthetic)
    INTO members, smes, flemish, unknown, placeholders
    FROM company_memberships() m
    CROSS JOIN LATERAL (SELECT x.is_sme, x.is_flemish, x.size_class FROM organizations x
                        WHERE x.id = m.organization_id OFFSET 0) AS o   -- as in sized_parts()
    WHERE m.joined_date <= asked.to_day AND coalesce(m.left_date >= asked.to_day, true);
    a.status := 'answered';
    a.figures := ARRAY[
            core.counted('members.count', 'Leden', 'Members', 'companies', members, all_href),
            core.counted('members.smes', 'Kmo''s onder de leden', 'SMEs among the members',
                         'companies', smes, smes_href),
            core.counted('members.flemishSmes', 'Vlaamse kmo''s onder de leden',
                         'Flemish SMEs among the members', 'companies', flemish,
                         members_href(asked, asked.to_day, '&isSme=true&isFlemish=true')),
            core.counted('members.unknownSize', 'Leden van onbekende grootte',
                         'Members whose size is unknown', 'companies', unknown,
                         members_href(asked, asked.to_day, '&sizeClass=unknown'))]
        || core.shared('members.smeShare', 'Aandeel van de kmo''s', 'Share of SMEs', smes,
                       smes_href, members, all_href)
        || core.shown(reports);
    a.notes := core.size_note(core.as_of())
        || core.placeholder_note(placeholders, members, 'lid', 'leden', 'member', 'members');
    a.nl := core.say_members(members, smes, flemish, asked.to_day, 'nl')
        || core.say_reported(reports, asked, 'nl');
    a.en := core.say_members(members, smes, flemish, asked.to_day, 'en')
        || core.say_reported(reports, asked, 'en');
    RETURN a;
END $$;

-- Events --------------------------------------------------------------------------------

-- What was held in the period, or perhaps: of a partial date any day counts, and an event without
-- a date is listed last.
CREATE FUNCTION events_asked(asked core.asked)
RETURNS TABLE (id uuid, kind text, title core.localized, start_date core.partial_date,
               end_date core.partial_date, municipality text, partners text, attendance core.vague,
               sme_attendance core.vague, sme_share core.vague, synthetic boolean, nth bigint)
LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT e.id, e.kind, e.title, e.start_date, e.end_date, e.municipality,
           (SELECT string_agg(coalesce(o.short_name, o.name), ', ' ORDER BY o.name)
            FROM organizations o WHERE o.id = ANY (e.co_organizer_ids)),
           e.attendance, e.sme_attendance, e.sme_share, e.synthetic,
           row_number() OVER (ORDER BY core.earliest(e.start_date), (e.title).nl, (e.title).en,
                                       e.id)
    FROM events e
    WHERE e.status = 'held'
      AND (e.start_date IS NULL
           OR core.earliest(e.start_date) <= asked.to_day
              AND core.latest(coalesce(e.end_date, e.start_date)) >= asked.from_day);
END;

-- "De Makers (Leuven, 24 maart 2016, met UNIZO)", a line each; of more than fifty only how many
-- of each kind, as the table lists them anyway.
CREATE FUNCTION say_events(asked core.asked, lang text, dated boolean) RETURNS text
LANGUAGE sql STABLE
BEGIN ATOMIC
    WITH e AS MATERIALIZED (
        SELECT * FROM events_asked(asked) v WHERE (v.start_date IS NOT NULL) = dated
    )
    SELECT CASE WHEN count(*) <= 50 THEN string_agg(
               format(E'\n- %s%s', core.say(e.title, lang), ' (' || nullif(concat_ws(', ',
                   e.municipality,
                   core.say_partial_date(e.start_date, lang)
                       || coalesce(CASE lang WHEN 'nl' THEN ' tot ' ELSE ' to ' END
                                   || core.say_partial_date(e.end_date, lang), ''),
                   CASE lang WHEN 'nl' THEN 'met ' ELSE 'with ' END || e.partners,
                   CASE WHEN e.attendance IS DISTINCT FROM e.sme_attendance
                        THEN core.say_vague(e.attendance, lang)
                        || CASE lang WHEN 'nl' THEN ' deelnemers' ELSE ' participants' END END,
                   core.say_vague(e.sme_attendance, lang)
                       || CASE lang WHEN 'nl' THEN ' deelnemers van kmo''s'
                                    ELSE ' participants from SMEs' END,
                   core.say_vague(e.sme_share, lang)
                       || CASE lang WHEN 'nl' THEN ' % kmo''s' ELSE ' % SMEs' END), '') || ')'),
               '' ORDER BY e.nth)
           ELSE (SELECT string_agg(format(E'\n- %s: %s', coalesce(core.say(r.label, lang), k.kind),
                                          core.say_number(k.n, lang)), '' ORDER BY k.n DESC, k.kind)
                 FROM (SELECT x.kind, count(*) AS n FROM e x GROUP BY x.kind) AS k
                 LEFT JOIN ref_data r ON r.list = 'eventKinds' AND r.code = k.kind) END
    FROM e;
END;

CREATE FUNCTION events_table(asked core.asked) RETURNS json LANGUAGE sql STABLE
RETURN (SELECT json_build_object('code', 'events.list',
            'title', core.both('Initiatieven', 'Initiatives'),
            'columns', json_build_array('title', 'kind', 'startDate', 'endDate', 'municipality',
                'coOrganizers', 'attendance', 'smeAttendance', 'smeShare'),
            'rows', coalesce(json_agg(json_strip_nulls(json_build_object(
                'title', core.both(e.title), 'kind', e.kind, 'startDate', e.start_date,
                'endDate', e.end_date, 'municipality', e.municipality, 'coOrganizers', e.partners,
                'attendance', core.vague_json(e.attendance),
                'smeAttendance', core.vague_json(e.sme_attendance),
                'smeShare', core.vague_json(e.sme_share),
                'synthetic', CASE WHEN e.synthetic THEN true END,
                'href', format('%s/events/%s%s', asked.base, e.id, core.item_tail(asked))))
                ORDER BY e.nth), '[]'))
        FROM events_asked(asked) e);

-- 7: which initiatives? Those in the period, and those of which no date is known. Reported figures
-- that are not about projects, members or money are about outreach.
CREATE FUNCTION answer_7(asked core.asked) RETURNS core.answer
LANGUAGE plpgsql STABLE SET search_path FROM CURRENT AS $$
DECLARE
    reports core.reported[] := reported(asked, ARRAY(
        SELECT DISTINCT r.code FROM reported_figures r
        WHERE split_part(r.code, '.', 1) NOT IN ('projects', 'members', 'funding')
        ORDER BY r.code));
    dated bigint; undated bigint; placeholders bigint;
    held text := format('%s/events?%s&status=held', asked.base, asked.running);
    a core.answer;
BEGIN
    SELECT count(*) FILTER (WHERE e.start_date IS NOT NULL),
           count(*) FILTER (WHERE e.start_date IS NULL), count(*) FILTER (WHERE e.synthetic)
    INTO dated, undated, placeholders FROM events_asked(asked) e;
    a.status := CASE undated WHEN 0 THEN 'answered' ELSE 'partly' END;
    IF undated > 0 THEN
        a.reasons := ARRAY[core.both(
            format('Van %s is geen datum bekend; die %s mee in de lijst en %s niet meegeteld.',
                   core.say_count(undated, 'initiatief', 'initiatieven', 'nl'),
                   CASE undated WHEN 1 THEN 'staat' ELSE 'staan' END,
                   CASE undated WHEN 1 THEN 'is' ELSE 'zijn' END),
            format('Of %s no date is known; %s in the list and not counted.',
                   core.say_count(undated, 'initiative', 'initiatives', 'en'),
                   CASE undated WHEN 1 THEN 'it is' ELSE 'they are' END))];
    END IF;
    a.figures := ARRAY[core.counted('events.count', 'Initiatieven in de periode',
                           'Initiatives in the period', 'events', dated, held || asked.tail)]
        || ARRAY(SELECT core.counted('events.' || k.kind, core.say(r.label, 'nl'),
                            core.say(r.label, 'en'), 'events', k.n,
                            format('%s&kind=%s%s', held, k.kind, asked.tail))
                 FROM (SELECT e.kind, count(*) AS n FROM events_asked(asked) e
                       WHERE e.start_date IS NOT NULL GROUP BY e.kind) AS k
                 LEFT JOIN ref_data r ON r.list = 'eventKinds' AND r.code = k.kind
                 ORDER BY k.n DESC, k.kind)
        || core.shown(reports);
    a.tables := ARRAY[events_table(asked)];
    a.notes := ARRAY[core.both(
            'Een reeks, zoals jaarlijkse seminaries, is één initiatief.',
            'A series, such as yearly seminars, is one initiative.')]
        || core.placeholder_note(placeholders, dated + undated, 'initiatief', 'initiatieven',
                                 'initiative', 'initiatives');
    a.nl := concat(coalesce('Initiatieven:' || say_events(asked, 'nl', true),
                            core.say_asked(asked, 'nl')
                                || ' zijn geen initiatieven geregistreerd.'),
                   E'\nZonder bekende datum:' || say_events(asked, 'nl', false),
                   core.say_reported(reports, asked, 'nl'));
    a.en := concat(coalesce('Initiatives:' || say_events(asked, 'en', true),
                            core.say_asked(asked, 'en') || ', no initiatives are registered.'),
                   E'\nWithout a known date:' || say_events(asked, 'en', false),
                   core.say_reported(reports, asked, 'en'));
    RETURN a;
END $$;

-- Money ---------------------------------------------------------------------------------

-- Committed money by budget year: what was charged is the subsidy.
CREATE FUNCTION subsidies(asked core.asked)
RETURNS TABLE (year integer, recurrent numeric, one_off numeric, total numeric, href text)
LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT y.year, coalesce(sum(f.amount) FILTER (WHERE f.nature = 'recurrent'), 0),
           coalesce(sum(f.amount) FILTER (WHERE f.nature = 'oneOff'), 0),
           coalesce(sum(f.amount), 0),
           format('%s/funding?state=committed&budgetYear=%s', asked.base, y.year)
    FROM core.years(asked) y
    LEFT JOIN funding f ON f.budget_year = y.year AND f.state = 'committed'
    GROUP BY y.year;
END;

-- Sums in other states, by year, state and fund, with the plans that they are part of.
CREATE FUNCTION other_money(asked core.asked)
RETURNS TABLE (year integer, state text, fund text, amount numeric, funds core.localized,
               plans_nl text, plans_en text, href text)
LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT f.budget_year, f.state, f.fund, sum(f.amount), d.label,
           string_agg(DISTINCT core.say(p.label, 'nl'), ', '),
           string_agg(DISTINCT core.say(p.label, 'en'), ', '),
           format('%s/funding?state=%s&budgetYear=%s&fund=%s%s', asked.base, f.state,
                  f.budget_year, f.fund, asked.tail)
    FROM funding f
    LEFT JOIN ref_data d ON d.list = 'funds' AND d.code = f.fund
    LEFT JOIN ref_data p ON p.list = 'plans' AND p.code = f.plan
    WHERE f.state <> 'committed'
      AND f.budget_year BETWEEN extract(year FROM asked.from_day)
                            AND extract(year FROM asked.to_day)
    GROUP BY f.budget_year, f.state, f.fund, d.label;
END;

CREATE FUNCTION say_money(asked core.asked, lang text) RETURNS text LANGUAGE sql STABLE
RETURN (SELECT CASE lang
               WHEN 'nl' THEN 'Vastgelegd per begrotingsjaar (recurrent + eenmalig = totaal):'
               ELSE 'Committed by budget year (recurrent + one-off = total):' END
               || string_agg(format(E'\n- %s: %s + %s = %s', s.year,
                                    regexp_replace(core.say_euro(s.recurrent, lang), ' euros?', ''),
                                    regexp_replace(core.say_euro(s.one_off, lang), ' euros?', ''),
                                    core.say_euro(s.total, lang)), '' ORDER BY s.year)
        FROM subsidies(asked) s)
    || coalesce((SELECT CASE lang WHEN 'nl' THEN E'\nDaarnaast, en niet in de som:'
                                  ELSE E'\nBesides, and not in the sum:' END
                        || string_agg(format(E'\n- %s: %s %s (%s)', o.year,
                               core.say_euro(o.amount, lang), core.say_state(o.state, lang),
                               concat_ws(', ', coalesce(core.say(o.funds, lang), o.fund),
                                         CASE lang WHEN 'nl' THEN o.plans_nl ELSE o.plans_en END)),
                           '' ORDER BY o.year, o.state, o.fund)
                 FROM other_money(asked) o), '');

CREATE FUNCTION money_tables(asked core.asked) RETURNS json[] LANGUAGE sql STABLE
RETURN ARRAY[
    (SELECT json_build_object('code', 'funding.perYear',
         'title', core.both('Vastgelegde middelen per begrotingsjaar, in euro',
                            'Committed money by budget year, in euros'),
         'columns', json_build_array('year', 'recurrent', 'oneOff', 'total'),
         'rows', json_agg(json_build_object('year', s.year,
             'recurrent', core.linked_money(s.recurrent,
                                            s.href || '&nature=recurrent' || asked.tail),
             'oneOff', core.linked_money(s.one_off, s.href || '&nature=oneOff' || asked.tail),
             'total', core.linked_money(s.total, s.href || asked.tail)) ORDER BY s.year))
     FROM subsidies(asked) s),
    (SELECT json_build_object('code', 'funding.otherStates',
         'title', core.both('Middelen die niet vastgelegd zijn of reeds uitgekeerd, in euro',
                            'Money not committed, or paid already, in euros'),
         'columns', json_build_array('year', 'state', 'fund', 'plans', 'amount'),
         'rows', coalesce(json_agg(json_strip_nulls(json_build_object('year', o.year,
             'state', o.state, 'fund', o.fund, 'plans', core.both(o.plans_nl, o.plans_en),
             'amount', core.linked_money(o.amount, o.href)))
             ORDER BY o.year, o.state, o.fund), '[]'))
     FROM other_money(asked) o)];

-- 8: how much was the yearly subsidy? Sums in other states stand apart, by state and fund: money
-- never changes its state by being added up.
CREATE FUNCTION answer_8(asked core.asked) RETURNS core.answer
LANGUAGE plpgsql STABLE SET search_path FROM CURRENT AS $$
DECLARE
    lines bigint; placeholders bigint; a core.answer;
BEGIN
    SELECT count(*), count(*) FILTER (WHERE f.synthetic) INTO lines, placeholders FROM funding f
    WHERE f.budget_year BETWEEN extract(year FROM asked.from_day)
                            AND extract(year FROM asked.to_day);
    a.status := 'answered';
    a.figures := ARRAY(SELECT core.summed('funding.' || s.year, 'Werkingstoelage ' || s.year,
                           'Subsidy ' || s.year, s.total, s.href || asked.tail)
                       FROM subsidies(asked) s ORDER BY s.year)
        || ARRAY(SELECT core.summed(format('funding.%s.%s.%s', o.state, o.year, o.fund),
                     format('%s, %s: %s', core.say(o.funds, 'nl'), o.year,
                            core.say_state(o.state, 'nl')),
                     format('%s, %s: %s', core.say(o.funds, 'en'), o.year,
                            core.say_state(o.state, 'en')), o.amount, o.href)
                 FROM other_money(asked) o ORDER BY o.year, o.state, o.fund);
    a.tables := money_tables(asked);
    a.notes := ARRAY[core.both(
            'De toelage is wat vastgelegd is, per begrotingsjaar en dat in zijn geheel; wat '
            'geoormerkt, toegekend of uitgekeerd is, staat apart.',
            'The subsidy is what was committed, by budget year and for all of it; what was '
            'earmarked, granted or paid stands apart.')]
        || core.placeholder_note(placeholders, lines, 'bedrag', 'bedragen', 'sum', 'sums');
    a.nl := CASE lines WHEN 0
                       THEN core.say_asked(asked, 'nl') || ' zijn geen middelen geregistreerd.'
                       ELSE say_money(asked, 'nl') END;
    a.en := CASE lines WHEN 0 THEN core.say_asked(asked, 'en') || ', no money is registered.'
                       ELSE say_money(asked, 'en') END;
    RETURN a;
END $$;

-- The answer ----------------------------------------------------------------------------

CREATE FUNCTION answer_of(number text, asked core.asked) RETURNS core.answer
LANGUAGE plpgsql STABLE SET search_path FROM CURRENT AS $$
BEGIN
    RETURN CASE number WHEN '1' THEN answer_1(asked) WHEN '2' THEN answer_2(asked)
                       WHEN '3' THEN answer_3(asked) WHEN '4' THEN answer_4(asked)
                       WHEN '5' THEN answer_5(asked) WHEN '6' THEN answer_6(asked)
                       WHEN '7' THEN answer_7(asked) WHEN '8' THEN answer_8(asked) END;
END $$;

CREATE FUNCTION question_answer(key text, base text, parameters jsonb) RETURNS json
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    before text := current_setting('toegang.as_of', true);
    lang text := parameters ->> 'lang';
    question questions; asked core.asked; a core.answer; answer json;
BEGIN
    SELECT * INTO question FROM questions q WHERE q.number::text = key;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    asked := core.asked_of(base, parameters);
    a := answer_of(key, asked);
    answer := json_strip_nulls(json_build_object(
        'self', format('%s/questions/%s/answer?fromDate=%s&toDate=%s%s%s', base, key,
                       asked.from_day, asked.to_day, asked.tail, '&lang=' || lang),
        'question', json_build_object('number', question.number, 'text', core.both(question.text),
                                      'href', format('%s/questions/%s', base, key)),
        'fromDate', asked.from_day, 'toDate', asked.to_day,
        'smeStatusAt', CASE WHEN key IN ('1', '3', '4', '6') THEN core.as_of() END,
        'basis', CASE WHEN key IN ('1', '2', '3', '4') THEN 'running'
                      WHEN key = '5' THEN 'yearEnd' END,
        'asOf', core.as_of(), 'knownAt', parameters ->> 'knownAt',
        'status', a.status, 'reasons', to_json(a.reasons), 'figures', to_json(a.figures),
        'tables', to_json(a.tables),
        'text', core.both(CASE WHEN lang IS DISTINCT FROM 'en' THEN a.nl END,
                          CASE WHEN lang IS DISTINCT FROM 'nl' THEN a.en END),
        'notes', to_json(a.notes)));
    PERFORM set_config('toegang.as_of', coalesce(before, ''), true);
    RETURN answer;
END $$;

$define$);
