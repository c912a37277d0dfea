CREATE TABLE "audit_cuts" (
	"team_id" text PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_id" bigint NOT NULL,
	"hash" text NOT NULL,
	"rows" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit_cuts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "held_rows" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"hold_id" text NOT NULL,
	"user_id" text NOT NULL,
	"what" text NOT NULL,
	"row" jsonb NOT NULL,
	"sha256" text
);
--> statement-breakpoint
ALTER TABLE "held_rows" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "sealed_evidence" ADD COLUMN "swept_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "held_rows_file" ON "held_rows" USING btree ("sha256") WHERE sha256 is not null;--> statement-breakpoint
CREATE INDEX "credit_entries_spent" ON "credit_entries" USING btree ("transaction_id","amount","team_id") WHERE account = 'spent';--> statement-breakpoint
CREATE INDEX "videos_ended" ON "videos" USING btree ("ended_at","status","team_id") WHERE ended_at is not null;--> statement-breakpoint
CREATE POLICY "audit_cuts_of_its_team" ON "audit_cuts" AS PERMISSIVE FOR ALL TO public USING ("audit_cuts"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*') WITH CHECK ("audit_cuts"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "held_rows_of_the_service" ON "held_rows" AS PERMISSIVE FOR ALL TO public USING (current_setting('clipo.team', true) = '*') WITH CHECK (current_setting('clipo.team', true) = '*');--> statement-breakpoint
-- The moment of the sweep that this transaction is, if it is one; only `features/retention` says so.
CREATE FUNCTION sweep_moment() RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT nullif(current_setting('clipo.sweep', true), '')::timestamptz
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND TG_TABLE_NAME <> 'audit_anchors' AND sweep_moment() IS NOT NULL THEN
    RETURN NULL;
  END IF;
  RAISE EXCEPTION '% is append only', TG_TABLE_NAME;
END $$;
--> statement-breakpoint
-- Whatever a sweep asks for: what is younger than the shortest term of its table stays.
CREATE FUNCTION refuse_early() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF coalesce(OLD.created_at > sweep_moment() - TG_ARGV[0]::interval, true) THEN
    RAISE EXCEPTION '% keeps its rows for %', TG_TABLE_NAME, TG_ARGV[0];
  END IF;
  RETURN OLD;
END $$;
--> statement-breakpoint
CREATE TRIGGER consents_keep_term BEFORE DELETE ON consents FOR EACH ROW EXECUTE FUNCTION refuse_early('3 years');
--> statement-breakpoint
CREATE TRIGGER measure_acts_keep_term BEFORE DELETE ON measure_acts FOR EACH ROW EXECUTE FUNCTION refuse_early('3 years');
--> statement-breakpoint
CREATE TRIGGER credit_transactions_keep_term BEFORE DELETE ON credit_transactions FOR EACH ROW EXECUTE FUNCTION refuse_early('10 years');
--> statement-breakpoint
CREATE FUNCTION refuse_early_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF coalesce((SELECT created_at FROM credit_transactions WHERE id = OLD.transaction_id) > sweep_moment() - interval '10 years', true) THEN
    RAISE EXCEPTION 'credit_entries keeps its rows for 10 years';
  END IF;
  RETURN OLD;
END $$;
--> statement-breakpoint
CREATE TRIGGER credit_entries_keep_term BEFORE DELETE ON credit_entries FOR EACH ROW EXECUTE FUNCTION refuse_early_entry();
--> statement-breakpoint
CREATE FUNCTION refuse_uncut_act() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF coalesce(OLD.created_at > sweep_moment() - interval '6 months', true)
     OR NOT EXISTS (SELECT 1 FROM audit_cuts WHERE team_id = OLD.team_id AND last_id >= OLD.id) THEN
    RAISE EXCEPTION 'audit_events keeps its rows for 6 months, and what no cut covers';
  END IF;
  RETURN OLD;
END $$;
--> statement-breakpoint
CREATE TRIGGER audit_events_keep_term BEFORE DELETE ON audit_events FOR EACH ROW EXECUTE FUNCTION refuse_uncut_act();
--> statement-breakpoint
CREATE OR REPLACE FUNCTION chain_audit_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(NEW.team_id, 4870006));
  NEW.previous := coalesce((SELECT hash FROM audit_events WHERE team_id = NEW.team_id ORDER BY id DESC LIMIT 1),
    (SELECT hash FROM audit_cuts WHERE team_id = NEW.team_id), '');
  NEW.hash := encode(sha256(convert_to(concat_ws('|', NEW.previous, NEW.id, NEW.team_id, NEW.created_at AT TIME ZONE 'UTC', NEW.actor_id, NEW.user_id, NEW.action, NEW.object_id, NEW.status, NEW.address, NEW.user_agent, NEW.request_id, 'port ' || NEW.port, 'level ' || NEW.name_level, 'reason ' || NEW.reason, 'for ' || NEW.on_behalf_of), 'UTF8')), 'hex');
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION keep_payment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF coalesce(OLD.created_at > sweep_moment() - interval '10 years', true) THEN
      RAISE EXCEPTION 'recharge_orders keeps its rows for 10 years';
    END IF;
    RETURN OLD;
  END IF;
  IF OLD.paid_at IS NOT NULL AND (NEW.paid_at IS DISTINCT FROM OLD.paid_at OR NEW.payment IS DISTINCT FROM OLD.payment)
     OR NEW.credits <> OLD.credits OR NEW.amount_fen <> OLD.amount_fen OR NEW.team_id <> OLD.team_id OR NEW.refunded_fen < OLD.refunded_fen THEN
    RAISE EXCEPTION 'what an order is about never changes, and it is paid once';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION keep_person_consent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF coalesce(least(OLD.withdrawn_at, (OLD.terms->>'until')::timestamptz) > sweep_moment() - interval '3 years', true) THEN
      RAISE EXCEPTION 'person_consents keeps its rows for 3 years after their end';
    END IF;
    RETURN OLD;
  END IF;
  IF OLD.withdrawn_at IS NOT NULL OR NEW.terms <> OLD.terms OR NEW.material_id <> OLD.material_id OR NEW.team_id <> OLD.team_id THEN
    RAISE EXCEPTION 'a consent is never changed but by its withdrawal';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
-- What a member deletes while a legal hold stands on anybody of the team is put aside. A team sees no holds: this does.
CREATE FUNCTION keep_held() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE team text := current_setting('clipo.team', true);
BEGIN
  PERFORM set_config('clipo.team', '*', true);
  INSERT INTO held_rows (team_id, hold_id, user_id, what, row, sha256)
  SELECT DISTINCT ON (h.user_id) OLD.team_id, h.id, h.user_id, TG_TABLE_NAME, to_jsonb(OLD),
    CASE WHEN TG_TABLE_NAME = 'materials' THEN to_jsonb(OLD)->>'sha256' END
  FROM legal_holds h JOIN members m ON m.user_id = h.user_id
  WHERE m.team_id = OLD.team_id AND h.lifted_at IS NULL ORDER BY h.user_id, h.id;
  PERFORM set_config('clipo.team', team, true);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER materials_keep_held AFTER UPDATE OF deleted_at ON materials FOR EACH ROW
  WHEN (OLD.deleted_at IS NULL AND NEW.deleted_at IS NOT NULL) EXECUTE FUNCTION keep_held();
--> statement-breakpoint
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY array['products', 'scripts', 'storyboards', 'templates', 'recipes', 'conversations', 'conversation_messages',
    'material_proofs', 'claim_proofs', 'dictionaries', 'outside_presenters'] LOOP
    EXECUTE format('CREATE TRIGGER %I AFTER DELETE ON %I FOR EACH ROW EXECUTE FUNCTION keep_held()', name || '_keep_held', name);
  END LOOP;
END $$;
