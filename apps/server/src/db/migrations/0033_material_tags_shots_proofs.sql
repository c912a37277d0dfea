CREATE TABLE "material_proofs" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"material_id" text NOT NULL,
	"name" text NOT NULL,
	"media_type" text NOT NULL,
	"sha256" text NOT NULL,
	"sealed" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "material_proofs" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "materials" ADD COLUMN "tags" text[] DEFAULT '{}'::text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "materials" ADD COLUMN "seen" jsonb;--> statement-breakpoint
CREATE INDEX "material_proofs_material" ON "material_proofs" USING btree ("team_id","material_id");--> statement-breakpoint
CREATE POLICY "material_proofs_of_its_team" ON "material_proofs" AS PERMISSIVE FOR ALL TO public USING ("material_proofs"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*') WITH CHECK ("material_proofs"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*');