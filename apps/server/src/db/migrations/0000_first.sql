CREATE TABLE "api_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"name" text NOT NULL,
	"prefix" text NOT NULL,
	"hash" text NOT NULL,
	"scopes" text[] NOT NULL,
	"last_used_at" timestamp with time zone,
	"expires_at" timestamp with time zone,
	"revoked_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "api_keys" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "batches" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"status" text DEFAULT 'planning' NOT NULL,
	"is_paused" boolean DEFAULT false NOT NULL,
	"brief" jsonb NOT NULL,
	"products" jsonb NOT NULL,
	"files" jsonb NOT NULL,
	"is_draft" boolean DEFAULT false NOT NULL,
	"prepared" jsonb,
	"videos_total" integer DEFAULT 0 NOT NULL,
	"pieces_total" integer DEFAULT 0 NOT NULL,
	"warnings" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"error" jsonb,
	"verdict" jsonb,
	"started_at" timestamp with time zone,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "batches" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "events" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"batch_id" text,
	"type" text NOT NULL,
	"data" jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "events" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "materials" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"name" text NOT NULL,
	"sha256" text NOT NULL,
	"bytes" bigint NOT NULL,
	"media_type" text NOT NULL,
	"rights" jsonb,
	"verdict" jsonb,
	"deleted_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "materials" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "pieces" (
	"team_id" text NOT NULL,
	"hash" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"status" text DEFAULT 'queued' NOT NULL,
	"batch_id" text NOT NULL,
	"spec" jsonb NOT NULL,
	"frames" integer NOT NULL,
	"renders" integer DEFAULT 0 NOT NULL,
	"cpu_seconds" real DEFAULT 0 NOT NULL,
	"error" jsonb,
	"ended_at" timestamp with time zone,
	CONSTRAINT "pieces_team_id_hash_pk" PRIMARY KEY("team_id","hash")
);
--> statement-breakpoint
ALTER TABLE "pieces" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "teams" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"turn" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "teams" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "video_pieces" (
	"team_id" text NOT NULL,
	"video_id" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "video_pieces_video_id_hash_pk" PRIMARY KEY("video_id","hash")
);
--> statement-breakpoint
ALTER TABLE "video_pieces" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "videos" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"batch_id" text NOT NULL,
	"name" text NOT NULL,
	"ordinal" integer NOT NULL,
	"status" text DEFAULT 'waiting' NOT NULL,
	"product" text NOT NULL,
	"creative" integer NOT NULL,
	"language" text NOT NULL,
	"format" text NOT NULL,
	"document" jsonb NOT NULL,
	"record" jsonb,
	"files" jsonb,
	"bytes" bigint DEFAULT 0 NOT NULL,
	"joins" integer DEFAULT 0 NOT NULL,
	"error" jsonb,
	"verdict" jsonb,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "videos" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE UNIQUE INDEX "api_keys_hash" ON "api_keys" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "api_keys_team" ON "api_keys" USING btree ("team_id","id");--> statement-breakpoint
CREATE INDEX "batches_team" ON "batches" USING btree ("team_id","id");--> statement-breakpoint
CREATE INDEX "events_team" ON "events" USING btree ("team_id","id");--> statement-breakpoint
CREATE INDEX "events_batch" ON "events" USING btree ("batch_id","id");--> statement-breakpoint
CREATE INDEX "materials_team" ON "materials" USING btree ("team_id","id");--> statement-breakpoint
CREATE INDEX "materials_sha256" ON "materials" USING btree ("sha256");--> statement-breakpoint
CREATE INDEX "video_pieces_hash" ON "video_pieces" USING btree ("team_id","hash");--> statement-breakpoint
CREATE UNIQUE INDEX "videos_batch" ON "videos" USING btree ("batch_id","ordinal");--> statement-breakpoint
CREATE INDEX "videos_team" ON "videos" USING btree ("team_id","id");--> statement-breakpoint
CREATE POLICY "api_keys_of_its_team" ON "api_keys" AS PERMISSIVE FOR ALL TO public USING ("api_keys"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*') WITH CHECK ("api_keys"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "batches_of_its_team" ON "batches" AS PERMISSIVE FOR ALL TO public USING ("batches"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*') WITH CHECK ("batches"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "events_of_its_team" ON "events" AS PERMISSIVE FOR ALL TO public USING ("events"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*') WITH CHECK ("events"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "materials_of_its_team" ON "materials" AS PERMISSIVE FOR ALL TO public USING ("materials"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*') WITH CHECK ("materials"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "pieces_of_its_team" ON "pieces" AS PERMISSIVE FOR ALL TO public USING ("pieces"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*') WITH CHECK ("pieces"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "teams_of_its_team" ON "teams" AS PERMISSIVE FOR ALL TO public USING ("teams"."id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*') WITH CHECK ("teams"."id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "video_pieces_of_its_team" ON "video_pieces" AS PERMISSIVE FOR ALL TO public USING ("video_pieces"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*') WITH CHECK ("video_pieces"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "videos_of_its_team" ON "videos" AS PERMISSIVE FOR ALL TO public USING ("videos"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*') WITH CHECK ("videos"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*');