CREATE TABLE "recipes" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"name" text NOT NULL,
	"batch" jsonb NOT NULL,
	"verdict" jsonb
);
--> statement-breakpoint
ALTER TABLE "recipes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "batches" ADD COLUMN "starts_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "recipes_team" ON "recipes" USING btree ("team_id","id");--> statement-breakpoint
CREATE POLICY "recipes_of_its_team" ON "recipes" AS PERMISSIVE FOR ALL TO public USING ("recipes"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*') WITH CHECK ("recipes"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*');