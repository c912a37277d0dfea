CREATE TABLE "conversation_messages" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"conversation_id" text NOT NULL,
	"role" text NOT NULL,
	"writer" text NOT NULL,
	"status" text NOT NULL,
	"pieces" jsonb NOT NULL,
	"words" text NOT NULL,
	"verdict" jsonb,
	"tokens_in" integer DEFAULT 0 NOT NULL,
	"tokens_out" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "conversation_messages" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "conversations" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"owner_id" text NOT NULL,
	"title" text NOT NULL,
	"language" text NOT NULL,
	"pinned_at" timestamp with time zone,
	"state" jsonb NOT NULL,
	"busy_until" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "conversations" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "output_reports" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"reporter_id" text NOT NULL,
	"conversation_id" text NOT NULL,
	"message_id" text NOT NULL,
	"reason" text NOT NULL,
	"note" text NOT NULL,
	"writer" text NOT NULL,
	"pieces" jsonb NOT NULL,
	"closed_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "output_reports" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "team_models" (
	"team_id" text PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"base_url" text NOT NULL,
	"name" text NOT NULL,
	"key_sealed" text,
	"currency" text,
	"price_in" bigint,
	"price_out" bigint
);
--> statement-breakpoint
ALTER TABLE "team_models" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "conversation_messages" ADD CONSTRAINT "conversation_messages_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "conversation_messages_of" ON "conversation_messages" USING btree ("team_id","conversation_id","id");--> statement-breakpoint
CREATE INDEX "conversations_owner" ON "conversations" USING btree ("team_id","owner_id","updated_at");--> statement-breakpoint
CREATE INDEX "output_reports_team" ON "output_reports" USING btree ("team_id","id");--> statement-breakpoint
CREATE POLICY "conversation_messages_of_its_team" ON "conversation_messages" AS PERMISSIVE FOR ALL TO public USING ("conversation_messages"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*') WITH CHECK ("conversation_messages"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "conversations_of_its_team" ON "conversations" AS PERMISSIVE FOR ALL TO public USING ("conversations"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*') WITH CHECK ("conversations"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "output_reports_of_its_team" ON "output_reports" AS PERMISSIVE FOR ALL TO public USING ("output_reports"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*') WITH CHECK ("output_reports"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "team_models_of_its_team" ON "team_models" AS PERMISSIVE FOR ALL TO public USING ("team_models"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*') WITH CHECK ("team_models"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*');