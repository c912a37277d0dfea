CREATE TABLE "undertaking_log" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"undertaking_id" text NOT NULL,
	"act" text NOT NULL,
	"by" text,
	"address" text NOT NULL,
	"user_agent" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "undertaking_log" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "undertakings" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"status" text NOT NULL,
	"video_id" text NOT NULL,
	"video_name" text NOT NULL,
	"batch_id" text NOT NULL,
	"sha256" text NOT NULL,
	"purpose" text NOT NULL,
	"duties_version" text NOT NULL,
	"duties_language" text NOT NULL,
	"duties_sha256" text NOT NULL,
	"signed_by" text NOT NULL,
	"parties_sealed" text NOT NULL,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	"note" text DEFAULT '' NOT NULL,
	"render_id" text,
	"files" jsonb,
	"produce_id" text,
	"pieces" text[],
	"mark_key_id" text,
	"made_at" timestamp with time zone,
	"keep_until" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "undertakings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE INDEX "undertaking_log_of" ON "undertaking_log" USING btree ("team_id","undertaking_id","id");--> statement-breakpoint
CREATE INDEX "undertakings_team" ON "undertakings" USING btree ("team_id","id");--> statement-breakpoint
CREATE INDEX "undertakings_video" ON "undertakings" USING btree ("team_id","video_id");--> statement-breakpoint
CREATE INDEX "undertakings_produce_id" ON "undertakings" USING btree ("produce_id");--> statement-breakpoint
CREATE INDEX "undertakings_pieces" ON "undertakings" USING gin ("pieces");--> statement-breakpoint
CREATE POLICY "undertaking_log_of_its_team" ON "undertaking_log" AS PERMISSIVE FOR ALL TO public USING ("undertaking_log"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*') WITH CHECK ("undertaking_log"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "undertakings_of_its_team" ON "undertakings" AS PERMISSIVE FOR ALL TO public USING ("undertakings"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*') WITH CHECK ("undertakings"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*');