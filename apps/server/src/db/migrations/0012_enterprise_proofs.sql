CREATE TABLE "enterprise_proofs" (
	"team_id" text PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"name" text NOT NULL,
	"media_type" text NOT NULL,
	"sha256" text NOT NULL,
	"sealed" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "enterprise_proofs" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "enterprise_proofs_of_its_team" ON "enterprise_proofs" AS PERMISSIVE FOR ALL TO public USING ("enterprise_proofs"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*') WITH CHECK ("enterprise_proofs"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*');