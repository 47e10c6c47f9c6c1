-- Which rules reach each person of a table. Legal information, not legal advice.
--
-- rule: draft/minor, draft/minor
-- day: 2017-04-01
-- rulebook: 1063c546d266; dialect: postgres
-- table: office.people, one row a person, named by office, case; `--layout` prints its columns (5 for facts)
-- NULL in a fact: unknown. NULL in an outcome: truth tables do not settle it, or the row contradicts itself (see `contradictory`);
-- `inforce screen` decides such rows exactly, and says on what they depend. NULL in `if operative`: not suspended or pending, or not settled.
WITH person AS MATERIALIZED (
  /* the table; a finding that nobody reported counts as not made */
  SELECT
    "office",
    "case",
    "birth_date.from",
    "birth_date.to",
    "entry_date.from",
    "entry_date.to",
    "entry_manner",
    "birth_date.from" > "birth_date.to" OR "entry_date.from" > "entry_date.to" AS "columns in conflict"
  FROM office.people
), checked AS MATERIALIZED (
  /* whether a row breaks a constraint */
  SELECT
    *,
    COALESCE(
      (
        CASE
          WHEN "entry_date.to" <= CAST('2017-04-01' AS DATE)
          THEN FALSE
          WHEN "entry_date.from" >= CAST('2017-04-02' AS DATE)
          THEN TRUE
        END
        OR CASE
          WHEN "birth_date.to" <= CAST('2017-04-01' AS DATE)
          THEN FALSE
          WHEN "birth_date.from" >= CAST('2017-04-02' AS DATE)
          THEN TRUE
        END
        OR CASE WHEN "birth_date.to" <= "entry_date.from" THEN FALSE WHEN "birth_date.from" > "entry_date.to" THEN TRUE END
      )
      OR "columns in conflict",
      FALSE
    ) AS "contradictory"
  FROM person
), outcome AS MATERIALIZED (
  /* each rule by itself; NULL where truth tables do not settle it */
  SELECT
    "office",
    "case",
    "contradictory",
    CASE
      WHEN NOT (
        CASE
          WHEN "entry_date.to" <= CAST("birth_date.from" + INTERVAL '216 MONTH' AS DATE) + (
            CASE
              WHEN EXTRACT(DAY FROM "birth_date.from") > EXTRACT(DAY FROM CAST("birth_date.from" + INTERVAL '216 MONTH' AS DATE))
              THEN 1
              ELSE 0
            END
          ) - 1
          THEN TRUE
          WHEN "entry_date.from" > CAST("birth_date.to" + INTERVAL '216 MONTH' AS DATE) + (
            CASE
              WHEN EXTRACT(DAY FROM "birth_date.to") > EXTRACT(DAY FROM CAST("birth_date.to" + INTERVAL '216 MONTH' AS DATE))
              THEN 1
              ELSE 0
            END
          ) - 1
          THEN FALSE
        END
        AND "entry_manner" <> 'admitted'
      )
      THEN 'no'
      WHEN CASE
        WHEN "entry_date.to" <= CAST("birth_date.from" + INTERVAL '216 MONTH' AS DATE) + (
          CASE
            WHEN EXTRACT(DAY FROM "birth_date.from") > EXTRACT(DAY FROM CAST("birth_date.from" + INTERVAL '216 MONTH' AS DATE))
            THEN 1
            ELSE 0
          END
        ) - 1
        THEN TRUE
        WHEN "entry_date.from" > CAST("birth_date.to" + INTERVAL '216 MONTH' AS DATE) + (
          CASE
            WHEN EXTRACT(DAY FROM "birth_date.to") > EXTRACT(DAY FROM CAST("birth_date.to" + INTERVAL '216 MONTH' AS DATE))
            THEN 1
            ELSE 0
          END
        ) - 1
        THEN FALSE
      END
      AND "entry_manner" <> 'admitted'
      THEN 'reached'
    END AS "draft/minor",
    CAST(NULL AS TEXT) AS "draft/minor if operative"
  FROM checked
)
SELECT
  "office",
  "case",
  CASE WHEN NOT "contradictory" THEN "draft/minor" END AS "draft/minor",
  CASE WHEN NOT "contradictory" THEN "draft/minor if operative" END AS "draft/minor if operative",
  "contradictory"
FROM outcome;

CREATE TABLE office.people (
  "office" TEXT NOT NULL,
  "case" TEXT NOT NULL,
  "birth_date.from" DATE,
  "birth_date.to" DATE,
  "entry_date.from" DATE,
  "entry_date.to" DATE,
  "entry_manner" TEXT
);
