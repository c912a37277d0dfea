CREATE TABLE "known_pictures" (
	"id" text PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"hash" text NOT NULL,
	"category" text NOT NULL,
	"note" text NOT NULL,
	"added_by" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "known_pictures" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "safety_cases" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"subject" text NOT NULL,
	"subject_id" text NOT NULL,
	"name" text NOT NULL,
	"sha256" text NOT NULL,
	"media_type" text NOT NULL,
	"findings" jsonb NOT NULL,
	"severity" integer NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"round" integer DEFAULT 0 NOT NULL,
	"ruling" text,
	"decided_at" timestamp with time zone,
	"waits_since" timestamp with time zone DEFAULT now() NOT NULL,
	"taken_by" text,
	"taken_until" timestamp with time zone,
	"appeal" text,
	"appealed_by" text,
	"appealed_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "safety_cases" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "safety_decisions" (
	"id" text PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"case_id" text NOT NULL,
	"round" integer NOT NULL,
	"by" text NOT NULL,
	"ruling" text NOT NULL,
	"reason" text NOT NULL,
	"note" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "safety_decisions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE UNIQUE INDEX "known_pictures_hash" ON "known_pictures" USING btree ("hash");--> statement-breakpoint
CREATE UNIQUE INDEX "safety_cases_file" ON "safety_cases" USING btree ("subject_id","sha256");--> statement-breakpoint
CREATE INDEX "safety_cases_queue" ON "safety_cases" USING btree ("status","severity","waits_since");--> statement-breakpoint
CREATE INDEX "safety_cases_team" ON "safety_cases" USING btree ("team_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "safety_decisions_once" ON "safety_decisions" USING btree ("case_id","by");--> statement-breakpoint
CREATE INDEX "safety_decisions_case" ON "safety_decisions" USING btree ("case_id","id");--> statement-breakpoint
CREATE POLICY "known_pictures_of_the_service" ON "known_pictures" AS PERMISSIVE FOR ALL TO public USING (current_setting('clipo.team', true) = '*') WITH CHECK (current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "safety_cases_of_its_team" ON "safety_cases" AS PERMISSIVE FOR ALL TO public USING ("safety_cases"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*') WITH CHECK ("safety_cases"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "safety_decisions_of_the_service" ON "safety_decisions" AS PERMISSIVE FOR ALL TO public USING (current_setting('clipo.team', true) = '*') WITH CHECK (current_setting('clipo.team', true) = '*');