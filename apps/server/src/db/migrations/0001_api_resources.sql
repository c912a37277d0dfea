CREATE TABLE "scripts" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"name" text NOT NULL,
	"language" text NOT NULL,
	"lines" jsonb NOT NULL,
	"verdict" jsonb
);
--> statement-breakpoint
ALTER TABLE "scripts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "storyboards" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"name" text NOT NULL,
	"data" jsonb NOT NULL,
	"verdict" jsonb
);
--> statement-breakpoint
ALTER TABLE "storyboards" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "templates" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"data" jsonb NOT NULL,
	"verdict" jsonb
);
--> statement-breakpoint
ALTER TABLE "templates" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"team_id" text NOT NULL,
	"key" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"request" text NOT NULL,
	"status" integer,
	"answer" text,
	"busy_until" timestamp with time zone NOT NULL,
	CONSTRAINT "idempotency_keys_team_id_key_pk" PRIMARY KEY("team_id","key")
);
--> statement-breakpoint
ALTER TABLE "idempotency_keys" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "products" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"sku" text NOT NULL,
	"data" jsonb NOT NULL,
	"material_ids" text[] DEFAULT '{}' NOT NULL,
	"verdict" jsonb
);
--> statement-breakpoint
ALTER TABLE "products" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "uploads" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"name" text NOT NULL,
	"bytes" bigint NOT NULL,
	"sha256" text,
	"rights" jsonb,
	"description" text,
	"status" text DEFAULT 'open' NOT NULL,
	"s3" jsonb,
	"material_id" text,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "uploads" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "webhook_deliveries" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"webhook_id" text NOT NULL,
	"event_id" bigint NOT NULL,
	"type" text NOT NULL,
	"data" jsonb NOT NULL,
	"status" text DEFAULT 'waiting' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_status" integer,
	"last_problem" text,
	"delivered_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "webhooks" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"url" text NOT NULL,
	"types" text[] DEFAULT '{}' NOT NULL,
	"secret" text NOT NULL,
	"is_active" boolean DEFAULT true NOT NULL
);
--> statement-breakpoint
ALTER TABLE "webhooks" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE INDEX "scripts_team" ON "scripts" USING btree ("team_id","id");--> statement-breakpoint
CREATE INDEX "storyboards_team" ON "storyboards" USING btree ("team_id","id");--> statement-breakpoint
CREATE INDEX "templates_team" ON "templates" USING btree ("team_id","id");--> statement-breakpoint
CREATE INDEX "idempotency_keys_created" ON "idempotency_keys" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "products_sku" ON "products" USING btree ("team_id","sku");--> statement-breakpoint
CREATE INDEX "products_team" ON "products" USING btree ("team_id","id");--> statement-breakpoint
CREATE INDEX "uploads_team" ON "uploads" USING btree ("team_id","id");--> statement-breakpoint
CREATE INDEX "uploads_expires" ON "uploads" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_due" ON "webhook_deliveries" USING btree ("next_at") WHERE status = 'waiting';--> statement-breakpoint
CREATE INDEX "webhook_deliveries_webhook" ON "webhook_deliveries" USING btree ("webhook_id","id");--> statement-breakpoint
CREATE INDEX "webhooks_team" ON "webhooks" USING btree ("team_id","id");--> statement-breakpoint
CREATE POLICY "scripts_of_its_team" ON "scripts" AS PERMISSIVE FOR ALL TO public USING ("scripts"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*') WITH CHECK ("scripts"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "storyboards_of_its_team" ON "storyboards" AS PERMISSIVE FOR ALL TO public USING ("storyboards"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*') WITH CHECK ("storyboards"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "templates_of_its_team" ON "templates" AS PERMISSIVE FOR ALL TO public USING ("templates"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*') WITH CHECK ("templates"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "idempotency_keys_of_its_team" ON "idempotency_keys" AS PERMISSIVE FOR ALL TO public USING ("idempotency_keys"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*') WITH CHECK ("idempotency_keys"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "products_of_its_team" ON "products" AS PERMISSIVE FOR ALL TO public USING ("products"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*') WITH CHECK ("products"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "uploads_of_its_team" ON "uploads" AS PERMISSIVE FOR ALL TO public USING ("uploads"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*') WITH CHECK ("uploads"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "webhook_deliveries_of_its_team" ON "webhook_deliveries" AS PERMISSIVE FOR ALL TO public USING ("webhook_deliveries"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*') WITH CHECK ("webhook_deliveries"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "webhooks_of_its_team" ON "webhooks" AS PERMISSIVE FOR ALL TO public USING ("webhooks"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*') WITH CHECK ("webhooks"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*');