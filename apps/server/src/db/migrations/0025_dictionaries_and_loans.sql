CREATE TABLE "dictionaries" (
	"team_id" text PRIMARY KEY NOT NULL,
	"data" jsonb NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "dictionaries" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "lent_files" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"sha256" text NOT NULL,
	"bytes" bigint NOT NULL,
	"lent_for" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "lent_files" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "batches" ADD COLUMN "dictionary" jsonb;--> statement-breakpoint
CREATE INDEX "lent_files_end" ON "lent_files" USING btree ("expires_at");--> statement-breakpoint
CREATE POLICY "dictionaries_of_its_team" ON "dictionaries" AS PERMISSIVE FOR ALL TO public USING ("dictionaries"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*') WITH CHECK ("dictionaries"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "lent_files_of_its_team" ON "lent_files" AS PERMISSIVE FOR ALL TO public USING ("lent_files"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*') WITH CHECK ("lent_files"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*');