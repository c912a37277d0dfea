CREATE TABLE "rule_hits" (
	"team_id" text NOT NULL,
	"day" date NOT NULL,
	"rule" text NOT NULL,
	"category" text NOT NULL,
	"many" integer NOT NULL,
	"disguised" integer NOT NULL,
	CONSTRAINT "rule_hits_day_rule_team_id_pk" PRIMARY KEY("day","rule","team_id")
);
--> statement-breakpoint
ALTER TABLE "rule_hits" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "rule_sets" (
	"id" text PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"number" integer NOT NULL,
	"note" text NOT NULL,
	"data" jsonb NOT NULL,
	"drafted_by" text NOT NULL,
	"published_by" text,
	"published_at" timestamp with time zone,
	"withdrawn_at" timestamp with time zone,
	"in_force_since" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "rule_sets" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE UNIQUE INDEX "rule_sets_number" ON "rule_sets" USING btree ("number");--> statement-breakpoint
CREATE POLICY "rule_hits_of_its_team" ON "rule_hits" AS PERMISSIVE FOR ALL TO public USING ("rule_hits"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*') WITH CHECK ("rule_hits"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "rule_sets_of_the_service" ON "rule_sets" AS PERMISSIVE FOR ALL TO public USING (current_setting('clipo.team', true) = '*') WITH CHECK (current_setting('clipo.team', true) = '*');