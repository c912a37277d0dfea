CREATE TABLE "claim_proofs" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"sku" text NOT NULL,
	"rule" text NOT NULL,
	"term" text NOT NULL,
	"folded" text NOT NULL,
	"kind" text NOT NULL,
	"source" text NOT NULL,
	"ends_at" timestamp with time zone,
	"name" text NOT NULL,
	"media_type" text NOT NULL,
	"sha256" text NOT NULL,
	"sealed" text NOT NULL,
	"added_by" text NOT NULL,
	"withdrawn_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "claim_proofs" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE INDEX "claim_proofs_product" ON "claim_proofs" USING btree ("team_id","sku","id");--> statement-breakpoint
CREATE POLICY "claim_proofs_of_its_team" ON "claim_proofs" AS PERMISSIVE FOR ALL TO public USING ("claim_proofs"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*') WITH CHECK ("claim_proofs"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*');