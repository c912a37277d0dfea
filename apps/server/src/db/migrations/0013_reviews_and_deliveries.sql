CREATE TABLE "deliveries" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_by" text,
	"video_ids" jsonb NOT NULL,
	"channels" jsonb NOT NULL,
	"labels" jsonb NOT NULL,
	"posts" jsonb NOT NULL,
	"language" text NOT NULL,
	"verdict" jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "deliveries" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "video_folders" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"name" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "video_folders" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "video_places" (
	"video_id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"folder_id" text,
	"deleted_at" timestamp with time zone,
	"deleted_by" text
);
--> statement-breakpoint
ALTER TABLE "video_places" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "review_comments" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"batch_id" text NOT NULL,
	"video_id" text NOT NULL,
	"at_ms" integer,
	"body" text NOT NULL,
	"mentions" jsonb NOT NULL,
	"sha256" text NOT NULL,
	"by" text NOT NULL,
	"by_name" text NOT NULL,
	"verdict" jsonb NOT NULL,
	"resolved_at" timestamp with time zone,
	"resolved_by" text
);
--> statement-breakpoint
ALTER TABLE "review_comments" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "review_decisions" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"batch_id" text NOT NULL,
	"video_id" text NOT NULL,
	"outcome" text NOT NULL,
	"reasons" jsonb NOT NULL,
	"note" text NOT NULL,
	"sha256" text NOT NULL,
	"by" text NOT NULL,
	"by_name" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "review_decisions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "share_links" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_by" text NOT NULL,
	"batch_id" text NOT NULL,
	"name" text NOT NULL,
	"secret_hash" text NOT NULL,
	"may_comment" boolean NOT NULL,
	"may_decide" boolean NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	"opens" integer DEFAULT 0 NOT NULL,
	"opened_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "share_links" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "video_versions" (
	"id" text PRIMARY KEY DEFAULT 'vsn_' || replace(gen_random_uuid()::text, '-', '') NOT NULL,
	"team_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"video_id" text NOT NULL,
	"files" jsonb NOT NULL,
	"record" jsonb,
	"verdict" jsonb,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "video_versions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE INDEX "deliveries_team" ON "deliveries" USING btree ("team_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "video_folders_name" ON "video_folders" USING btree ("team_id","name");--> statement-breakpoint
CREATE INDEX "video_places_team" ON "video_places" USING btree ("team_id","folder_id");--> statement-breakpoint
CREATE INDEX "review_comments_video" ON "review_comments" USING btree ("team_id","video_id","id");--> statement-breakpoint
CREATE INDEX "review_comments_batch" ON "review_comments" USING btree ("team_id","batch_id");--> statement-breakpoint
CREATE INDEX "review_decisions_video" ON "review_decisions" USING btree ("team_id","video_id","id");--> statement-breakpoint
CREATE INDEX "review_decisions_batch" ON "review_decisions" USING btree ("team_id","batch_id");--> statement-breakpoint
CREATE UNIQUE INDEX "share_links_secret" ON "share_links" USING btree ("secret_hash");--> statement-breakpoint
CREATE INDEX "share_links_batch" ON "share_links" USING btree ("team_id","batch_id");--> statement-breakpoint
CREATE INDEX "video_versions_video" ON "video_versions" USING btree ("team_id","video_id","created_at");--> statement-breakpoint
CREATE POLICY "deliveries_of_its_team" ON "deliveries" AS PERMISSIVE FOR ALL TO public USING ("deliveries"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*') WITH CHECK ("deliveries"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "video_folders_of_its_team" ON "video_folders" AS PERMISSIVE FOR ALL TO public USING ("video_folders"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*') WITH CHECK ("video_folders"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "video_places_of_its_team" ON "video_places" AS PERMISSIVE FOR ALL TO public USING ("video_places"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*') WITH CHECK ("video_places"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "review_comments_of_its_team" ON "review_comments" AS PERMISSIVE FOR ALL TO public USING ("review_comments"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*') WITH CHECK ("review_comments"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "review_decisions_of_its_team" ON "review_decisions" AS PERMISSIVE FOR ALL TO public USING ("review_decisions"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*') WITH CHECK ("review_decisions"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "share_links_of_its_team" ON "share_links" AS PERMISSIVE FOR ALL TO public USING ("share_links"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*') WITH CHECK ("share_links"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "video_versions_of_its_team" ON "video_versions" AS PERMISSIVE FOR ALL TO public USING ("video_versions"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*') WITH CHECK ("video_versions"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*');
--> statement-breakpoint
CREATE FUNCTION keep_video_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO video_versions (team_id, video_id, files, record, verdict, ended_at)
    VALUES (OLD.team_id, OLD.id, OLD.files, OLD.record, OLD.verdict, OLD.ended_at);
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER videos_keep_version AFTER UPDATE OF files ON videos FOR EACH ROW
  WHEN (OLD.files IS NOT NULL AND NEW.files IS NOT NULL AND OLD.files -> 'video' ->> 'sha256' IS DISTINCT FROM NEW.files -> 'video' ->> 'sha256')
  EXECUTE FUNCTION keep_video_version();
