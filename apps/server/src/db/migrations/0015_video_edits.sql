CREATE TABLE "edit_versions" (
	"team_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"video_id" text NOT NULL,
	"number" integer NOT NULL,
	"edits" jsonb NOT NULL,
	"made_by" text NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"rendered_at" timestamp with time zone,
	CONSTRAINT "edit_versions_video_id_number_pk" PRIMARY KEY("video_id","number")
);
--> statement-breakpoint
ALTER TABLE "edit_versions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "video_edit_updates" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"video_id" text NOT NULL,
	"update" "bytea" NOT NULL,
	"made_by" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "video_edit_updates" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "video_edits" (
	"video_id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"base" jsonb NOT NULL,
	"renders" integer DEFAULT 0 NOT NULL,
	"price" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "video_edits" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE INDEX "video_edit_updates_video" ON "video_edit_updates" USING btree ("team_id","video_id","id");--> statement-breakpoint
CREATE POLICY "edit_versions_of_its_team" ON "edit_versions" AS PERMISSIVE FOR ALL TO public USING ("edit_versions"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*') WITH CHECK ("edit_versions"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "video_edit_updates_of_its_team" ON "video_edit_updates" AS PERMISSIVE FOR ALL TO public USING ("video_edit_updates"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*') WITH CHECK ("video_edit_updates"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "video_edits_of_its_team" ON "video_edits" AS PERMISSIVE FOR ALL TO public USING ("video_edits"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*') WITH CHECK ("video_edits"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*');