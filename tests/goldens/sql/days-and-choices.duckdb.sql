-- Which rules reach each person of a table. Legal information, not legal advice.
--
-- rule: draft/minor, draft/minor
-- rule: draft/listed, draft/listed
-- day: 2017-04-01
-- rulebook: 1063c546d266; dialect: duckdb
-- table: people, one row a person, named by person_id; `--layout` prints its columns (9 for facts)
-- NULL in a fact: unknown. NULL in an outcome: truth tables do not settle it, or the row contradicts itself (see `contradictory`);
-- `inforce screen` decides such rows exactly, and says on what they depend. NULL in `if operative`: not suspended or pending, or not settled.
WITH person AS (
  /* the table; a finding that nobody reported counts as not made */
  SELECT
    "person_id",
    "nationality",
    "birth_date",
    "entry_date",
    "entry_manner",
    "convictions:any_offense",
    "convictions:felony",
    "convictions:misdemeanor",
    "misdemeanor_count",
    COALESCE("waived", FALSE) AS "waived"
  FROM people
), closed AS (
  /* what the constraints force of what is not said */
  SELECT
    "person_id",
    "nationality",
    "birth_date",
    "entry_date",
    "entry_manner",
    "convictions:any_offense",
    COALESCE("convictions:felony", CASE WHEN NOT "convictions:any_offense" THEN FALSE END) AS "convictions:felony",
    "convictions:misdemeanor",
    "misdemeanor_count",
    "waived",
    COALESCE(
      "misdemeanor_count" <= 2,
      CASE WHEN NOT "convictions:any_offense" AND NOT "convictions:misdemeanor" THEN TRUE END
    ) AS "misdemeanor_count <= 2"
  FROM person
), checked AS (
  /* whether a row breaks a constraint */
  SELECT
    *,
    COALESCE(
      (
        "convictions:felony" AND NOT "convictions:any_offense"
      )
      OR (
        NOT "convictions:any_offense"
        AND NOT "convictions:felony"
        AND NOT "convictions:misdemeanor"
        AND "misdemeanor_count" >= 1
      )
      OR "entry_date" >= CAST('2017-04-02' AS DATE)
      OR "birth_date" >= CAST('2017-04-02' AS DATE)
      OR "birth_date" > "entry_date",
      FALSE
    ) AS "contradictory"
  FROM closed
), step_1 AS (
  /* conditions that rules share */
  SELECT
    *,
    "nationality" IN ('CA', 'MX') AND (
      NOT "misdemeanor_count <= 2" OR "convictions:felony"
    ) AND NOT "waived" AS "draft/listed reached"
  FROM checked
), outcome AS (
  /* each rule by itself; NULL where truth tables do not settle it */
  SELECT
    "person_id",
    "contradictory",
    CASE
      WHEN NOT (
        "entry_date" <= CAST("birth_date" + INTERVAL '216' MONTH AS DATE) + (
          CASE
            WHEN EXTRACT(DAY FROM "birth_date") > EXTRACT(DAY FROM CAST("birth_date" + INTERVAL '216' MONTH AS DATE))
            THEN 1
            ELSE 0
          END
        ) - 1
        AND "entry_manner" <> 'admitted'
      )
      THEN 'no'
      WHEN "entry_date" <= CAST("birth_date" + INTERVAL '216' MONTH AS DATE) + (
        CASE
          WHEN EXTRACT(DAY FROM "birth_date") > EXTRACT(DAY FROM CAST("birth_date" + INTERVAL '216' MONTH AS DATE))
          THEN 1
          ELSE 0
        END
      ) - 1
      AND "entry_manner" <> 'admitted'
      THEN 'reached'
    END AS "draft/minor",
    CAST(NULL AS TEXT) AS "draft/minor if operative",
    CASE WHEN NOT "draft/listed reached" THEN 'no' WHEN "draft/listed reached" THEN 'reached' END AS "draft/listed",
    CAST(NULL AS TEXT) AS "draft/listed if operative"
  FROM step_1
)
SELECT
  "person_id",
  CASE WHEN NOT "contradictory" THEN "draft/minor" END AS "draft/minor",
  CASE WHEN NOT "contradictory" THEN "draft/minor if operative" END AS "draft/minor if operative",
  CASE WHEN NOT "contradictory" THEN "draft/listed" END AS "draft/listed",
  CASE WHEN NOT "contradictory" THEN "draft/listed if operative" END AS "draft/listed if operative",
  "contradictory"
FROM outcome;

CREATE TABLE people (
  "person_id" TEXT NOT NULL,
  "nationality" TEXT,
  "birth_date" DATE,
  "entry_date" DATE,
  "entry_manner" TEXT,
  "convictions:any_offense" BOOLEAN,
  "convictions:felony" BOOLEAN,
  "convictions:misdemeanor" BOOLEAN,
  "misdemeanor_count" BIGINT,
  "waived" BOOLEAN
);
