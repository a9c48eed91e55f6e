-- sql/0004_reference_data.sql - what the reference lists hold at first, and the standing questions
--
-- Data, not code: from here on the lists are edited through /refData like any record, with
-- history. Only the questions stay as they are.

INSERT INTO core.ref_data (list, code, label)
SELECT v.list, v.code, ROW(v.nl, v.en)::core.localized_parts
FROM (VALUES
    ('instruments', 'icon', 'Interdisciplinair Coöperatief Onderzoek (ICON)',
     'Interdisciplinary Cooperative Research (ICON)'),
    ('instruments', 'sbo', 'Strategisch Basisonderzoek (SBO)', 'Strategic Basic Research (SBO)'),
    ('instruments', 'infrastructure', 'Infrastructuur', 'Infrastructure'),
    ('eventKinds', 'symposium', 'Symposium', 'Symposium'),
    ('eventKinds', 'seminar', 'Seminarie', 'Seminar'),
    ('eventKinds', 'workshop', 'Workshop', 'Workshop'),
    ('eventKinds', 'smeEvent', 'Kmo-evenement', 'SME event'),
    ('eventKinds', 'companyOpenDay', 'Open Bedrijvendag', 'Company open day'),
    ('eventKinds', 'pressEvent', 'Persevenement', 'Press event'),
    ('eventKinds', 'survey', 'Bevraging', 'Survey'),
    ('eventKinds', 'partnerEvent', 'Evenement met een partner', 'Event with a partner'),
    ('eventKinds', 'initiative', 'Doorlopend initiatief', 'Continuing initiative'),
    ('memberCategories', 'effective', 'Werkend lid', 'Effective member'),
    ('memberCategories', 'adherent', 'Toegetreden lid', 'Adherent member'),
    ('sizeClasses', 'micro', 'Micro-onderneming', 'Micro enterprise'),
    ('sizeClasses', 'small', 'Kleine onderneming', 'Small enterprise'),
    ('sizeClasses', 'medium', 'Middelgrote onderneming', 'Medium-sized enterprise'),
    ('sizeClasses', 'large', 'Grote onderneming', 'Large enterprise'),
    ('sizeClasses', 'unknown', 'Onbekend', 'Unknown'),
    ('themes', 'motionSystems', 'Energiezuinige aandrijfsystemen',
     'Energy-efficient motion systems'),
    ('themes', 'smartMonitoring', 'Slimme monitoringsystemen', 'Smart monitoring systems'),
    ('themes', 'autonomousSystems', 'Autonome mechatronische systemen',
     'Autonomous mechatronic systems'),
    ('themes', 'productDesign', 'Intelligente methoden voor productontwerp',
     'Intelligent product design methods'),
    ('themes', 'lightweightStructures', 'Slimme en lichte structuren',
     'Smart and lightweight structures'),
    ('themes', 'additiveManufacturing', 'Additieve productie', 'Additive manufacturing'),
    ('themes', 'precisionManufacturing', 'Productie van precisieproducten',
     'Manufacturing of high-precision products'),
    ('themes', 'humanCenteredProduction', 'Mensgerichte productie en robotica',
     'Human-centered production and robotics'),
    ('themes', 'digitalTransformation', 'Digitale transformatie', 'Digital transformation'),
    ('units', 'projects', 'projecten', 'projects'),
    ('units', 'companies', 'bedrijven', 'companies'),
    ('units', 'organizations', 'organisaties', 'organizations'),
    ('units', 'members', 'leden', 'members'),
    ('units', 'participants', 'deelnemers', 'participants'),
    ('units', 'contacts', 'contacten', 'contacts'),
    ('units', 'events', 'evenementen', 'events'),
    ('units', 'seminars', 'seminaries', 'seminars'),
    ('units', 'workshops', 'workshops', 'workshops'),
    ('units', 'advisoryTrajectories', 'adviestrajecten', 'advisory trajectories'),
    ('units', 'eventsPerYear', 'evenementen per jaar', 'events per year'),
    ('units', 'seminarsPerYear', 'seminaries per jaar', 'seminars per year'),
    ('units', 'workshopsPerYear', 'workshops per jaar', 'workshops per year'),
    ('units', 'percent', 'procent', 'percent'),
    ('units', 'euro', 'euro', 'euros'),
    ('units', 'years', 'jaar', 'years'),
    ('plans', 'salk', 'Strategisch Actieplan voor Limburg in het Kwadraat (SALK)',
     'Strategic Action Plan for Limburg Squared (SALK)'),
    ('funds', 'generalBudget', 'Algemene uitgavenbegroting', 'General expenditure budget'),
    ('funds', 'hermesfonds', 'Hermesfonds', 'Hermes Fund'),
    ('funds', 'competitiviteitsfonds', 'Competitiviteitsfonds', 'Competitiveness Fund'),
    ('funds', 'efro', 'EFRO', 'ERDF'),
    ('budgetArticles', 'EB0-1EFG2AB-WT', 'Begrotingsartikel EB0-1EFG2AB-WT',
     'Budget article EB0-1EFG2AB-WT')
) AS v (list, code, nl, en);

INSERT INTO core.ref_data (list, code, label, broader)
VALUES ('allocations', '1EF124',
        ROW('Basisallocatie 1EF124', 'Basic allocation 1EF124')::core.localized_parts,
        'EB0-1EFG2AB-WT');

-- What each fund is called in full, and when. The Hermesfonds got its second name by the decision
-- of 18 December 2015.
INSERT INTO core.ref_data (list, broader, code, label, valid_from, valid_to, successor_of)
SELECT 'fundNames', v.fund, v.code, ROW(v.nl, v.en)::core.localized_parts,
       v.valid_from::date, v.valid_to::date,
       v.successor_of
FROM (VALUES
    ('generalBudget', 'algemeneUitgavenbegroting',
     'Algemene uitgavenbegroting van de Vlaamse Gemeenschap',
     'General expenditure budget of the Flemish Community', NULL, NULL, NULL),
    ('hermesfonds', 'flankerendEconomischBeleid', 'Fonds voor Flankerend Economisch Beleid',
     'Fund for Flanking Economic Policy', NULL, '2015-12-17', NULL),
    ('hermesfonds', 'flankerendEconomischEnInnovatiebeleid',
     'Fonds voor Flankerend Economisch en Innovatiebeleid',
     'Fund for Flanking Economic and Innovation Policy', '2015-12-18', NULL,
     'flankerendEconomischBeleid'),
    ('competitiviteitsfonds', 'competitiviteitsfonds', 'Competitiviteitsfonds',
     'Competitiveness Fund', NULL, NULL, NULL),
    ('efro', 'regionaleOntwikkeling', 'Europees Fonds voor Regionale Ontwikkeling',
     'European Regional Development Fund', NULL, NULL, NULL)
) AS v (fund, code, nl, en, valid_from, valid_to, successor_of);

-- Belgium in NUTS. A code lasts over versions; where a version brought new codes for the same
-- name, successor_of names the old one. Versions apply from 1 January of 2012 (NUTS 2010), 2015
-- (2013), 2018 (2016) and 2021 (2021). A version to come is an element more in nuts_versions.
INSERT INTO core.ref_data
    (list, code, label, broader, valid_from, valid_to, successor_of, nuts_versions)
SELECT 'nuts', v.code, ROW(v.nl, v.en)::core.localized_parts, nullif(left(v.code, -1), 'B'),
       CASE v.since WHEN 'new' THEN date '2021-01-01' END,
       CASE v.since WHEN 'old' THEN date '2020-12-31' END,
       v.successor_of,
       CASE v.since WHEN 'old' THEN '{2010,2013,2016}' WHEN 'new' THEN '{2021}'
                    ELSE '{2010,2013,2016,2021}' END::text[]
FROM (VALUES
    ('BE', 'België', 'Belgium', 'all', NULL),
    ('BE1', 'Brussels Hoofdstedelijk Gewest', 'Brussels-Capital Region', 'all', NULL),
    ('BE10', 'Brussels Hoofdstedelijk Gewest', 'Brussels-Capital Region', 'all', NULL),
    ('BE100', 'Arrondissement Brussel-Hoofdstad', 'Arrondissement of Brussels-Capital',
     'all', NULL),
    ('BE2', 'Vlaams Gewest', 'Flemish Region', 'all', NULL),
    ('BE21', 'Provincie Antwerpen', 'Province of Antwerp', 'all', NULL),
    ('BE211', 'Arrondissement Antwerpen', 'Arrondissement of Antwerp', 'all', NULL),
    ('BE212', 'Arrondissement Mechelen', 'Arrondissement of Mechelen', 'all', NULL),
    ('BE213', 'Arrondissement Turnhout', 'Arrondissement of Turnhout', 'all', NULL),
    ('BE22', 'Provincie Limburg', 'Province of Limburg', 'all', NULL),
    ('BE221', 'Arrondissement Hasselt', 'Arrondissement of Hasselt', 'old', NULL),
    ('BE222', 'Arrondissement Maaseik', 'Arrondissement of Maaseik', 'old', NULL),
    ('BE223', 'Arrondissement Tongeren', 'Arrondissement of Tongeren', 'all', NULL),
    ('BE224', 'Arrondissement Hasselt', 'Arrondissement of Hasselt', 'new', 'BE221'),
    ('BE225', 'Arrondissement Maaseik', 'Arrondissement of Maaseik', 'new', 'BE222'),
    ('BE23', 'Provincie Oost-Vlaanderen', 'Province of East Flanders', 'all', NULL),
    ('BE231', 'Arrondissement Aalst', 'Arrondissement of Aalst', 'all', NULL),
    ('BE232', 'Arrondissement Dendermonde', 'Arrondissement of Dendermonde', 'all', NULL),
    ('BE233', 'Arrondissement Eeklo', 'Arrondissement of Eeklo', 'all', NULL),
    ('BE234', 'Arrondissement Gent', 'Arrondissement of Ghent', 'all', NULL),
    ('BE235', 'Arrondissement Oudenaarde', 'Arrondissement of Oudenaarde', 'all', NULL),
    ('BE236', 'Arrondissement Sint-Niklaas', 'Arrondissement of Sint-Niklaas', 'all', NULL),
    ('BE24', 'Provincie Vlaams-Brabant', 'Province of Flemish Brabant', 'all', NULL),
    ('BE241', 'Arrondissement Halle-Vilvoorde', 'Arrondissement of Halle-Vilvoorde', 'all', NULL),
    ('BE242', 'Arrondissement Leuven', 'Arrondissement of Leuven', 'all', NULL),
    ('BE25', 'Provincie West-Vlaanderen', 'Province of West Flanders', 'all', NULL),
    ('BE251', 'Arrondissement Brugge', 'Arrondissement of Bruges', 'all', NULL),
    ('BE252', 'Arrondissement Diksmuide', 'Arrondissement of Diksmuide', 'all', NULL),
    ('BE253', 'Arrondissement Ieper', 'Arrondissement of Ypres', 'all', NULL),
    ('BE254', 'Arrondissement Kortrijk', 'Arrondissement of Kortrijk', 'all', NULL),
    ('BE255', 'Arrondissement Oostende', 'Arrondissement of Ostend', 'all', NULL),
    ('BE256', 'Arrondissement Roeselare', 'Arrondissement of Roeselare', 'all', NULL),
    ('BE257', 'Arrondissement Tielt', 'Arrondissement of Tielt', 'all', NULL),
    ('BE258', 'Arrondissement Veurne', 'Arrondissement of Veurne', 'all', NULL),
    ('BE3', 'Waals Gewest', 'Walloon Region', 'all', NULL),
    ('BE31', 'Provincie Waals-Brabant', 'Province of Walloon Brabant', 'all', NULL),
    ('BE310', 'Arrondissement Nijvel', 'Arrondissement of Nivelles', 'all', NULL),
    ('BE32', 'Provincie Henegouwen', 'Province of Hainaut', 'all', NULL),
    ('BE321', 'Arrondissement Aat', 'Arrondissement of Ath', 'old', NULL),
    ('BE322', 'Arrondissement Charleroi', 'Arrondissement of Charleroi', 'old', NULL),
    ('BE323', 'Arrondissement Bergen', 'Arrondissement of Mons', 'all', NULL),
    ('BE324', 'Arrondissement Moeskroen', 'Arrondissement of Mouscron', 'old', NULL),
    ('BE325', 'Arrondissement Zinnik', 'Arrondissement of Soignies', 'old', NULL),
    ('BE326', 'Arrondissement Thuin', 'Arrondissement of Thuin', 'old', NULL),
    ('BE327', 'Arrondissement Doornik', 'Arrondissement of Tournai', 'old', NULL),
    ('BE328', 'Arrondissement Doornik-Moeskroen', 'Arrondissement of Tournai-Mouscron', 'new',
     'BE327'),
    ('BE329', 'Arrondissement La Louvière', 'Arrondissement of La Louvière', 'new', NULL),
    ('BE32A', 'Arrondissement Aat', 'Arrondissement of Ath', 'new', 'BE321'),
    ('BE32B', 'Arrondissement Charleroi', 'Arrondissement of Charleroi', 'new', 'BE322'),
    ('BE32C', 'Arrondissement Zinnik', 'Arrondissement of Soignies', 'new', 'BE325'),
    ('BE32D', 'Arrondissement Thuin', 'Arrondissement of Thuin', 'new', 'BE326'),
    ('BE33', 'Provincie Luik', 'Province of Liège', 'all', NULL),
    ('BE331', 'Arrondissement Hoei', 'Arrondissement of Huy', 'all', NULL),
    ('BE332', 'Arrondissement Luik', 'Arrondissement of Liège', 'all', NULL),
    ('BE334', 'Arrondissement Borgworm', 'Arrondissement of Waremme', 'all', NULL),
    ('BE335', 'Arrondissement Verviers, Franstalige gemeenten',
     'Arrondissement of Verviers, French-speaking municipalities', 'all', NULL),
    ('BE336', 'Arrondissement Verviers, Duitstalige Gemeenschap',
     'Arrondissement of Verviers, German-speaking Community', 'all', NULL),
    ('BE34', 'Provincie Luxemburg', 'Province of Luxembourg', 'all', NULL),
    ('BE341', 'Arrondissement Aarlen', 'Arrondissement of Arlon', 'all', NULL),
    ('BE342', 'Arrondissement Bastenaken', 'Arrondissement of Bastogne', 'all', NULL),
    ('BE343', 'Arrondissement Marche-en-Famenne', 'Arrondissement of Marche-en-Famenne',
     'all', NULL),
    ('BE344', 'Arrondissement Neufchâteau', 'Arrondissement of Neufchâteau', 'all', NULL),
    ('BE345', 'Arrondissement Virton', 'Arrondissement of Virton', 'all', NULL),
    ('BE35', 'Provincie Namen', 'Province of Namur', 'all', NULL),
    ('BE351', 'Arrondissement Dinant', 'Arrondissement of Dinant', 'all', NULL),
    ('BE352', 'Arrondissement Namen', 'Arrondissement of Namur', 'all', NULL),
    ('BE353', 'Arrondissement Philippeville', 'Arrondissement of Philippeville', 'all', NULL)
) AS v (code, nl, en, since, successor_of);

INSERT INTO core.question (number, text)
SELECT v.number, ROW(v.nl, v.en)::core.localized_parts
FROM (VALUES
    (1,
     'Hoeveel projecten heeft Flanders Make de voorbije drie jaar jaarlijks '
     'ondersteund?',
     'How many projects has Flanders Make supported in each of the past three years?'),
    (2,
     'Hoeveel van deze projecten hadden betrekking op een Vlaams filiaal van een '
     'multinational?',
     'How many of these projects concerned a Flemish branch of a multinational?'),
    (3,
     'Hoeveel van deze projecten hadden betrekking op een Vlaamse kmo?',
     'How many of these projects concerned a Flemish SME?'),
    (4,
     'Hoeveel en welke kmo-projecten waren de voorbije drie jaar succesvol?',
     'How many SME projects, and which, were successful in the past three years?'),
    (5,
     'Hoeveel leden telde Flanders Make de voorbije drie jaar jaarlijks?',
     'How many members did Flanders Make have in each of the past three years?'),
    (6,
     'Hoeveel van de betreffende leden zijn Vlaamse kmo’s?',
     'How many of those members are Flemish SMEs?'),
    (7,
     'Welke initiatieven ondernam Flanders Make de voorbije drie jaar om hun '
     'infrastructuur laagdrempelig te maken voor en kenbaar te maken bij Vlaamse '
     'kmo’s?',
     'Which initiatives did Flanders Make take in the past three years to make its '
     'infrastructure accessible to Flemish SMEs, and known to them?'),
    (8,
     'Hoeveel bedroeg de jaarlijkse werkingstoelage aan Flanders Make vanwege de '
     'Vlaamse overheid de voorbije drie jaar?',
     'How much was the yearly operating subsidy to Flanders Make from the Flemish '
     'government in the past three years?')
) AS v (number, nl, en);
