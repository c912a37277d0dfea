CREATE TABLE "actings" (
	"id" text PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"on_team_id" text NOT NULL,
	"user_id" text NOT NULL,
	"operator_id" text NOT NULL,
	"reason" text NOT NULL,
	"asks_until" timestamp with time zone NOT NULL,
	"consented_at" timestamp with time zone,
	"started_at" timestamp with time zone,
	"ends_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"ended_by" text,
	"session_id" text
);
--> statement-breakpoint
ALTER TABLE "actings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "legal_holds" (
	"id" text PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"user_id" text NOT NULL,
	"ground" text NOT NULL,
	"reference" text NOT NULL,
	"note" text NOT NULL,
	"placed_by" text NOT NULL,
	"lifted_at" timestamp with time zone,
	"lifted_by" text,
	"lifted_why" text DEFAULT '' NOT NULL
);
--> statement-breakpoint
ALTER TABLE "legal_holds" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "audit_events" ADD COLUMN "port" integer;--> statement-breakpoint
ALTER TABLE "audit_events" ADD COLUMN "name_level" text;--> statement-breakpoint
ALTER TABLE "audit_events" ADD COLUMN "reason" text;--> statement-breakpoint
ALTER TABLE "audit_events" ADD COLUMN "on_behalf_of" text;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "operator_roles" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "actings_session" ON "actings" USING btree ("session_id") WHERE ended_at is null and session_id is not null;--> statement-breakpoint
CREATE INDEX "actings_user" ON "actings" USING btree ("user_id","id");--> statement-breakpoint
CREATE INDEX "legal_holds_open" ON "legal_holds" USING btree ("user_id") WHERE lifted_at is null;--> statement-breakpoint
CREATE INDEX "cases_user" ON "cases" USING btree ("user_id","id") WHERE user_id is not null;--> statement-breakpoint
CREATE INDEX "teams_name" ON "teams" USING btree (lower("name") text_pattern_ops);--> statement-breakpoint
CREATE POLICY "actings_of_the_service" ON "actings" AS PERMISSIVE FOR ALL TO public USING (current_setting('clipo.team', true) = '*') WITH CHECK (current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "legal_holds_of_the_service" ON "legal_holds" AS PERMISSIVE FOR ALL TO public USING (current_setting('clipo.team', true) = '*') WITH CHECK (current_setting('clipo.team', true) = '*');--> statement-breakpoint
UPDATE "users" SET "operator_roles" = '{system,security}' WHERE "is_operator";
--> statement-breakpoint
CREATE OR REPLACE FUNCTION chain_audit_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(NEW.team_id, 4870006));
  NEW.previous := coalesce((SELECT hash FROM audit_events WHERE team_id = NEW.team_id ORDER BY id DESC LIMIT 1), '');
  NEW.hash := encode(sha256(convert_to(concat_ws('|', NEW.previous, NEW.id, NEW.team_id, NEW.created_at AT TIME ZONE 'UTC', NEW.actor_id, NEW.user_id, NEW.action, NEW.object_id, NEW.status, NEW.address, NEW.user_agent, NEW.request_id, 'port ' || NEW.port, 'level ' || NEW.name_level, 'reason ' || NEW.reason, 'for ' || NEW.on_behalf_of), 'UTF8')), 'hex');
  RETURN NEW;
END $$;
