GRANT USAGE ON SCHEMA public TO shouwang_app, shouwang_door, shouwang_audit;

CREATE OR REPLACE FUNCTION scope_townships() RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN string_to_array(current_setting('app.townships', true), ',');

CREATE OR REPLACE FUNCTION scope_areas() RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN CASE WHEN current_setting('app.areas', true) ~ '^\d{6}(\d{3}(\d{3}(\d{2})?)?)?(,\d{6}(\d{3}(\d{3}(\d{2})?)?)?)*$' THEN string_to_array(current_setting('app.areas', true), ',') END;

CREATE OR REPLACE FUNCTION scope_former() RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN coalesce(current_setting('app.former', true) = 'on', false);

CREATE OR REPLACE FUNCTION scope_narrow() RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN coalesce(current_setting('app.areas', true) !~ '^\d{6}(\d{3})?(,\d{6}(\d{3})?)*$', true);

CREATE TABLE IF NOT EXISTS schema_version (
  id int NOT NULL CHECK (id = 1), version int NOT NULL, declared text NOT NULL, PRIMARY KEY (id));

CREATE TABLE IF NOT EXISTS books (township text NOT NULL, PRIMARY KEY (township));

GRANT SELECT, INSERT ON books TO shouwang_app;

GRANT SELECT ON books TO shouwang_audit;

CREATE TABLE IF NOT EXISTS head (
  township text NOT NULL, seq bigint NOT NULL, at bigint NOT NULL, digest text NOT NULL, PRIMARY KEY (township));

ALTER TABLE head ADD COLUMN IF NOT EXISTS key text;

ALTER TABLE head ADD COLUMN IF NOT EXISTS seal text;

ALTER TABLE head ENABLE ROW LEVEL SECURITY;

ALTER TABLE head FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON head;

CREATE POLICY scope ON head USING (CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END);

GRANT SELECT, INSERT, UPDATE (seq, at, digest, seal) ON head TO shouwang_app;

CREATE TABLE IF NOT EXISTS act (
  township text NOT NULL, seq bigint NOT NULL, id uuid NOT NULL, at bigint NOT NULL, actor text NOT NULL, kind text NOT NULL,
  reason text, source text, definition text NOT NULL, body text NOT NULL, digest text NOT NULL,
  PRIMARY KEY (township, seq), UNIQUE (township, id));

ALTER TABLE act ADD COLUMN IF NOT EXISTS versions bigint;

ALTER TABLE act ENABLE ROW LEVEL SECURITY;

ALTER TABLE act FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON act;

CREATE POLICY scope ON act USING (CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END);

GRANT SELECT (township, seq, id, at, actor, kind, reason, source, definition, versions, digest), INSERT ON act TO shouwang_app;

CREATE TABLE IF NOT EXISTS touched (
  township text NOT NULL, ledger text NOT NULL, what text NOT NULL, seq bigint NOT NULL, at bigint NOT NULL,
  PRIMARY KEY (township, ledger, what));

ALTER TABLE touched ENABLE ROW LEVEL SECURITY;

ALTER TABLE touched FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON touched;

CREATE POLICY scope ON touched USING (CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END);

GRANT SELECT, INSERT, UPDATE (seq, at) ON touched TO shouwang_app;

CREATE TABLE IF NOT EXISTS lookup (
  township text NOT NULL, token text NOT NULL, ledger text NOT NULL, id uuid NOT NULL, area text NOT NULL,
  PRIMARY KEY (township, token, ledger, id));

CREATE INDEX IF NOT EXISTS lookup_row ON lookup (township, id);

CREATE INDEX IF NOT EXISTS lookup_begins ON lookup (township, token COLLATE "C");

ALTER TABLE lookup ENABLE ROW LEVEL SECURITY;

ALTER TABLE lookup FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON lookup;

CREATE POLICY scope ON lookup USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE cardinality(scope_areas()) WHEN 1 THEN area COLLATE "C" ^@ (scope_areas())[1] ELSE area COLLATE "C" ^@ ANY (scope_areas()) END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (area), DELETE ON lookup TO shouwang_app;

CREATE TABLE IF NOT EXISTS issued (
  township text NOT NULL, id uuid NOT NULL, report text NOT NULL, year int NOT NULL, period_from date NOT NULL,
  period_day date NOT NULL, moment bigint NOT NULL, seq bigint NOT NULL, title text NOT NULL, template text NOT NULL,
  figures text NOT NULL, digest text NOT NULL, by text NOT NULL, at bigint NOT NULL, PRIMARY KEY (township, id));

ALTER TABLE issued ENABLE ROW LEVEL SECURITY;

ALTER TABLE issued FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON issued;

CREATE POLICY scope ON issued USING (CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END);

GRANT SELECT, INSERT ON issued TO shouwang_app;

CREATE TABLE IF NOT EXISTS issued_void (
  township text NOT NULL, issued uuid NOT NULL, act uuid NOT NULL, reason text NOT NULL, digest text NOT NULL, by text NOT NULL,
  at bigint NOT NULL, PRIMARY KEY (township, issued));

ALTER TABLE issued_void ENABLE ROW LEVEL SECURITY;

ALTER TABLE issued_void FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON issued_void;

CREATE POLICY scope ON issued_void USING (CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END);

GRANT SELECT, INSERT ON issued_void TO shouwang_app;

CREATE TABLE IF NOT EXISTS audit (
  township text NOT NULL, id uuid NOT NULL, at bigint NOT NULL, actor text NOT NULL, event text NOT NULL, subject text,
  detail text, PRIMARY KEY (township, id));

CREATE INDEX IF NOT EXISTS audit_at ON audit (at, id);

ALTER TABLE audit ENABLE ROW LEVEL SECURITY;

ALTER TABLE audit FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON audit;

CREATE POLICY scope ON audit USING (township = '' OR CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END);

GRANT SELECT, INSERT ON audit TO shouwang_app;

CREATE TABLE IF NOT EXISTS setting (
  township text NOT NULL, key text NOT NULL, value text NOT NULL, PRIMARY KEY (township, key));

ALTER TABLE setting ENABLE ROW LEVEL SECURITY;

ALTER TABLE setting FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON setting;

CREATE POLICY scope ON setting USING (township = '' OR CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END);

GRANT SELECT, INSERT, UPDATE (value) ON setting TO shouwang_app;

CREATE TABLE IF NOT EXISTS shelf (
  township text NOT NULL, seq bigint NOT NULL, at bigint NOT NULL, actor text NOT NULL, what text NOT NULL, key text NOT NULL,
  content text NOT NULL, act bigint, act_digest text, digest text NOT NULL, PRIMARY KEY (township, seq));

CREATE INDEX IF NOT EXISTS shelf_key ON shelf (township, what, key, seq);

ALTER TABLE shelf ENABLE ROW LEVEL SECURITY;

ALTER TABLE shelf FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON shelf;

CREATE POLICY scope ON shelf USING (township = '' OR CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END);

GRANT SELECT, INSERT ON shelf TO shouwang_app;

CREATE TABLE IF NOT EXISTS shelf_head (
  township text NOT NULL, seq bigint NOT NULL, digest text NOT NULL, PRIMARY KEY (township));

ALTER TABLE shelf_head ENABLE ROW LEVEL SECURITY;

ALTER TABLE shelf_head FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON shelf_head;

CREATE POLICY scope ON shelf_head USING (township = '' OR CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END);

GRANT SELECT, INSERT, UPDATE (seq, digest) ON shelf_head TO shouwang_app;

CREATE TABLE IF NOT EXISTS account (
  id uuid NOT NULL, login text NOT NULL, name text NOT NULL, role text NOT NULL, areas text NOT NULL, password text,
  created_at bigint NOT NULL, disabled_at bigint, PRIMARY KEY (id), UNIQUE (login));

ALTER TABLE account ADD COLUMN IF NOT EXISTS password_given boolean;

ALTER TABLE account DROP COLUMN IF EXISTS failed, DROP COLUMN IF EXISTS locked_until;

GRANT SELECT, INSERT, UPDATE ON account TO shouwang_door;

CREATE TABLE IF NOT EXISTS attempt (
  login text NOT NULL, address text NOT NULL, tried int NOT NULL, first bigint NOT NULL, entered bigint,
  PRIMARY KEY (login, address));

GRANT SELECT, INSERT, UPDATE, DELETE ON attempt TO shouwang_door;

CREATE TABLE IF NOT EXISTS matching (
  actor text NOT NULL, span text NOT NULL, asked int NOT NULL, first bigint NOT NULL, PRIMARY KEY (actor, span));

GRANT SELECT, INSERT, UPDATE ON matching TO shouwang_app;

CREATE TABLE IF NOT EXISTS session (
  digest text NOT NULL, account uuid NOT NULL, kind text NOT NULL, created_at bigint NOT NULL, seen_at bigint NOT NULL,
  expires_at bigint NOT NULL, PRIMARY KEY (digest));

ALTER TABLE session ADD COLUMN IF NOT EXISTS address text;

ALTER TABLE session ADD COLUMN IF NOT EXISTS opened text;

CREATE INDEX IF NOT EXISTS session_account ON session (account);

GRANT SELECT, INSERT, UPDATE (seen_at, opened), DELETE ON session TO shouwang_door;

REVOKE ALL ON account, attempt, session FROM shouwang_app;

GRANT SELECT ON head, books TO shouwang_door;

GRANT SELECT, INSERT ON audit, shelf TO shouwang_door;

GRANT SELECT, INSERT, UPDATE (seq, digest) ON shelf_head TO shouwang_door;

GRANT SELECT ON head, act, lookup, issued, issued_void, audit, setting, shelf, shelf_head, account TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_area (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "code" text, "name" text, "level" text, "valid_from" date, "valid_to" date,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_area_oa5614527 ON row_area (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_area_u766a959e ON row_area (township, "code", "valid_from") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_area_d5dc5033f ON row_area (township, "valid_from", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_area_a361d16de ON row_area (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_area_wa5614527 ON row_area (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_area ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_area FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_area;

CREATE POLICY scope ON row_area USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_area TO shouwang_app;

GRANT SELECT ON row_area TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_household (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "number" text, "head_name" text, "area" text, "address" text, "phone" text, "registered_on" date, "residence" text, "closed_on" date,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_household_oa5614527 ON row_household (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_household_u12886f9d ON row_household (township, "number") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_household_a361d16de ON row_household (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_household_wa5614527 ON row_household (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_household ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_household FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_household;

CREATE POLICY scope ON row_household USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_household TO shouwang_app;

GRANT SELECT ON row_household TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_household_label (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "household" uuid, "label" text, "since" date, "until" date, "basis" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_household_label_oa5614527 ON row_household_label (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_household_label_u9b84a0b5 ON row_household_label (township, "household", "label", "since") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_household_label_lbbcd628c ON row_household_label (township, "household");

CREATE INDEX IF NOT EXISTS row_household_label_dd2f9d38e ON row_household_label (township, "since", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_household_label_a361d16de ON row_household_label (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_household_label_wa5614527 ON row_household_label (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_household_label ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_household_label FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_household_label;

CREATE POLICY scope ON row_household_label USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_household_label TO shouwang_app;

GRANT SELECT ON row_household_label TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_person (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "name" text, "id_number" text, "id_number__blind" text, "sex" text, "born_on" date, "ethnicity" text, "education" text, "schooling" text, "health" text, "labour" text, "politics" text, "phone" text, "died_on" date,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_person_oa5614527 ON row_person (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_person_u4254a36d ON row_person (township, "id_number__blind") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_person_a361d16de ON row_person (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_person_wa5614527 ON row_person (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_person ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_person FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_person;

CREATE POLICY scope ON row_person USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_person TO shouwang_app;

GRANT SELECT ON row_person TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_membership (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "person" uuid, "household" uuid, "relation" text, "since" date, "joined_by" text, "until" date, "left_by" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_membership_oa5614527 ON row_membership (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_membership_uc2bc1b5d ON row_membership (township, "person", "since") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_membership_l38a81e87 ON row_membership (township, "person");

CREATE INDEX IF NOT EXISTS row_membership_lbbcd628c ON row_membership (township, "household");

CREATE INDEX IF NOT EXISTS row_membership_dd2f9d38e ON row_membership (township, "since", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_membership_a361d16de ON row_membership (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_membership_wa5614527 ON row_membership (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_membership ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_membership FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_membership;

CREATE POLICY scope ON row_membership USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_membership TO shouwang_app;

GRANT SELECT ON row_membership TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_household_move (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "household" uuid, "moved_from" text, "moved_on" date, "note" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_household_move_oa5614527 ON row_household_move (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_household_move_ufda1519d ON row_household_move (township, "household", "moved_on") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_household_move_lbbcd628c ON row_household_move (township, "household");

CREATE INDEX IF NOT EXISTS row_household_move_d1a7d5e70 ON row_household_move (township, "moved_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_household_move_a361d16de ON row_household_move (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_household_move_wa5614527 ON row_household_move (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_household_move ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_household_move FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_household_move;

CREATE POLICY scope ON row_household_move USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_household_move TO shouwang_app;

GRANT SELECT ON row_household_move TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_site_move (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "site" uuid, "moved_from" text, "moved_on" date, "note" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_site_move_oa5614527 ON row_site_move (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_site_move_u3b21dd7e ON row_site_move (township, "site", "moved_on") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_site_move_lfbae041b ON row_site_move (township, "site");

CREATE INDEX IF NOT EXISTS row_site_move_d1a7d5e70 ON row_site_move (township, "moved_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_site_move_a361d16de ON row_site_move (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_site_move_wa5614527 ON row_site_move (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_site_move ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_site_move FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_site_move;

CREATE POLICY scope ON row_site_move USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_site_move TO shouwang_app;

GRANT SELECT ON row_site_move TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_working_group (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "name" text, "kind" text, "aspect" text, "area" text, "leader" text, "office" text, "document" text, "duty" text, "established_on" date, "dissolved_on" date,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_working_group_oa5614527 ON row_working_group (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_working_group_u8aa01cf9 ON row_working_group (township, "name", "established_on") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_working_group_d973a2b71 ON row_working_group (township, "established_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_working_group_a361d16de ON row_working_group (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_working_group_wa5614527 ON row_working_group (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_working_group ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_working_group FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_working_group;

CREATE POLICY scope ON row_working_group USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_working_group TO shouwang_app;

GRANT SELECT ON row_working_group TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_group_member (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "working_group" uuid, "name" text, "role" text, "position" text, "phone" text, "since" date, "until" date,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_group_member_oa5614527 ON row_group_member (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_group_member_u83db42c7 ON row_group_member (township, "working_group", "name", "since") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_group_member_l50a31d3d ON row_group_member (township, "working_group");

CREATE INDEX IF NOT EXISTS row_group_member_dd2f9d38e ON row_group_member (township, "since", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_group_member_a361d16de ON row_group_member (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_group_member_wa5614527 ON row_group_member (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_group_member ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_group_member FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_group_member;

CREATE POLICY scope ON row_group_member USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_group_member TO shouwang_app;

GRANT SELECT ON row_group_member TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_plan_item (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "working_group" uuid, "year" bigint, "number" bigint, "item" text, "responsible" text, "planned_on" date, "due_on" date, "done_on" date, "progress" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_plan_item_oa5614527 ON row_plan_item (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_plan_item_uc6dbe87f ON row_plan_item (township, "working_group", "year", "number") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_plan_item_l50a31d3d ON row_plan_item (township, "working_group");

CREATE INDEX IF NOT EXISTS row_plan_item_dd630a8c8 ON row_plan_item (township, "planned_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_plan_item_a361d16de ON row_plan_item (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_plan_item_wa5614527 ON row_plan_item (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_plan_item ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_plan_item FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_plan_item;

CREATE POLICY scope ON row_plan_item USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_plan_item TO shouwang_app;

GRANT SELECT ON row_plan_item TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_campaign (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "name" text, "area" text, "cause" text, "leader" text, "began_on" date, "ended_on" date,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_campaign_oa5614527 ON row_campaign (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_campaign_u82a3537f ON row_campaign (township, "name") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_campaign_d9abfbd0c ON row_campaign (township, "began_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_campaign_a361d16de ON row_campaign (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_campaign_wa5614527 ON row_campaign (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_campaign ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_campaign FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_campaign;

CREATE POLICY scope ON row_campaign USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_campaign TO shouwang_app;

GRANT SELECT ON row_campaign TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_campaign_aspect (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "campaign" uuid, "number" bigint, "name" text, "points" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_campaign_aspect_oa5614527 ON row_campaign_aspect (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_campaign_aspect_u868e74f0 ON row_campaign_aspect (township, "campaign", "number") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_campaign_aspect_ucfe665f3 ON row_campaign_aspect (township, "campaign", "name") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_campaign_aspect_l3dc260b2 ON row_campaign_aspect (township, "campaign");

CREATE INDEX IF NOT EXISTS row_campaign_aspect_a361d16de ON row_campaign_aspect (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_campaign_aspect_wa5614527 ON row_campaign_aspect (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_campaign_aspect ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_campaign_aspect FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_campaign_aspect;

CREATE POLICY scope ON row_campaign_aspect USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_campaign_aspect TO shouwang_app;

GRANT SELECT ON row_campaign_aspect TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_inspection (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "aspect" uuid, "village" text, "inspected_on" date, "inspectors" text, "households" bigint, "finding" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_inspection_oa5614527 ON row_inspection (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_inspection_ub67f1cb2 ON row_inspection (township, "aspect", "village") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_inspection_lbd8bf4f1 ON row_inspection (township, "aspect");

CREATE INDEX IF NOT EXISTS row_inspection_dccc21275 ON row_inspection (township, "inspected_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_inspection_a361d16de ON row_inspection (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_inspection_wa5614527 ON row_inspection (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_inspection ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_inspection FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_inspection;

CREATE POLICY scope ON row_inspection USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_inspection TO shouwang_app;

GRANT SELECT ON row_inspection TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_issue (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "number" text, "title" text, "source" text, "origin" text, "nature" text, "place" text, "inspection" uuid, "found_on" date, "lead" text, "unit" text, "responsible" text, "time_limit" text, "due_on" date, "closed_on" date,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_issue_oa5614527 ON row_issue (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_issue_u12886f9d ON row_issue (township, "number") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_issue_l3b1957f3 ON row_issue (township, "inspection");

CREATE INDEX IF NOT EXISTS row_issue_d0aa6121c ON row_issue (township, "found_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_issue_a361d16de ON row_issue (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_issue_wa5614527 ON row_issue (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_issue ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_issue FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_issue;

CREATE POLICY scope ON row_issue USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_issue TO shouwang_app;

GRANT SELECT ON row_issue TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_remedy (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "issue" uuid, "measure" text, "responsible" text, "unit" text, "planned_on" date, "due_on" date, "done_on" date, "evidence" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_remedy_oa5614527 ON row_remedy (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_remedy_u0bab10e6 ON row_remedy (township, "issue", "measure") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_remedy_l4a502846 ON row_remedy (township, "issue");

CREATE INDEX IF NOT EXISTS row_remedy_dd630a8c8 ON row_remedy (township, "planned_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_remedy_a361d16de ON row_remedy (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_remedy_wa5614527 ON row_remedy (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_remedy ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_remedy FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_remedy;

CREATE POLICY scope ON row_remedy USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_remedy TO shouwang_app;

GRANT SELECT ON row_remedy TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_acceptance (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "issue" uuid, "step" text, "checked_on" date, "checked_by" text, "passed" boolean, "opinion" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_acceptance_oa5614527 ON row_acceptance (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_acceptance_u2b4d32b6 ON row_acceptance (township, "issue", "step", "checked_on") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_acceptance_l4a502846 ON row_acceptance (township, "issue");

CREATE INDEX IF NOT EXISTS row_acceptance_d7a98f6e2 ON row_acceptance (township, "checked_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_acceptance_a361d16de ON row_acceptance (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_acceptance_wa5614527 ON row_acceptance (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_acceptance ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_acceptance FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_acceptance;

CREATE POLICY scope ON row_acceptance USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_acceptance TO shouwang_app;

GRANT SELECT ON row_acceptance TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_monitoring (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "household" uuid, "category" text, "main_risk" text, "other_risk" text, "identified_on" date, "cleared_on" date, "cleared_by" text, "note" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_monitoring_oa5614527 ON row_monitoring (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_monitoring_u238da18c ON row_monitoring (township, "household", "identified_on") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_monitoring_lbbcd628c ON row_monitoring (township, "household");

CREATE INDEX IF NOT EXISTS row_monitoring_da70ca6f1 ON row_monitoring (township, "identified_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_monitoring_a361d16de ON row_monitoring (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_monitoring_wa5614527 ON row_monitoring (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_monitoring ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_monitoring FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_monitoring;

CREATE POLICY scope ON row_monitoring USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_monitoring TO shouwang_app;

GRANT SELECT ON row_monitoring TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_grid (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "code" text, "name" text, "area" text, "terrain" text, "valid_from" date, "valid_to" date,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_grid_oa5614527 ON row_grid (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_grid_u766a959e ON row_grid (township, "code", "valid_from") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_grid_d5dc5033f ON row_grid (township, "valid_from", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_grid_a361d16de ON row_grid (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_grid_wa5614527 ON row_grid (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_grid ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_grid FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_grid;

CREATE POLICY scope ON row_grid USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_grid TO shouwang_app;

GRANT SELECT ON row_grid TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_grid_household (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "household" uuid, "grid" uuid, "since" date, "until" date,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_grid_household_oa5614527 ON row_grid_household (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_grid_household_u61349915 ON row_grid_household (township, "household", "since") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_grid_household_lbbcd628c ON row_grid_household (township, "household");

CREATE INDEX IF NOT EXISTS row_grid_household_l0f2a693e ON row_grid_household (township, "grid");

CREATE INDEX IF NOT EXISTS row_grid_household_dd2f9d38e ON row_grid_household (township, "since", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_grid_household_a361d16de ON row_grid_household (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_grid_household_wa5614527 ON row_grid_household (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_grid_household ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_grid_household FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_grid_household;

CREATE POLICY scope ON row_grid_household USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_grid_household TO shouwang_app;

GRANT SELECT ON row_grid_household TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_grid_worker (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "person" uuid, "grid" uuid, "background" text, "phone" text, "since" date, "until" date, "left_by" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_grid_worker_oa5614527 ON row_grid_worker (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_grid_worker_ufe9345c6 ON row_grid_worker (township, "grid", "since") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_grid_worker_l38a81e87 ON row_grid_worker (township, "person");

CREATE INDEX IF NOT EXISTS row_grid_worker_l0f2a693e ON row_grid_worker (township, "grid");

CREATE INDEX IF NOT EXISTS row_grid_worker_dd2f9d38e ON row_grid_worker (township, "since", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_grid_worker_a361d16de ON row_grid_worker (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_grid_worker_wa5614527 ON row_grid_worker (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_grid_worker ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_grid_worker FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_grid_worker;

CREATE POLICY scope ON row_grid_worker USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_grid_worker TO shouwang_app;

GRANT SELECT ON row_grid_worker TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_grid_training (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "topic" text, "area" text, "held_on" date, "teacher" text, "place" text, "expected" bigint, "attended" bigint, "note" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_grid_training_oa5614527 ON row_grid_training (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_grid_training_u2fabf3d4 ON row_grid_training (township, "topic", "area", "held_on") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_grid_training_da8185656 ON row_grid_training (township, "held_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_grid_training_a361d16de ON row_grid_training (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_grid_training_wa5614527 ON row_grid_training (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_grid_training ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_grid_training FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_grid_training;

CREATE POLICY scope ON row_grid_training USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_grid_training TO shouwang_app;

GRANT SELECT ON row_grid_training TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_grid_check (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "worker" uuid, "called_on" date, "called_by" text, "answered" boolean, "outcome" text, "reported" bigint, "follow_up" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_grid_check_oa5614527 ON row_grid_check (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_grid_check_u4ca6fb4d ON row_grid_check (township, "worker", "called_on") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_grid_check_l87eba76e ON row_grid_check (township, "worker");

CREATE INDEX IF NOT EXISTS row_grid_check_da44aa409 ON row_grid_check (township, "called_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_grid_check_a361d16de ON row_grid_check (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_grid_check_wa5614527 ON row_grid_check (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_grid_check ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_grid_check FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_grid_check;

CREATE POLICY scope ON row_grid_check USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_grid_check TO shouwang_app;

GRANT SELECT ON row_grid_check TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_clue (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "household" uuid, "channel" text, "department" text, "received_on" date, "matter" text, "verified_on" date, "verified_by" text, "outcome" text, "note" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_clue_oa5614527 ON row_clue (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_clue_ue778fe47 ON row_clue (township, "household", "channel", "received_on", "matter") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_clue_lbbcd628c ON row_clue (township, "household");

CREATE INDEX IF NOT EXISTS row_clue_da27700c7 ON row_clue (township, "received_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_clue_a361d16de ON row_clue (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_clue_wa5614527 ON row_clue (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_clue ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_clue FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_clue;

CREATE POLICY scope ON row_clue USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_clue TO shouwang_app;

GRANT SELECT ON row_clue TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_medical_cover (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "person" uuid, "kind" text, "serious_illness" boolean, "supplementary" boolean, "contribution" bigint, "subsidy" bigint, "enrolled_on" date, "from_day" date, "until_day" date,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_medical_cover_oa5614527 ON row_medical_cover (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_medical_cover_u09ddb089 ON row_medical_cover (township, "person", "from_day") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_medical_cover_l38a81e87 ON row_medical_cover (township, "person");

CREATE INDEX IF NOT EXISTS row_medical_cover_d484f1b59 ON row_medical_cover (township, "from_day", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_medical_cover_a361d16de ON row_medical_cover (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_medical_cover_wa5614527 ON row_medical_cover (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_medical_cover ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_medical_cover FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_medical_cover;

CREATE POLICY scope ON row_medical_cover USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_medical_cover TO shouwang_app;

GRANT SELECT ON row_medical_cover TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_medical_expense (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "person" uuid, "kind" text, "hospital" text, "level" text, "admitted_on" date, "settled_on" date, "total" bigint, "basic_paid" bigint, "serious_paid" bigint, "aid_paid" bigint, "supplementary_paid" bigint, "own_paid" bigint, "pay_later" boolean, "one_stop" boolean,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_medical_expense_oa5614527 ON row_medical_expense (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_medical_expense_u7265a6e6 ON row_medical_expense (township, "person", "kind", "hospital", "settled_on") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_medical_expense_l38a81e87 ON row_medical_expense (township, "person");

CREATE INDEX IF NOT EXISTS row_medical_expense_d6e852ee5 ON row_medical_expense (township, "settled_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_medical_expense_a361d16de ON row_medical_expense (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_medical_expense_wa5614527 ON row_medical_expense (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_medical_expense ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_medical_expense FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_medical_expense;

CREATE POLICY scope ON row_medical_expense USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_medical_expense TO shouwang_app;

GRANT SELECT ON row_medical_expense TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_family_doctor (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "person" uuid, "doctor" text, "doctor_phone" text, "clinic" text, "group" text, "signed_on" date, "expires_on" date, "followed_up_on" date, "advice" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_family_doctor_oa5614527 ON row_family_doctor (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_family_doctor_uce6e5d99 ON row_family_doctor (township, "person", "signed_on") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_family_doctor_l38a81e87 ON row_family_doctor (township, "person");

CREATE INDEX IF NOT EXISTS row_family_doctor_da91b8e42 ON row_family_doctor (township, "signed_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_family_doctor_a361d16de ON row_family_doctor (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_family_doctor_wa5614527 ON row_family_doctor (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_family_doctor ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_family_doctor FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_family_doctor;

CREATE POLICY scope ON row_family_doctor USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_family_doctor TO shouwang_app;

GRANT SELECT ON row_family_doctor TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_serious_illness (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "person" uuid, "disease" text, "hospital" text, "diagnosed_on" date, "found_by" text, "special_treatment" boolean, "burden" text, "guided_on" date, "note" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_serious_illness_oa5614527 ON row_serious_illness (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_serious_illness_u9d5f8d51 ON row_serious_illness (township, "person", "disease") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_serious_illness_l38a81e87 ON row_serious_illness (township, "person");

CREATE INDEX IF NOT EXISTS row_serious_illness_d6370e4a9 ON row_serious_illness (township, "diagnosed_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_serious_illness_a361d16de ON row_serious_illness (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_serious_illness_wa5614527 ON row_serious_illness (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_serious_illness ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_serious_illness FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_serious_illness;

CREATE POLICY scope ON row_serious_illness USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_serious_illness TO shouwang_app;

GRANT SELECT ON row_serious_illness TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_education_aid (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "person" uuid, "item" text, "stage" text, "school" text, "boarding" boolean, "school_year" text, "term" text, "basis" text, "amount" bigint, "applied_on" date, "paid_on" date, "note" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_education_aid_oa5614527 ON row_education_aid (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_education_aid_u72fe534c ON row_education_aid (township, "person", "item", "school_year", "term") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_education_aid_l38a81e87 ON row_education_aid (township, "person");

CREATE INDEX IF NOT EXISTS row_education_aid_d790496c4 ON row_education_aid (township, "paid_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_education_aid_a361d16de ON row_education_aid (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_education_aid_wa5614527 ON row_education_aid (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_education_aid ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_education_aid FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_education_aid;

CREATE POLICY scope ON row_education_aid USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_education_aid TO shouwang_app;

GRANT SELECT ON row_education_aid TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_student_loan (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "person" uuid, "school" text, "level" text, "school_year" text, "kind" text, "co_borrower" text, "bank" text, "amount" bigint, "applied_on" date, "lent_on" date,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_student_loan_oa5614527 ON row_student_loan (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_student_loan_u23d5b510 ON row_student_loan (township, "person", "school_year") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_student_loan_l38a81e87 ON row_student_loan (township, "person");

CREATE INDEX IF NOT EXISTS row_student_loan_d0aa32195 ON row_student_loan (township, "applied_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_student_loan_a361d16de ON row_student_loan (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_student_loan_wa5614527 ON row_student_loan (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_student_loan ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_student_loan FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_student_loan;

CREATE POLICY scope ON row_student_loan USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_student_loan TO shouwang_app;

GRANT SELECT ON row_student_loan TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_dropout_watch (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "person" uuid, "school" text, "situation" text, "reason" text, "responsible" text, "found_on" date, "persuaded_on" date, "measure" text, "ended_on" date, "result" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_dropout_watch_oa5614527 ON row_dropout_watch (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_dropout_watch_ua5643a8e ON row_dropout_watch (township, "person", "found_on") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_dropout_watch_l38a81e87 ON row_dropout_watch (township, "person");

CREATE INDEX IF NOT EXISTS row_dropout_watch_d0aa6121c ON row_dropout_watch (township, "found_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_dropout_watch_a361d16de ON row_dropout_watch (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_dropout_watch_wa5614527 ON row_dropout_watch (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_dropout_watch ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_dropout_watch FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_dropout_watch;

CREATE POLICY scope ON row_dropout_watch USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_dropout_watch TO shouwang_app;

GRANT SELECT ON row_dropout_watch TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_insurance_policy (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "household" uuid, "product" text, "number" text, "insurer" text, "insured" bigint, "premium" bigint, "paid_by" text, "from_day" date, "until_day" date,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_insurance_policy_oa5614527 ON row_insurance_policy (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_insurance_policy_uae784b7f ON row_insurance_policy (township, "household", "product", "from_day") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_insurance_policy_lbbcd628c ON row_insurance_policy (township, "household");

CREATE INDEX IF NOT EXISTS row_insurance_policy_d484f1b59 ON row_insurance_policy (township, "from_day", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_insurance_policy_a361d16de ON row_insurance_policy (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_insurance_policy_wa5614527 ON row_insurance_policy (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_insurance_policy ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_insurance_policy FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_insurance_policy;

CREATE POLICY scope ON row_insurance_policy USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_insurance_policy TO shouwang_app;

GRANT SELECT ON row_insurance_policy TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_insurance_claim (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "person" uuid, "policy" uuid, "item" text, "cause" text, "claimed_on" date, "amount" bigint, "paid_on" date, "handled_by" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_insurance_claim_oa5614527 ON row_insurance_claim (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_insurance_claim_u7b42343c ON row_insurance_claim (township, "person", "item", "claimed_on") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_insurance_claim_l38a81e87 ON row_insurance_claim (township, "person");

CREATE INDEX IF NOT EXISTS row_insurance_claim_l823412d1 ON row_insurance_claim (township, "policy");

CREATE INDEX IF NOT EXISTS row_insurance_claim_d2c444e3e ON row_insurance_claim (township, "claimed_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_insurance_claim_a361d16de ON row_insurance_claim (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_insurance_claim_wa5614527 ON row_insurance_claim (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_insurance_claim ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_insurance_claim FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_insurance_claim;

CREATE POLICY scope ON row_insurance_claim USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_insurance_claim TO shouwang_app;

GRANT SELECT ON row_insurance_claim TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_housing_safety (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "household" uuid, "appraised_on" date, "grade" text, "method" text, "appraiser" text, "structure" text, "floor_area" bigint, "dwelling" text, "action" text, "finished_on" date,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_housing_safety_oa5614527 ON row_housing_safety (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_housing_safety_u68cf7a1a ON row_housing_safety (township, "household", "appraised_on") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_housing_safety_lbbcd628c ON row_housing_safety (township, "household");

CREATE INDEX IF NOT EXISTS row_housing_safety_d2f46debf ON row_housing_safety (township, "appraised_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_housing_safety_a361d16de ON row_housing_safety (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_housing_safety_wa5614527 ON row_housing_safety (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_housing_safety ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_housing_safety FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_housing_safety;

CREATE POLICY scope ON row_housing_safety USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_housing_safety TO shouwang_app;

GRANT SELECT ON row_housing_safety TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_water_project (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "name" text, "kind" text, "area" text, "source" text, "daily_capacity" bigint, "keeper" text, "began_on" date, "completed_on" date,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_water_project_oa5614527 ON row_water_project (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_water_project_u82a3537f ON row_water_project (township, "name") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_water_project_d9abfbd0c ON row_water_project (township, "began_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_water_project_a361d16de ON row_water_project (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_water_project_wa5614527 ON row_water_project (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_water_project ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_water_project FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_water_project;

CREATE POLICY scope ON row_water_project USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_water_project TO shouwang_app;

GRANT SELECT ON row_water_project TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_water_work (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "project" uuid, "name" text, "kind" text, "pipeline" bigint, "investment" bigint, "builder" text, "began_on" date, "finished_on" date,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_water_work_oa5614527 ON row_water_work (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_water_work_u9c3ae005 ON row_water_work (township, "project", "name") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_water_work_l244210e4 ON row_water_work (township, "project");

CREATE INDEX IF NOT EXISTS row_water_work_d9abfbd0c ON row_water_work (township, "began_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_water_work_a361d16de ON row_water_work (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_water_work_wa5614527 ON row_water_work (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_water_work ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_water_work FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_water_work;

CREATE POLICY scope ON row_water_work USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_water_work TO shouwang_app;

GRANT SELECT ON row_water_work TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_water_supply (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "project" uuid, "village" text, "villager_group" text, "since" date, "until" date,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_water_supply_oa5614527 ON row_water_supply (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_water_supply_u03d5bf8f ON row_water_supply (township, "project", "villager_group", "since") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_water_supply_l244210e4 ON row_water_supply (township, "project");

CREATE INDEX IF NOT EXISTS row_water_supply_dd2f9d38e ON row_water_supply (township, "since", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_water_supply_a361d16de ON row_water_supply (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_water_supply_wa5614527 ON row_water_supply (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_water_supply ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_water_supply FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_water_supply;

CREATE POLICY scope ON row_water_supply USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_water_supply TO shouwang_app;

GRANT SELECT ON row_water_supply TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_household_water (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "household" uuid, "mode" text, "project" uuid, "litres" bigint, "quantity" text, "quality" text, "convenience" text, "guarantee" text, "tested" boolean, "since" date, "until" date, "note" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_household_water_oa5614527 ON row_household_water (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_household_water_u61349915 ON row_household_water (township, "household", "since") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_household_water_lbbcd628c ON row_household_water (township, "household");

CREATE INDEX IF NOT EXISTS row_household_water_l244210e4 ON row_household_water (township, "project");

CREATE INDEX IF NOT EXISTS row_household_water_dd2f9d38e ON row_household_water (township, "since", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_household_water_a361d16de ON row_household_water (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_household_water_wa5614527 ON row_household_water (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_household_water ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_household_water FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_household_water;

CREATE POLICY scope ON row_household_water USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_household_water TO shouwang_app;

GRANT SELECT ON row_household_water TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_cadre (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "number" text, "name" text, "sex" text, "politics" text, "unit" text, "position" text, "relation" text, "area" text, "phone" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_cadre_oa5614527 ON row_cadre (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_cadre_u12886f9d ON row_cadre (township, "number") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_cadre_a361d16de ON row_cadre (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_cadre_wa5614527 ON row_cadre (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_cadre ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_cadre FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_cadre;

CREATE POLICY scope ON row_cadre USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_cadre TO shouwang_app;

GRANT SELECT ON row_cadre TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_responsibility (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "household" uuid, "level" text, "cadre" uuid, "since" date, "until" date, "changed_by" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_responsibility_oa5614527 ON row_responsibility (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_responsibility_uc3331ab7 ON row_responsibility (township, "household", "level", "since") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_responsibility_lbbcd628c ON row_responsibility (township, "household");

CREATE INDEX IF NOT EXISTS row_responsibility_l999fd90d ON row_responsibility (township, "cadre");

CREATE INDEX IF NOT EXISTS row_responsibility_dd2f9d38e ON row_responsibility (township, "since", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_responsibility_a361d16de ON row_responsibility (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_responsibility_wa5614527 ON row_responsibility (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_responsibility ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_responsibility FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_responsibility;

CREATE POLICY scope ON row_responsibility USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_responsibility TO shouwang_app;

GRANT SELECT ON row_responsibility TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_pairing (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "household" uuid, "cadre" uuid, "since" date, "until" date, "changed_by" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_pairing_oa5614527 ON row_pairing (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_pairing_u61349915 ON row_pairing (township, "household", "since") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_pairing_lbbcd628c ON row_pairing (township, "household");

CREATE INDEX IF NOT EXISTS row_pairing_l999fd90d ON row_pairing (township, "cadre");

CREATE INDEX IF NOT EXISTS row_pairing_dd2f9d38e ON row_pairing (township, "since", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_pairing_a361d16de ON row_pairing (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_pairing_wa5614527 ON row_pairing (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_pairing ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_pairing FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_pairing;

CREATE POLICY scope ON row_pairing USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_pairing TO shouwang_app;

GRANT SELECT ON row_pairing TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_help_plan (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "household" uuid, "year" bigint, "made_on" date, "made_by" uuid, "needs" text, "goal" text, "agreed" text, "reviewed_on" date, "review" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_help_plan_oa5614527 ON row_help_plan (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_help_plan_u4a1aa57a ON row_help_plan (township, "household", "year") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_help_plan_lbbcd628c ON row_help_plan (township, "household");

CREATE INDEX IF NOT EXISTS row_help_plan_le2d825f0 ON row_help_plan (township, "made_by");

CREATE INDEX IF NOT EXISTS row_help_plan_d8780eb80 ON row_help_plan (township, "made_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_help_plan_a361d16de ON row_help_plan (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_help_plan_wa5614527 ON row_help_plan (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_help_plan ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_help_plan FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_help_plan;

CREATE POLICY scope ON row_help_plan USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_help_plan TO shouwang_app;

GRANT SELECT ON row_help_plan TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_help_measure (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "plan" uuid, "person" uuid, "category" text, "measure" text, "responsible" uuid, "amount" bigint, "started_on" date, "finished_on" date, "result" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_help_measure_oa5614527 ON row_help_measure (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_help_measure_u65b7acda ON row_help_measure (township, "plan", "person", "category", "measure") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_help_measure_l64879f7d ON row_help_measure (township, "plan");

CREATE INDEX IF NOT EXISTS row_help_measure_l38a81e87 ON row_help_measure (township, "person");

CREATE INDEX IF NOT EXISTS row_help_measure_lc9195f09 ON row_help_measure (township, "responsible");

CREATE INDEX IF NOT EXISTS row_help_measure_d740b1c63 ON row_help_measure (township, "started_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_help_measure_a361d16de ON row_help_measure (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_help_measure_wa5614527 ON row_help_measure (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_help_measure ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_help_measure FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_help_measure;

CREATE POLICY scope ON row_help_measure USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_help_measure TO shouwang_app;

GRANT SELECT ON row_help_measure TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_visit (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "household" uuid, "cadre" uuid, "status" text, "visited_on" date, "way" text, "situation" text, "needs" text, "handling" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_visit_oa5614527 ON row_visit (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_visit_uc5fb80f9 ON row_visit (township, "household", "cadre", "visited_on") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_visit_lbbcd628c ON row_visit (township, "household");

CREATE INDEX IF NOT EXISTS row_visit_l999fd90d ON row_visit (township, "cadre");

CREATE INDEX IF NOT EXISTS row_visit_d41644ebb ON row_visit (township, "visited_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_visit_a361d16de ON row_visit (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_visit_wa5614527 ON row_visit (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_visit ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_visit FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_visit;

CREATE POLICY scope ON row_visit USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_visit TO shouwang_app;

GRANT SELECT ON row_visit TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_team (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "name" text, "village" text, "batch" bigint, "unit" text, "since" date, "until" date,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_team_oa5614527 ON row_team (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_team_uadb77886 ON row_team (township, "village", "batch") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_team_dd2f9d38e ON row_team (township, "since", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_team_a361d16de ON row_team (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_team_wa5614527 ON row_team (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_team ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_team FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_team;

CREATE POLICY scope ON row_team USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_team TO shouwang_app;

GRANT SELECT ON row_team TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_team_member (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "team" uuid, "cadre" uuid, "role" text, "since" date, "until" date,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_team_member_oa5614527 ON row_team_member (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_team_member_u717ca959 ON row_team_member (township, "team", "cadre", "since") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_team_member_lca8b22d0 ON row_team_member (township, "team");

CREATE INDEX IF NOT EXISTS row_team_member_l999fd90d ON row_team_member (township, "cadre");

CREATE INDEX IF NOT EXISTS row_team_member_dd2f9d38e ON row_team_member (township, "since", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_team_member_a361d16de ON row_team_member (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_team_member_wa5614527 ON row_team_member (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_team_member ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_team_member FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_team_member;

CREATE POLICY scope ON row_team_member USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_team_member TO shouwang_app;

GRANT SELECT ON row_team_member TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_team_task (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "team" uuid, "year" bigint, "task" text, "planned_on" date, "due_on" date, "done_on" date, "result" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_team_task_oa5614527 ON row_team_task (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_team_task_u1d7ffdde ON row_team_task (township, "team", "year", "task") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_team_task_lca8b22d0 ON row_team_task (township, "team");

CREATE INDEX IF NOT EXISTS row_team_task_dd630a8c8 ON row_team_task (township, "planned_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_team_task_a361d16de ON row_team_task (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_team_task_wa5614527 ON row_team_task (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_team_task ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_team_task FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_team_task;

CREATE POLICY scope ON row_team_task USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_team_task TO shouwang_app;

GRANT SELECT ON row_team_task TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_handover (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "outgoing" uuid, "incoming" uuid, "item" text, "handed_on" date, "handed_by" text, "received_by" text, "outstanding" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_handover_oa5614527 ON row_handover (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_handover_ue394c84f ON row_handover (township, "outgoing", "incoming", "item") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_handover_l7ec7f506 ON row_handover (township, "outgoing");

CREATE INDEX IF NOT EXISTS row_handover_l3a7470e0 ON row_handover (township, "incoming");

CREATE INDEX IF NOT EXISTS row_handover_d11b95e60 ON row_handover (township, "handed_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_handover_a361d16de ON row_handover (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_handover_wa5614527 ON row_handover (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_handover ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_handover FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_handover;

CREATE POLICY scope ON row_handover USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_handover TO shouwang_app;

GRANT SELECT ON row_handover TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_mulberry_planting (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "household" uuid, "plot" text, "planted_on" date, "variety" text, "seedlings" bigint, "area" bigint, "land" text, "seedlings_free" boolean, "yields_from" date, "cleared_on" date, "note" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_mulberry_planting_oa5614527 ON row_mulberry_planting (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_mulberry_planting_u610589da ON row_mulberry_planting (township, "household", "plot") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_mulberry_planting_lbbcd628c ON row_mulberry_planting (township, "household");

CREATE INDEX IF NOT EXISTS row_mulberry_planting_d16f7f97d ON row_mulberry_planting (township, "planted_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_mulberry_planting_a361d16de ON row_mulberry_planting (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_mulberry_planting_wa5614527 ON row_mulberry_planting (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_mulberry_planting ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_mulberry_planting FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_mulberry_planting;

CREATE POLICY scope ON row_mulberry_planting USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_mulberry_planting TO shouwang_app;

GRANT SELECT ON row_mulberry_planting TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_silkworm_batch (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "household" uuid, "year" bigint, "season" text, "egg_variety" text, "boxes" bigint, "hatched_on" date, "raised_in" text, "cocoon" bigint, "sold_on" date, "buyer" text, "income" bigint,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_silkworm_batch_oa5614527 ON row_silkworm_batch (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_silkworm_batch_u40853df0 ON row_silkworm_batch (township, "household", "year", "season") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_silkworm_batch_lbbcd628c ON row_silkworm_batch (township, "household");

CREATE INDEX IF NOT EXISTS row_silkworm_batch_dd04f9af2 ON row_silkworm_batch (township, "sold_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_silkworm_batch_a361d16de ON row_silkworm_batch (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_silkworm_batch_wa5614527 ON row_silkworm_batch (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_silkworm_batch ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_silkworm_batch FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_silkworm_batch;

CREATE POLICY scope ON row_silkworm_batch USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_silkworm_batch TO shouwang_app;

GRANT SELECT ON row_silkworm_batch TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_tourism_site (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "name" text, "area" text, "kind" text, "opened_on" date, "closed_on" date, "manager" text, "grade" text, "note" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_tourism_site_oa5614527 ON row_tourism_site (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_tourism_site_u82a3537f ON row_tourism_site (township, "name") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_tourism_site_d03269b22 ON row_tourism_site (township, "opened_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_tourism_site_a361d16de ON row_tourism_site (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_tourism_site_wa5614527 ON row_tourism_site (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_tourism_site ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_tourism_site FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_tourism_site;

CREATE POLICY scope ON row_tourism_site USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_tourism_site TO shouwang_app;

GRANT SELECT ON row_tourism_site TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_tourism_work (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "name" text, "site" uuid, "kind" text, "began_on" date, "finished_on" date, "invested" bigint, "paid_from" text, "builder" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_tourism_work_oa5614527 ON row_tourism_work (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_tourism_work_u82a3537f ON row_tourism_work (township, "name") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_tourism_work_lfbae041b ON row_tourism_work (township, "site");

CREATE INDEX IF NOT EXISTS row_tourism_work_d261f4f16 ON row_tourism_work (township, "finished_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_tourism_work_a361d16de ON row_tourism_work (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_tourism_work_wa5614527 ON row_tourism_work (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_tourism_work ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_tourism_work FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_tourism_work;

CREATE POLICY scope ON row_tourism_work USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_tourism_work TO shouwang_app;

GRANT SELECT ON row_tourism_work TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_tourism_visit (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "site" uuid, "counted_on" date, "visitors" bigint, "income" bigint, "counted_by" text, "reported_by" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_tourism_visit_oa5614527 ON row_tourism_visit (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_tourism_visit_u82e625cd ON row_tourism_visit (township, "site", "counted_on") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_tourism_visit_lfbae041b ON row_tourism_visit (township, "site");

CREATE INDEX IF NOT EXISTS row_tourism_visit_def5edfa5 ON row_tourism_visit (township, "counted_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_tourism_visit_a361d16de ON row_tourism_visit (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_tourism_visit_wa5614527 ON row_tourism_visit (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_tourism_visit ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_tourism_visit FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_tourism_visit;

CREATE POLICY scope ON row_tourism_visit USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_tourism_visit TO shouwang_app;

GRANT SELECT ON row_tourism_visit TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_tourism_honour (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "name" text, "area" text, "site" uuid, "granted_on" date, "granted_by" text, "level" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_tourism_honour_oa5614527 ON row_tourism_honour (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_tourism_honour_uf6ead573 ON row_tourism_honour (township, "name", "area") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_tourism_honour_lfbae041b ON row_tourism_honour (township, "site");

CREATE INDEX IF NOT EXISTS row_tourism_honour_d639ff88c ON row_tourism_honour (township, "granted_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_tourism_honour_a361d16de ON row_tourism_honour (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_tourism_honour_wa5614527 ON row_tourism_honour (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_tourism_honour ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_tourism_honour FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_tourism_honour;

CREATE POLICY scope ON row_tourism_honour USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_tourism_honour TO shouwang_app;

GRANT SELECT ON row_tourism_honour TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_microloan (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "contract" text, "household" uuid, "borrower" uuid, "bank" text, "amount" bigint, "lent_on" date, "due_on" date, "extended_to" date, "granted_as" text, "purpose" text, "purpose_detail" text, "rate" bigint, "subsidised" boolean,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_microloan_oa5614527 ON row_microloan (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_microloan_ucc8321d6 ON row_microloan (township, "contract") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_microloan_lbbcd628c ON row_microloan (township, "household");

CREATE INDEX IF NOT EXISTS row_microloan_lab3f5f62 ON row_microloan (township, "borrower");

CREATE INDEX IF NOT EXISTS row_microloan_d63775cdb ON row_microloan (township, "lent_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_microloan_a361d16de ON row_microloan (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_microloan_wa5614527 ON row_microloan (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_microloan ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_microloan FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_microloan;

CREATE POLICY scope ON row_microloan USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_microloan TO shouwang_app;

GRANT SELECT ON row_microloan TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_microloan_repayment (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "receipt" text, "loan" uuid, "paid_on" date, "principal" bigint, "interest" bigint, "paid_by" text, "note" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_microloan_repayment_oa5614527 ON row_microloan_repayment (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_microloan_repayment_u6f328609 ON row_microloan_repayment (township, "receipt") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_microloan_repayment_l472bbf14 ON row_microloan_repayment (township, "loan");

CREATE INDEX IF NOT EXISTS row_microloan_repayment_d790496c4 ON row_microloan_repayment (township, "paid_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_microloan_repayment_a361d16de ON row_microloan_repayment (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_microloan_repayment_wa5614527 ON row_microloan_repayment (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_microloan_repayment ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_microloan_repayment FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_microloan_repayment;

CREATE POLICY scope ON row_microloan_repayment USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_microloan_repayment TO shouwang_app;

GRANT SELECT ON row_microloan_repayment TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_labour_register (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "person" uuid, "registered_on" date, "removed_on" date, "skill" text, "intention" text, "wanted_job" text, "wanted_place" text, "service" text, "wants_training" boolean, "removed_because" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_labour_register_oa5614527 ON row_labour_register (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_labour_register_u89e4ba19 ON row_labour_register (township, "person", "registered_on") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_labour_register_l38a81e87 ON row_labour_register (township, "person");

CREATE INDEX IF NOT EXISTS row_labour_register_ddd0e8241 ON row_labour_register (township, "registered_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_labour_register_a361d16de ON row_labour_register (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_labour_register_wa5614527 ON row_labour_register (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_labour_register ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_labour_register FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_labour_register;

CREATE POLICY scope ON row_labour_register USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_labour_register TO shouwang_app;

GRANT SELECT ON row_labour_register TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_job_fair (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "title" text, "area" text, "held_on" date, "place" text, "enterprises" bigint, "openings" bigint, "visitors" bigint, "agreed" bigint, "organiser" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_job_fair_oa5614527 ON row_job_fair (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_job_fair_u6d2e2563 ON row_job_fair (township, "held_on", "place") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_job_fair_da8185656 ON row_job_fair (township, "held_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_job_fair_a361d16de ON row_job_fair (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_job_fair_wa5614527 ON row_job_fair (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_job_fair ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_job_fair FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_job_fair;

CREATE POLICY scope ON row_job_fair USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_job_fair TO shouwang_app;

GRANT SELECT ON row_job_fair TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_park_placement (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "person" uuid, "placed_on" date, "park" text, "enterprise" text, "job" text, "through_fair" uuid, "sent_by" text, "stayed" boolean,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_park_placement_oa5614527 ON row_park_placement (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_park_placement_u83edae27 ON row_park_placement (township, "person", "placed_on") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_park_placement_l38a81e87 ON row_park_placement (township, "person");

CREATE INDEX IF NOT EXISTS row_park_placement_l5b1f7d84 ON row_park_placement (township, "through_fair");

CREATE INDEX IF NOT EXISTS row_park_placement_dbd88a374 ON row_park_placement (township, "placed_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_park_placement_a361d16de ON row_park_placement (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_park_placement_wa5614527 ON row_park_placement (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_park_placement ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_park_placement FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_park_placement;

CREATE POLICY scope ON row_park_placement USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_park_placement TO shouwang_app;

GRANT SELECT ON row_park_placement TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_public_post (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "number" text, "kind" text, "area" text, "duty" text, "monthly" bigint, "paid_from" text, "set_up_on" date, "abolished_on" date,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_public_post_oa5614527 ON row_public_post (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_public_post_u12886f9d ON row_public_post (township, "number") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_public_post_df427ab5d ON row_public_post (township, "set_up_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_public_post_a361d16de ON row_public_post (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_public_post_wa5614527 ON row_public_post (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_public_post ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_public_post FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_public_post;

CREATE POLICY scope ON row_public_post USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_public_post TO shouwang_app;

GRANT SELECT ON row_public_post TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_post_holder (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "post" uuid, "person" uuid, "began_on" date, "agreed_until" date, "ended_on" date, "left_because" text, "published_on" date, "bank_card" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_post_holder_oa5614527 ON row_post_holder (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_post_holder_u2ae1d958 ON row_post_holder (township, "person", "began_on") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_post_holder_l72231043 ON row_post_holder (township, "post");

CREATE INDEX IF NOT EXISTS row_post_holder_l38a81e87 ON row_post_holder (township, "person");

CREATE INDEX IF NOT EXISTS row_post_holder_d9abfbd0c ON row_post_holder (township, "began_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_post_holder_a361d16de ON row_post_holder (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_post_holder_wa5614527 ON row_post_holder (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_post_holder ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_post_holder FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_post_holder;

CREATE POLICY scope ON row_post_holder USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_post_holder TO shouwang_app;

GRANT SELECT ON row_post_holder TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_skill_training (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "title" text, "subject" text, "area" text, "held_on" date, "finished_on" date, "place" text, "teacher" text, "hours" bigint, "organiser" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_skill_training_oa5614527 ON row_skill_training (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_skill_training_u4a217c6e ON row_skill_training (township, "title", "held_on") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_skill_training_da8185656 ON row_skill_training (township, "held_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_skill_training_a361d16de ON row_skill_training (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_skill_training_wa5614527 ON row_skill_training (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_skill_training ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_skill_training FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_skill_training;

CREATE POLICY scope ON row_skill_training USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_skill_training TO shouwang_app;

GRANT SELECT ON row_skill_training TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_skill_attendance (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "training" uuid, "person" uuid, "passed" boolean, "certificate" text, "note" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_skill_attendance_oa5614527 ON row_skill_attendance (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_skill_attendance_u0e807be8 ON row_skill_attendance (township, "training", "person") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_skill_attendance_lc2fb788c ON row_skill_attendance (township, "training");

CREATE INDEX IF NOT EXISTS row_skill_attendance_l38a81e87 ON row_skill_attendance (township, "person");

CREATE INDEX IF NOT EXISTS row_skill_attendance_a361d16de ON row_skill_attendance (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_skill_attendance_wa5614527 ON row_skill_attendance (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_skill_attendance ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_skill_attendance FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_skill_attendance;

CREATE POLICY scope ON row_skill_attendance USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_skill_attendance TO shouwang_app;

GRANT SELECT ON row_skill_attendance TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_employment_subsidy (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "person" uuid, "year" bigint, "place" text, "county" text, "months" bigint, "evidence" text, "applied_on" date, "approved_on" date, "amount" bigint, "paid_on" date, "bank_card" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_employment_subsidy_oa5614527 ON row_employment_subsidy (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_employment_subsidy_ue5c71da0 ON row_employment_subsidy (township, "person", "year") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_employment_subsidy_l38a81e87 ON row_employment_subsidy (township, "person");

CREATE INDEX IF NOT EXISTS row_employment_subsidy_d0aa32195 ON row_employment_subsidy (township, "applied_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_employment_subsidy_a361d16de ON row_employment_subsidy (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_employment_subsidy_wa5614527 ON row_employment_subsidy (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_employment_subsidy ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_employment_subsidy FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_employment_subsidy;

CREATE POLICY scope ON row_employment_subsidy USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_employment_subsidy TO shouwang_app;

GRANT SELECT ON row_employment_subsidy TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_work_spell (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "person" uuid, "place" text, "county" text, "employer" text, "industry" text, "channel" text, "sent_directly" boolean, "monthly_income" bigint, "began_on" date, "ended_on" date, "monitored_on" date,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_work_spell_oa5614527 ON row_work_spell (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_work_spell_u2ae1d958 ON row_work_spell (township, "person", "began_on") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_work_spell_l38a81e87 ON row_work_spell (township, "person");

CREATE INDEX IF NOT EXISTS row_work_spell_d9abfbd0c ON row_work_spell (township, "began_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_work_spell_a361d16de ON row_work_spell (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_work_spell_wa5614527 ON row_work_spell (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_work_spell ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_work_spell FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_work_spell;

CREATE POLICY scope ON row_work_spell USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_work_spell TO shouwang_app;

GRANT SELECT ON row_work_spell TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_employment_check (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "person" uuid, "spell" uuid, "checked_on" date, "checker" text, "dialled" text, "outcome" text, "place_right" boolean, "time_right" boolean, "basics_right" boolean, "said" text, "mended_on" date,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_employment_check_oa5614527 ON row_employment_check (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_employment_check_ub6bb55ca ON row_employment_check (township, "person", "checked_on") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_employment_check_l38a81e87 ON row_employment_check (township, "person");

CREATE INDEX IF NOT EXISTS row_employment_check_l8f4a0aaa ON row_employment_check (township, "spell");

CREATE INDEX IF NOT EXISTS row_employment_check_d7a98f6e2 ON row_employment_check (township, "checked_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_employment_check_a361d16de ON row_employment_check (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_employment_check_wa5614527 ON row_employment_check (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_employment_check ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_employment_check FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_employment_check;

CREATE POLICY scope ON row_employment_check USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_employment_check TO shouwang_app;

GRANT SELECT ON row_employment_check TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_relocation_site (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "name" text, "area" text, "opened_on" date, "closed_on" date, "homes" bigint, "kind" text, "manager" text, "checked_on" date, "danger" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_relocation_site_oa5614527 ON row_relocation_site (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_relocation_site_u82a3537f ON row_relocation_site (township, "name") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_relocation_site_d03269b22 ON row_relocation_site (township, "opened_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_relocation_site_a361d16de ON row_relocation_site (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_relocation_site_wa5614527 ON row_relocation_site (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_relocation_site ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_relocation_site FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_relocation_site;

CREATE POLICY scope ON row_relocation_site USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_relocation_site TO shouwang_app;

GRANT SELECT ON row_relocation_site TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_relocation_household (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "household" uuid, "site" uuid, "moved_in_on" date, "moved_out_on" date, "house_no" text, "house_area" bigint, "deed" boolean, "old_house_removed" boolean,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_relocation_household_oa5614527 ON row_relocation_household (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_relocation_household_u680b00a7 ON row_relocation_household (township, "household", "moved_in_on") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_relocation_household_lbbcd628c ON row_relocation_household (township, "household");

CREATE INDEX IF NOT EXISTS row_relocation_household_lfbae041b ON row_relocation_household (township, "site");

CREATE INDEX IF NOT EXISTS row_relocation_household_dba6b495f ON row_relocation_household (township, "moved_in_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_relocation_household_a361d16de ON row_relocation_household (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_relocation_household_wa5614527 ON row_relocation_household (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_relocation_household ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_relocation_household FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_relocation_household;

CREATE POLICY scope ON row_relocation_household USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_relocation_household TO shouwang_app;

GRANT SELECT ON row_relocation_household TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_relocation_work (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "voucher" text, "site" uuid, "work" text, "kind" text, "amount" bigint, "paid_on" date, "paid_from" text, "payee" text, "accepted_on" date,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_relocation_work_oa5614527 ON row_relocation_work (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_relocation_work_u8923fedf ON row_relocation_work (township, "voucher") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_relocation_work_lfbae041b ON row_relocation_work (township, "site");

CREATE INDEX IF NOT EXISTS row_relocation_work_d790496c4 ON row_relocation_work (township, "paid_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_relocation_work_a361d16de ON row_relocation_work (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_relocation_work_wa5614527 ON row_relocation_work (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_relocation_work ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_relocation_work FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_relocation_work;

CREATE POLICY scope ON row_relocation_work USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_relocation_work TO shouwang_app;

GRANT SELECT ON row_relocation_work TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_relocation_support (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "household" uuid, "kind" text, "person" uuid, "done_on" date, "content" text, "amount" bigint, "effective" boolean,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_relocation_support_oa5614527 ON row_relocation_support (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_relocation_support_u51434ad5 ON row_relocation_support (township, "household", "kind", "done_on") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_relocation_support_lbbcd628c ON row_relocation_support (township, "household");

CREATE INDEX IF NOT EXISTS row_relocation_support_l38a81e87 ON row_relocation_support (township, "person");

CREATE INDEX IF NOT EXISTS row_relocation_support_d8a9f8c9b ON row_relocation_support (township, "done_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_relocation_support_a361d16de ON row_relocation_support (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_relocation_support_wa5614527 ON row_relocation_support (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_relocation_support ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_relocation_support FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_relocation_support;

CREATE POLICY scope ON row_relocation_support USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_relocation_support TO shouwang_app;

GRANT SELECT ON row_relocation_support TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_donation (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "receipt" text, "donor" text, "donor_kind" text, "received_on" date, "form" text, "amount" bigint, "goods" text, "area" text, "household" uuid, "purpose" text, "used_on" date,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_donation_oa5614527 ON row_donation (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_donation_u6f328609 ON row_donation (township, "receipt") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_donation_lbbcd628c ON row_donation (township, "household");

CREATE INDEX IF NOT EXISTS row_donation_da27700c7 ON row_donation (township, "received_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_donation_a361d16de ON row_donation (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_donation_wa5614527 ON row_donation (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_donation ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_donation FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_donation;

CREATE POLICY scope ON row_donation USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_donation TO shouwang_app;

GRANT SELECT ON row_donation TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_enterprise_pairing (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "enterprise" text, "area" text, "signed_on" date, "ended_on" date, "kind" text, "project" text, "promised" bigint, "contact" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_enterprise_pairing_oa5614527 ON row_enterprise_pairing (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_enterprise_pairing_uffe22e15 ON row_enterprise_pairing (township, "enterprise", "area", "signed_on") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_enterprise_pairing_da91b8e42 ON row_enterprise_pairing (township, "signed_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_enterprise_pairing_a361d16de ON row_enterprise_pairing (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_enterprise_pairing_wa5614527 ON row_enterprise_pairing (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_enterprise_pairing ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_enterprise_pairing FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_enterprise_pairing;

CREATE POLICY scope ON row_enterprise_pairing USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_enterprise_pairing TO shouwang_app;

GRANT SELECT ON row_enterprise_pairing TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_enterprise_action (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "name" text, "area" text, "organiser" text, "kind" text, "launched_on" date, "finished_on" date, "enterprises" bigint, "benefited" bigint, "pairing" uuid, "result" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_enterprise_action_oa5614527 ON row_enterprise_action (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_enterprise_action_u44b960d2 ON row_enterprise_action (township, "name", "launched_on") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_enterprise_action_lf9f5cf73 ON row_enterprise_action (township, "pairing");

CREATE INDEX IF NOT EXISTS row_enterprise_action_dc40460fe ON row_enterprise_action (township, "launched_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_enterprise_action_a361d16de ON row_enterprise_action (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_enterprise_action_wa5614527 ON row_enterprise_action (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_enterprise_action ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_enterprise_action FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_enterprise_action;

CREATE POLICY scope ON row_enterprise_action USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_enterprise_action TO shouwang_app;

GRANT SELECT ON row_enterprise_action TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_dibao (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "certificate" text, "household" uuid, "kind" text, "class" text, "applied_on" date, "granted_on" date, "monthly" bigint, "cause" text, "review_due" date, "stopped_on" date, "stopped_because" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_dibao_oa5614527 ON row_dibao (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_dibao_u03d66dd0 ON row_dibao (township, "certificate") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_dibao_uece4f931 ON row_dibao (township, "household", "granted_on") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_dibao_lbbcd628c ON row_dibao (township, "household");

CREATE INDEX IF NOT EXISTS row_dibao_d639ff88c ON row_dibao (township, "granted_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_dibao_a361d16de ON row_dibao (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_dibao_wa5614527 ON row_dibao (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_dibao ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_dibao FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_dibao;

CREATE POLICY scope ON row_dibao USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_dibao TO shouwang_app;

GRANT SELECT ON row_dibao TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_dibao_member (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "dibao" uuid, "person" uuid, "since" date, "until" date, "left_because" text, "bank_card" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_dibao_member_oa5614527 ON row_dibao_member (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_dibao_member_u3725eeb7 ON row_dibao_member (township, "dibao", "person", "since") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_dibao_member_ldb0da143 ON row_dibao_member (township, "dibao");

CREATE INDEX IF NOT EXISTS row_dibao_member_l38a81e87 ON row_dibao_member (township, "person");

CREATE INDEX IF NOT EXISTS row_dibao_member_dd2f9d38e ON row_dibao_member (township, "since", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_dibao_member_a361d16de ON row_dibao_member (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_dibao_member_wa5614527 ON row_dibao_member (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_dibao_member ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_dibao_member FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_dibao_member;

CREATE POLICY scope ON row_dibao_member USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_dibao_member TO shouwang_app;

GRANT SELECT ON row_dibao_member TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_elderly_subsidy (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "person" uuid, "since" date, "until" date, "monthly" bigint, "paid_as" text, "self_care" text, "stopped_because" text, "note" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_elderly_subsidy_oa5614527 ON row_elderly_subsidy (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_elderly_subsidy_uc2bc1b5d ON row_elderly_subsidy (township, "person", "since") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_elderly_subsidy_l38a81e87 ON row_elderly_subsidy (township, "person");

CREATE INDEX IF NOT EXISTS row_elderly_subsidy_dd2f9d38e ON row_elderly_subsidy (township, "since", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_elderly_subsidy_a361d16de ON row_elderly_subsidy (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_elderly_subsidy_wa5614527 ON row_elderly_subsidy (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_elderly_subsidy ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_elderly_subsidy FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_elderly_subsidy;

CREATE POLICY scope ON row_elderly_subsidy USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_elderly_subsidy TO shouwang_app;

GRANT SELECT ON row_elderly_subsidy TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_extreme_poverty (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "person" uuid, "care" text, "institution" text, "carer" text, "self_care" text, "monthly" bigint, "since" date, "until" date, "ended_because" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_extreme_poverty_oa5614527 ON row_extreme_poverty (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_extreme_poverty_uc2bc1b5d ON row_extreme_poverty (township, "person", "since") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_extreme_poverty_l38a81e87 ON row_extreme_poverty (township, "person");

CREATE INDEX IF NOT EXISTS row_extreme_poverty_dd2f9d38e ON row_extreme_poverty (township, "since", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_extreme_poverty_a361d16de ON row_extreme_poverty (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_extreme_poverty_wa5614527 ON row_extreme_poverty (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_extreme_poverty ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_extreme_poverty FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_extreme_poverty;

CREATE POLICY scope ON row_extreme_poverty USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_extreme_poverty TO shouwang_app;

GRANT SELECT ON row_extreme_poverty TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_project (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "code" text, "name" text, "kind" text, "area" text, "planned" bigint, "proposed_on" date, "listed_on" date, "approved_on" date, "builder" text, "started_on" date, "completed_on" date, "accepted_on" date, "dropped_on" date, "manager" text, "manager_phone" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_project_oa5614527 ON row_project (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_project_u5694d08a ON row_project (township, "code") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_project_a361d16de ON row_project (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_project_wa5614527 ON row_project (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_project ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_project FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_project;

CREATE POLICY scope ON row_project USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_project TO shouwang_app;

GRANT SELECT ON row_project TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_fund_allocation (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "project" uuid, "allocated_on" date, "source" text, "amount" bigint, "document" text, "note" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_fund_allocation_oa5614527 ON row_fund_allocation (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_fund_allocation_u825b6681 ON row_fund_allocation (township, "document", "project", "source") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_fund_allocation_l244210e4 ON row_fund_allocation (township, "project");

CREATE INDEX IF NOT EXISTS row_fund_allocation_d473cbb44 ON row_fund_allocation (township, "allocated_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_fund_allocation_a361d16de ON row_fund_allocation (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_fund_allocation_wa5614527 ON row_fund_allocation (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_fund_allocation ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_fund_allocation FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_fund_allocation;

CREATE POLICY scope ON row_fund_allocation USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_fund_allocation TO shouwang_app;

GRANT SELECT ON row_fund_allocation TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_fund_payment (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "project" uuid, "paid_on" date, "source" text, "stage" text, "amount" bigint, "payee" text, "voucher" text, "note" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_fund_payment_oa5614527 ON row_fund_payment (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_fund_payment_ubd996a63 ON row_fund_payment (township, "voucher", "source") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_fund_payment_l244210e4 ON row_fund_payment (township, "project");

CREATE INDEX IF NOT EXISTS row_fund_payment_d790496c4 ON row_fund_payment (township, "paid_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_fund_payment_a361d16de ON row_fund_payment (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_fund_payment_wa5614527 ON row_fund_payment (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_fund_payment ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_fund_payment FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_fund_payment;

CREATE POLICY scope ON row_fund_payment USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_fund_payment TO shouwang_app;

GRANT SELECT ON row_fund_payment TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_project_notice (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "project" uuid, "stage" text, "posted_on" date, "ends_on" date, "place" text, "objection" text, "answer" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_project_notice_oa5614527 ON row_project_notice (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_project_notice_u2721dc54 ON row_project_notice (township, "project", "stage", "posted_on") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_project_notice_l244210e4 ON row_project_notice (township, "project");

CREATE INDEX IF NOT EXISTS row_project_notice_d9b771ed6 ON row_project_notice (township, "posted_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_project_notice_a361d16de ON row_project_notice (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_project_notice_wa5614527 ON row_project_notice (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_project_notice ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_project_notice FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_project_notice;

CREATE POLICY scope ON row_project_notice USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_project_notice TO shouwang_app;

GRANT SELECT ON row_project_notice TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_asset (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "code" text, "name" text, "category" text, "project" uuid, "area" text, "value" bigint, "registered_on" date, "owner" text, "transferred_on" date, "keeper" text, "use" text, "disposed_on" date, "disposed_by" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_asset_oa5614527 ON row_asset (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_asset_u5694d08a ON row_asset (township, "code") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_asset_l244210e4 ON row_asset (township, "project");

CREATE INDEX IF NOT EXISTS row_asset_a361d16de ON row_asset (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_asset_wa5614527 ON row_asset (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_asset ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_asset FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_asset;

CREATE POLICY scope ON row_asset USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_asset TO shouwang_app;

GRANT SELECT ON row_asset TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_asset_care (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "asset" uuid, "checked_on" date, "finding" text, "fixed_on" date, "cost" bigint, "checked_by" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_asset_care_oa5614527 ON row_asset_care (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_asset_care_u43eca2d8 ON row_asset_care (township, "asset", "checked_on") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_asset_care_ld59386e0 ON row_asset_care (township, "asset");

CREATE INDEX IF NOT EXISTS row_asset_care_d7a98f6e2 ON row_asset_care (township, "checked_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_asset_care_a361d16de ON row_asset_care (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_asset_care_wa5614527 ON row_asset_care (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_asset_care ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_asset_care FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_asset_care;

CREATE POLICY scope ON row_asset_care USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_asset_care TO shouwang_app;

GRANT SELECT ON row_asset_care TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_asset_income (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "asset" uuid, "received_on" date, "payer" text, "amount" bigint, "to_households" bigint, "to_collective" bigint,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_asset_income_oa5614527 ON row_asset_income (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_asset_income_ua133e1e8 ON row_asset_income (township, "asset", "received_on", "payer") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_asset_income_ld59386e0 ON row_asset_income (township, "asset");

CREATE INDEX IF NOT EXISTS row_asset_income_da27700c7 ON row_asset_income (township, "received_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_asset_income_a361d16de ON row_asset_income (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_asset_income_wa5614527 ON row_asset_income (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_asset_income ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_asset_income FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_asset_income;

CREATE POLICY scope ON row_asset_income USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_asset_income TO shouwang_app;

GRANT SELECT ON row_asset_income TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_facility (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "name" text, "kind" text, "area" text, "opened_on" date, "keeper" text, "open_free" boolean, "closed_on" date, "note" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_facility_oa5614527 ON row_facility (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_facility_u1736b366 ON row_facility (township, "area", "kind", "name") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_facility_a361d16de ON row_facility (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_facility_wa5614527 ON row_facility (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_facility ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_facility FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_facility;

CREATE POLICY scope ON row_facility USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_facility TO shouwang_app;

GRANT SELECT ON row_facility TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_facility_work (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "facility" uuid, "kind" text, "completed_on" date, "floor" bigint, "investment" bigint, "builder" text, "accepted_on" date, "note" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_facility_work_oa5614527 ON row_facility_work (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_facility_work_ue7dca27d ON row_facility_work (township, "facility", "completed_on", "kind") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_facility_work_l87c59728 ON row_facility_work (township, "facility");

CREATE INDEX IF NOT EXISTS row_facility_work_d0f235c32 ON row_facility_work (township, "completed_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_facility_work_a361d16de ON row_facility_work (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_facility_work_wa5614527 ON row_facility_work (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_facility_work ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_facility_work FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_facility_work;

CREATE POLICY scope ON row_facility_work USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_facility_work TO shouwang_app;

GRANT SELECT ON row_facility_work TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_toilet_renovation (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "household" uuid, "kind" text, "place" text, "started_on" date, "completed_on" date, "accepted_on" date, "accepted_by" text, "subsidy" bigint, "paid_on" date,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_toilet_renovation_oa5614527 ON row_toilet_renovation (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_toilet_renovation_u2524363f ON row_toilet_renovation (township, "household", "accepted_on") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_toilet_renovation_lbbcd628c ON row_toilet_renovation (township, "household");

CREATE INDEX IF NOT EXISTS row_toilet_renovation_df80a09ae ON row_toilet_renovation (township, "accepted_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_toilet_renovation_a361d16de ON row_toilet_renovation (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_toilet_renovation_wa5614527 ON row_toilet_renovation (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_toilet_renovation ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_toilet_renovation FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_toilet_renovation;

CREATE POLICY scope ON row_toilet_renovation USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_toilet_renovation TO shouwang_app;

GRANT SELECT ON row_toilet_renovation TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_toilet_inspection (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "household" uuid, "inspected_on" date, "inspected_by" text, "in_use" text, "problem" text, "remedy" text, "fixed_on" date, "fixed_by" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_toilet_inspection_oa5614527 ON row_toilet_inspection (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_toilet_inspection_u02f1fa9d ON row_toilet_inspection (township, "household", "inspected_on") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_toilet_inspection_lbbcd628c ON row_toilet_inspection (township, "household");

CREATE INDEX IF NOT EXISTS row_toilet_inspection_dccc21275 ON row_toilet_inspection (township, "inspected_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_toilet_inspection_a361d16de ON row_toilet_inspection (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_toilet_inspection_wa5614527 ON row_toilet_inspection (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_toilet_inspection ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_toilet_inspection FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_toilet_inspection;

CREATE POLICY scope ON row_toilet_inspection USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_toilet_inspection TO shouwang_app;

GRANT SELECT ON row_toilet_inspection TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_cleanup (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "area" text, "held_on" date, "theme" text, "participants" bigint, "vehicles" bigint, "waste" bigint, "adverts" bigint, "clutter" bigint, "organizer" text, "note" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_cleanup_oa5614527 ON row_cleanup (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_cleanup_u19178141 ON row_cleanup (township, "area", "held_on", "theme") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_cleanup_da8185656 ON row_cleanup (township, "held_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_cleanup_a361d16de ON row_cleanup (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_cleanup_wa5614527 ON row_cleanup (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_cleanup ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_cleanup FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_cleanup;

CREATE POLICY scope ON row_cleanup USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_cleanup TO shouwang_app;

GRANT SELECT ON row_cleanup TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_forest_work (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "kind" text, "area" text, "plot" text, "land" bigint, "trees" bigint, "species" text, "started_on" date, "finished_on" date, "accepted_on" date, "contractor" text, "investment" bigint,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_forest_work_oa5614527 ON row_forest_work (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_forest_work_u298ff70e ON row_forest_work (township, "area", "kind", "plot", "started_on") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_forest_work_d740b1c63 ON row_forest_work (township, "started_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_forest_work_a361d16de ON row_forest_work (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_forest_work_wa5614527 ON row_forest_work (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_forest_work ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_forest_work FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_forest_work;

CREATE POLICY scope ON row_forest_work USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_forest_work TO shouwang_app;

GRANT SELECT ON row_forest_work TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_warden (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "kind" text, "level" text, "area" text, "section" text, "name" text, "post" text, "phone" text, "since" date, "until" date,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_warden_oa5614527 ON row_warden (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_warden_u7ddeb974 ON row_warden (township, "kind", "area", "section", "since") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_warden_dd2f9d38e ON row_warden (township, "since", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_warden_a361d16de ON row_warden (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_warden_wa5614527 ON row_warden (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_warden ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_warden FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_warden;

CREATE POLICY scope ON row_warden USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_warden TO shouwang_app;

GRANT SELECT ON row_warden TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_patrol (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "warden" uuid, "patrolled_on" date, "finding" text, "detail" text, "handling" text, "settled_on" date,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_patrol_oa5614527 ON row_patrol (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_patrol_u7d3b64f2 ON row_patrol (township, "warden", "patrolled_on") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_patrol_l8bdb247a ON row_patrol (township, "warden");

CREATE INDEX IF NOT EXISTS row_patrol_d70903c19 ON row_patrol (township, "patrolled_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_patrol_a361d16de ON row_patrol (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_patrol_wa5614527 ON row_patrol (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_patrol ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_patrol FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_patrol;

CREATE POLICY scope ON row_patrol USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_patrol TO shouwang_app;

GRANT SELECT ON row_patrol TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_farm_waste_reuse (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "area" text, "material" text, "collected_on" date, "weight" bigint, "way" text, "receiver" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_farm_waste_reuse_oa5614527 ON row_farm_waste_reuse (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_farm_waste_reuse_ubf2a8013 ON row_farm_waste_reuse (township, "area", "material", "way", "collected_on") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_farm_waste_reuse_dd6f95c96 ON row_farm_waste_reuse (township, "collected_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_farm_waste_reuse_a361d16de ON row_farm_waste_reuse (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_farm_waste_reuse_wa5614527 ON row_farm_waste_reuse (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_farm_waste_reuse ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_farm_waste_reuse FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_farm_waste_reuse;

CREATE POLICY scope ON row_farm_waste_reuse USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_farm_waste_reuse TO shouwang_app;

GRANT SELECT ON row_farm_waste_reuse TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_enterprise_entity (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "code" text, "name" text, "kind" text, "area" text, "head" text, "phone" text, "business" text, "founded_on" date, "closed_on" date,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_enterprise_entity_oa5614527 ON row_enterprise_entity (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_enterprise_entity_u5694d08a ON row_enterprise_entity (township, "code") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_enterprise_entity_u82a3537f ON row_enterprise_entity (township, "name") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_enterprise_entity_a361d16de ON row_enterprise_entity (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_enterprise_entity_wa5614527 ON row_enterprise_entity (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_enterprise_entity ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_enterprise_entity FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_enterprise_entity;

CREATE POLICY scope ON row_enterprise_entity USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_enterprise_entity TO shouwang_app;

GRANT SELECT ON row_enterprise_entity TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_collective (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "code" text, "name" text, "area" text, "head" text, "phone" text, "bank" text, "registered_on" date,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_collective_oa5614527 ON row_collective (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_collective_u5694d08a ON row_collective (township, "code") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_collective_u4a91ee5f ON row_collective (township, "area") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_collective_a361d16de ON row_collective (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_collective_wa5614527 ON row_collective (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_collective ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_collective FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_collective;

CREATE POLICY scope ON row_collective USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_collective TO shouwang_app;

GRANT SELECT ON row_collective TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_collective_contract (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "collective" uuid, "number" text, "subject" text, "kind" text, "partner" text, "yearly" bigint, "since" date, "until" date,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_collective_contract_oa5614527 ON row_collective_contract (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_collective_contract_u6f5a922c ON row_collective_contract (township, "collective", "number") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_collective_contract_ld867c55b ON row_collective_contract (township, "collective");

CREATE INDEX IF NOT EXISTS row_collective_contract_dd2f9d38e ON row_collective_contract (township, "since", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_collective_contract_a361d16de ON row_collective_contract (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_collective_contract_wa5614527 ON row_collective_contract (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_collective_contract ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_collective_contract FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_collective_contract;

CREATE POLICY scope ON row_collective_contract USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_collective_contract TO shouwang_app;

GRANT SELECT ON row_collective_contract TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_collective_income (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "collective" uuid, "received_on" date, "kind" text, "amount" bigint, "payer" text, "contract" uuid, "voucher" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_collective_income_oa5614527 ON row_collective_income (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_collective_income_u157c6d08 ON row_collective_income (township, "collective", "voucher") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_collective_income_ld867c55b ON row_collective_income (township, "collective");

CREATE INDEX IF NOT EXISTS row_collective_income_lcc8321d6 ON row_collective_income (township, "contract");

CREATE INDEX IF NOT EXISTS row_collective_income_da27700c7 ON row_collective_income (township, "received_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_collective_income_a361d16de ON row_collective_income (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_collective_income_wa5614527 ON row_collective_income (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_collective_income ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_collective_income FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_collective_income;

CREATE POLICY scope ON row_collective_income USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_collective_income TO shouwang_app;

GRANT SELECT ON row_collective_income TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_credit_assessment (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "subject" uuid, "subject_kind" text, "collected_on" date, "assessed_on" date, "score" bigint, "grade" text, "credit_line" bigint, "chaired_by" text, "note" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_credit_assessment_oa5614527 ON row_credit_assessment (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_credit_assessment_ubcb1b806 ON row_credit_assessment (township, "subject", "assessed_on") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_credit_assessment_la9491f4c ON row_credit_assessment (township, "subject");

CREATE INDEX IF NOT EXISTS row_credit_assessment_d8fb0e3fa ON row_credit_assessment (township, "assessed_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_credit_assessment_a361d16de ON row_credit_assessment (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_credit_assessment_wa5614527 ON row_credit_assessment (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_credit_assessment ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_credit_assessment FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_credit_assessment;

CREATE POLICY scope ON row_credit_assessment USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_credit_assessment TO shouwang_app;

GRANT SELECT ON row_credit_assessment TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_credit_loan (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "borrower" uuid, "borrower_kind" text, "contract" text, "bank" text, "amount" bigint, "rate" bigint, "use" text, "lent_on" date, "due_on" date, "repaid_on" date,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_credit_loan_oa5614527 ON row_credit_loan (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_credit_loan_ucc8321d6 ON row_credit_loan (township, "contract") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_credit_loan_lab3f5f62 ON row_credit_loan (township, "borrower");

CREATE INDEX IF NOT EXISTS row_credit_loan_d63775cdb ON row_credit_loan (township, "lent_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_credit_loan_a361d16de ON row_credit_loan (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_credit_loan_wa5614527 ON row_credit_loan (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_credit_loan ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_credit_loan FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_credit_loan;

CREATE POLICY scope ON row_credit_loan USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_credit_loan TO shouwang_app;

GRANT SELECT ON row_credit_loan TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_points_entry (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "household" uuid, "entered_on" date, "kind" text, "category" text, "matter" text, "points" bigint, "confirmed_by" text, "note" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_points_entry_oa5614527 ON row_points_entry (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_points_entry_ua530045e ON row_points_entry (township, "household", "entered_on", "matter") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_points_entry_lbbcd628c ON row_points_entry (township, "household");

CREATE INDEX IF NOT EXISTS row_points_entry_d4960a83e ON row_points_entry (township, "entered_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_points_entry_a361d16de ON row_points_entry (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_points_entry_wa5614527 ON row_points_entry (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_points_entry ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_points_entry FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_points_entry;

CREATE POLICY scope ON row_points_entry USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_points_entry TO shouwang_app;

GRANT SELECT ON row_points_entry TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_voucher (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "household" uuid, "issued_on" date, "number" text, "points" bigint, "amount" bigint, "issued_by" text, "redeemed_on" date,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_voucher_oa5614527 ON row_voucher (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_voucher_u12886f9d ON row_voucher (township, "number") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_voucher_lbbcd628c ON row_voucher (township, "household");

CREATE INDEX IF NOT EXISTS row_voucher_d7edb143b ON row_voucher (township, "issued_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_voucher_a361d16de ON row_voucher (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_voucher_wa5614527 ON row_voucher (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_voucher ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_voucher FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_voucher;

CREATE POLICY scope ON row_voucher USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_voucher TO shouwang_app;

GRANT SELECT ON row_voucher TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_shop_stock (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "area" text, "moved_on" date, "goods" text, "direction" text, "pieces" bigint, "amount" bigint, "source" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_shop_stock_oa5614527 ON row_shop_stock (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_shop_stock_ub6e2277f ON row_shop_stock (township, "area", "goods", "direction", "moved_on") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_shop_stock_d1a7d5e70 ON row_shop_stock (township, "moved_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_shop_stock_a361d16de ON row_shop_stock (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_shop_stock_wa5614527 ON row_shop_stock (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_shop_stock ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_shop_stock FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_shop_stock;

CREATE POLICY scope ON row_shop_stock USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_shop_stock TO shouwang_app;

GRANT SELECT ON row_shop_stock TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_red_black_list (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "household" uuid, "list" text, "title" text, "listed_on" date, "taken_down_on" date, "decided_by" text, "posted" text, "deed" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_red_black_list_oa5614527 ON row_red_black_list (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_red_black_list_u1f1e0c98 ON row_red_black_list (township, "household", "list", "title", "listed_on") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_red_black_list_lbbcd628c ON row_red_black_list (township, "household");

CREATE INDEX IF NOT EXISTS row_red_black_list_d9efe9e12 ON row_red_black_list (township, "listed_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_red_black_list_a361d16de ON row_red_black_list (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_red_black_list_wa5614527 ON row_red_black_list (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_red_black_list ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_red_black_list FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_red_black_list;

CREATE POLICY scope ON row_red_black_list USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_red_black_list TO shouwang_app;

GRANT SELECT ON row_red_black_list TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_honour (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "person" uuid, "area" text, "title" text, "level" text, "awarded_on" date, "deed" text, "document" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_honour_oa5614527 ON row_honour (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_honour_ua05d2bc5 ON row_honour (township, "person", "title", "level", "awarded_on") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_honour_l38a81e87 ON row_honour (township, "person");

CREATE INDEX IF NOT EXISTS row_honour_d4dc63f0c ON row_honour (township, "awarded_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_honour_a361d16de ON row_honour (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_honour_wa5614527 ON row_honour (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_honour ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_honour FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_honour;

CREATE POLICY scope ON row_honour USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_honour TO shouwang_app;

GRANT SELECT ON row_honour TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_deliberation (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "area" text, "topic" text, "raised_by" text, "raised_on" date, "held_on" date, "attendance" bigint, "outcome" text, "decision" text, "done_on" date,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_deliberation_oa5614527 ON row_deliberation (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_deliberation_u73453cd8 ON row_deliberation (township, "area", "held_on", "topic") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_deliberation_da8185656 ON row_deliberation (township, "held_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_deliberation_a361d16de ON row_deliberation (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_deliberation_wa5614527 ON row_deliberation (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_deliberation ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_deliberation FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_deliberation;

CREATE POLICY scope ON row_deliberation USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_deliberation TO shouwang_app;

GRANT SELECT ON row_deliberation TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_village_task_admission (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "name" text, "kind" text, "area" text, "asked_by" text, "basis" text, "applied_on" date, "fields_asked" bigint, "fields_known" bigint, "decision" text, "decided_on" date, "ends_on" date,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_village_task_admission_oa5614527 ON row_village_task_admission (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_village_task_admission_ub884cd63 ON row_village_task_admission (township, "name", "applied_on") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_village_task_admission_d0aa32195 ON row_village_task_admission (township, "applied_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_village_task_admission_a361d16de ON row_village_task_admission (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_village_task_admission_wa5614527 ON row_village_task_admission (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_village_task_admission ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_village_task_admission FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_village_task_admission;

CREATE POLICY scope ON row_village_task_admission USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_village_task_admission TO shouwang_app;

GRANT SELECT ON row_village_task_admission TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_lead (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "holder" uuid, "level" text, "opened_on" date, "due_on" date, "verified_on" date, "verified_by" text, "outcome" text, "reason" text, "closed_on" date, "closed_by" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_lead_oa5614527 ON row_lead (township, "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_lead_l6e45386d ON row_lead (township, "holder");

CREATE INDEX IF NOT EXISTS row_lead_d03269b22 ON row_lead (township, "opened_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_lead_a361d16de ON row_lead (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_lead_wa5614527 ON row_lead (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_lead ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_lead FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_lead;

CREATE POLICY scope ON row_lead USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_lead TO shouwang_app;

GRANT SELECT ON row_lead TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_signal (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "holder" uuid, "lead" uuid, "risk" text, "rule" text, "about" text, "subject" text, "level" text, "said" text, "version" text, "raised_on" date, "gone_on" date, "gone_by" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_signal_oa5614527 ON row_signal (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_signal_ued2277a2 ON row_signal (township, "rule", "subject", "raised_on") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_signal_l6e45386d ON row_signal (township, "holder");

CREATE INDEX IF NOT EXISTS row_signal_le3456bc1 ON row_signal (township, "lead");

CREATE INDEX IF NOT EXISTS row_signal_dfe91a866 ON row_signal (township, "raised_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_signal_a361d16de ON row_signal (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_signal_wa5614527 ON row_signal (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_signal ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_signal FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_signal;

CREATE POLICY scope ON row_signal USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_signal TO shouwang_app;

GRANT SELECT ON row_signal TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_finding (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "holder" uuid, "place" text, "due_on" date, "rule" text, "about" text, "subject" text, "level" text, "said" text, "version" text, "raised_on" date, "gone_on" date, "gone_by" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_finding_oa5614527 ON row_finding (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_finding_ued2277a2 ON row_finding (township, "rule", "subject", "raised_on") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_finding_l6e45386d ON row_finding (township, "holder");

CREATE INDEX IF NOT EXISTS row_finding_dfe91a866 ON row_finding (township, "raised_on", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_finding_a361d16de ON row_finding (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_finding_wa5614527 ON row_finding (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_finding ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_finding FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_finding;

CREATE POLICY scope ON row_finding USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_finding TO shouwang_app;

GRANT SELECT ON row_finding TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_exemption (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "holder" uuid, "place" text, "rule" text, "about" text, "subject" text, "since" date, "until" date, "reason" text, "evidence" text, "granted_by" text, "version" text, "read" text, "lapsed_on" date, "lapsed_by" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_exemption_oa5614527 ON row_exemption (township, "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_exemption_l6e45386d ON row_exemption (township, "holder");

CREATE INDEX IF NOT EXISTS row_exemption_dd2f9d38e ON row_exemption (township, "since", "id") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_exemption_a361d16de ON row_exemption (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_exemption_wa5614527 ON row_exemption (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_exemption ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_exemption FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_exemption;

CREATE POLICY scope ON row_exemption USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_exemption TO shouwang_app;

GRANT SELECT ON row_exemption TO shouwang_audit;

CREATE TABLE IF NOT EXISTS row_summary_words (
  township text NOT NULL, id uuid NOT NULL, _from bigint NOT NULL, _to bigint NOT NULL, _opened bigint NOT NULL, _closed bigint,
  _area text NOT NULL, _was text, _seal text, "area" text, "report" text, "year" text, "block" text, "body" text, "written_by" text,
  PRIMARY KEY (township, id, _from));

CREATE UNIQUE INDEX IF NOT EXISTS row_summary_words_oa5614527 ON row_summary_words (township, "id") WHERE _to = 9007199254740991;

CREATE UNIQUE INDEX IF NOT EXISTS row_summary_words_u46c1ef6e ON row_summary_words (township, "area", "report", "year", "block") WHERE _to = 9007199254740991;

CREATE INDEX IF NOT EXISTS row_summary_words_a361d16de ON row_summary_words (township, "_area" COLLATE "C");

CREATE INDEX IF NOT EXISTS row_summary_words_wa5614527 ON row_summary_words (township, "id") WHERE _was IS NOT NULL;

ALTER TABLE row_summary_words ENABLE ROW LEVEL SECURITY;

ALTER TABLE row_summary_words FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS scope ON row_summary_words;

CREATE POLICY scope ON row_summary_words USING (CASE WHEN scope_narrow() THEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END AND CASE WHEN scope_former() THEN CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END OR coalesce(_was ~ (' (' || array_to_string(scope_areas(), '|') || ')'), false) ELSE CASE cardinality(scope_areas()) WHEN 1 THEN _area COLLATE "C" ^@ (scope_areas())[1] ELSE _area COLLATE "C" ^@ ANY (scope_areas()) END END ELSE CASE WHEN CASE cardinality(scope_townships()) WHEN 1 THEN township = (scope_townships())[1] ELSE township = ANY (scope_townships()) END THEN TRUE END IS NOT NULL END);

GRANT SELECT, INSERT, UPDATE (_to, _closed) ON row_summary_words TO shouwang_app;

GRANT SELECT ON row_summary_words TO shouwang_audit;
