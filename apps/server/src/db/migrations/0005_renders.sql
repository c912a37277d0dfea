CREATE TABLE "renders" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"kind" text NOT NULL,
	"status" text DEFAULT 'queued' NOT NULL,
	"wish" jsonb NOT NULL,
	"verdict" jsonb,
	"percent" integer DEFAULT 0 NOT NULL,
	"result" jsonb,
	"file" jsonb,
	"bytes" bigint DEFAULT 0 NOT NULL,
	"error" jsonb,
	"started_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "renders" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "batches" ADD COLUMN "template" jsonb;--> statement-breakpoint
CREATE INDEX "renders_team" ON "renders" USING btree ("team_id","id");--> statement-breakpoint
CREATE POLICY "renders_of_its_team" ON "renders" AS PERMISSIVE FOR ALL TO public USING ("renders"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*') WITH CHECK ("renders"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*');