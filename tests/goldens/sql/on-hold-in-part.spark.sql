-- Which rules reach each person of a table. Legal information, not legal advice.
--
-- rule: rule/one, Rule one
-- day: 2017-04-01
-- rulebook: 1063c546d266; dialect: spark
-- table: people, one row a person, named by person_id; `--layout` prints its columns (4 for facts)
-- NULL in a fact: unknown. NULL in an outcome: truth tables do not settle it, or the row contradicts itself (see `contradictory`);
-- `inforce screen` decides such rows exactly, and says on what they depend. NULL in `if operative`: not suspended or pending, or not settled.
WITH person AS (
  /* the table; a finding that nobody reported counts as not made */
  SELECT
    `person_id`,
    `us_citizen`,
    `removable`,
    `child`,
    `location_type`
  FROM people
), closed AS (
  /* what the constraints force of what is not said */
  SELECT
    `person_id`,
    `us_citizen`,
    COALESCE(`removable`, CASE WHEN `us_citizen` THEN FALSE END) AS `removable`,
    `child`,
    `location_type`
  FROM person
), checked AS (
  /* whether a row breaks a constraint */
  SELECT
    *,
    FALSE AS `contradictory`
  FROM closed
), outcome AS (
  /* each rule by itself; NULL where truth tables do not settle it */
  SELECT
    `person_id`,
    `contradictory`,
    CASE
      WHEN NOT `removable`
      THEN 'no'
      WHEN `removable` AND `location_type` <> 'jail' AND NOT `child`
      THEN 'reached'
      WHEN `removable` AND `location_type` <> 'jail' AND `child`
      THEN 'exempt'
      WHEN `removable` AND `location_type` = 'jail'
      THEN 'suspended'
    END AS `rule/one`,
    CASE
      WHEN `removable` AND `location_type` = 'jail' AND NOT `child`
      THEN 'reached'
      WHEN `removable` AND `location_type` = 'jail' AND `child`
      THEN 'exempt'
    END AS `rule/one if operative`
  FROM checked
)
SELECT
  `person_id`,
  CASE WHEN NOT `contradictory` THEN `rule/one` END AS `rule/one`,
  CASE WHEN NOT `contradictory` THEN `rule/one if operative` END AS `rule/one if operative`,
  `contradictory`
FROM outcome;

CREATE TABLE people (
  `person_id` STRING NOT NULL,
  `us_citizen` BOOLEAN,
  `removable` BOOLEAN,
  `child` BOOLEAN,
  `location_type` STRING
);
