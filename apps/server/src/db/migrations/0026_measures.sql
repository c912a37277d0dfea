CREATE TABLE "appeals" (
	"id" text PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"user_id" text NOT NULL,
	"subject" text NOT NULL,
	"subject_id" text NOT NULL,
	"text" text NOT NULL,
	"proven_by" text NOT NULL,
	"proven_at" timestamp with time zone NOT NULL,
	"identity_sealed" text NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"is_due_known" boolean NOT NULL,
	"reminded_at" timestamp with time zone,
	"overdue_at" timestamp with time zone,
	"reasons" text,
	"decided_by" text,
	"decided_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "appeals" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "calendar_years" (
	"year" integer PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"rest_days" text[] NOT NULL,
	"work_days" text[] NOT NULL,
	"source" text NOT NULL,
	"entered_by" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "calendar_years" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "authority_packages" (
	"id" text PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"user_id" text NOT NULL,
	"authority" text NOT NULL,
	"request_number" text NOT NULL,
	"ground" text NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"until" timestamp with time zone NOT NULL,
	"made_by" text NOT NULL,
	"sha256" text NOT NULL,
	"size_bytes" integer NOT NULL,
	"entries" jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "authority_packages" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "measure_acts" (
	"id" text PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"about_id" text NOT NULL,
	"user_id" text NOT NULL,
	"act" text NOT NULL,
	"by" text NOT NULL,
	"ground" text NOT NULL,
	"before" jsonb NOT NULL,
	"after" jsonb NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "measure_acts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "measure_proposals" (
	"id" text PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"user_id" text NOT NULL,
	"kind" text NOT NULL,
	"reason" text NOT NULL,
	"functions" text[] DEFAULT '{}' NOT NULL,
	"days" integer,
	"rule" text NOT NULL,
	"because" text NOT NULL,
	"follows" text,
	"case_id" text,
	"thing" text,
	"thing_id" text,
	"state" text DEFAULT 'open' NOT NULL,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	"note" text DEFAULT '' NOT NULL,
	"measure_id" text
);
--> statement-breakpoint
ALTER TABLE "measure_proposals" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "measures" (
	"id" text PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"kind" text NOT NULL,
	"reason" text NOT NULL,
	"user_id" text NOT NULL,
	"statement" text NOT NULL,
	"ground" text NOT NULL,
	"category" text,
	"functions" text[] DEFAULT '{}' NOT NULL,
	"thing" text,
	"thing_id" text,
	"thing_team_id" text,
	"thing_hash" text,
	"due_at" timestamp with time zone,
	"ends_at" timestamp with time zone,
	"state" text DEFAULT 'open' NOT NULL,
	"closed_at" timestamp with time zone,
	"answer" text,
	"answered_at" timestamp with time zone,
	"decided_by" text NOT NULL,
	"follows" text,
	"case_id" text,
	"notice_id" text,
	"reminded_at" timestamp with time zone,
	"paused" jsonb DEFAULT '[]'::jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "measures" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sealed_evidence" (
	"id" text PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"measure_id" text NOT NULL,
	"user_id" text NOT NULL,
	"what" text NOT NULL,
	"thing_id" text NOT NULL,
	"name" text NOT NULL,
	"sha256" text,
	"size_bytes" integer DEFAULT 0 NOT NULL,
	"record" jsonb NOT NULL,
	"record_sha256" text NOT NULL,
	"sealed_at" text NOT NULL,
	"copied_at" timestamp with time zone,
	"sealed_by" text NOT NULL,
	"retain_until" timestamp with time zone NOT NULL,
	"legal_hold" text,
	"number" integer NOT NULL,
	"previous" text NOT NULL,
	"hash" text NOT NULL,
	"signature" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "sealed_evidence" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "kept_labels" (
	"id" text PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"pseudonym" text NOT NULL,
	"produce_id" text NOT NULL,
	"sha256" text NOT NULL,
	"label" jsonb NOT NULL,
	"retain_until" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "kept_labels" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "deletion_requests" ADD COLUMN "cause" text DEFAULT 'user' NOT NULL;--> statement-breakpoint
ALTER TABLE "deletion_requests" ADD COLUMN "erases_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "deletion_requests" ADD COLUMN "notice_id" text;--> statement-breakpoint
ALTER TABLE "deletion_requests" ADD COLUMN "measure_id" text;--> statement-breakpoint
ALTER TABLE "deletion_requests" ADD COLUMN "ordered_by" text;--> statement-breakpoint
ALTER TABLE "deletion_requests" ADD COLUMN "withdrawn_why" text;--> statement-breakpoint
ALTER TABLE "deletion_requests" ADD COLUMN "held_by" text;--> statement-breakpoint
ALTER TABLE "deletion_requests" ADD COLUMN "erased_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "deletion_requests" ADD COLUMN "leftovers" jsonb;--> statement-breakpoint
ALTER TABLE "deletion_requests" ADD COLUMN "certificate" jsonb;--> statement-breakpoint
ALTER TABLE "deletion_requests" ADD COLUMN "link_hash" text;--> statement-breakpoint
CREATE INDEX "appeals_state" ON "appeals" USING btree ("state","due_at");--> statement-breakpoint
CREATE INDEX "appeals_user" ON "appeals" USING btree ("user_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "appeals_once" ON "appeals" USING btree ("subject_id") WHERE state in ('open', 'upheld', 'rejected');--> statement-breakpoint
CREATE INDEX "authority_packages_user" ON "authority_packages" USING btree ("user_id","id");--> statement-breakpoint
CREATE INDEX "measure_acts_about" ON "measure_acts" USING btree ("about_id","id");--> statement-breakpoint
CREATE INDEX "measure_acts_user" ON "measure_acts" USING btree ("user_id","id");--> statement-breakpoint
CREATE INDEX "measure_proposals_state" ON "measure_proposals" USING btree ("state","id");--> statement-breakpoint
CREATE UNIQUE INDEX "measure_proposals_once" ON "measure_proposals" USING btree ("user_id","kind","follows") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "measures_user" ON "measures" USING btree ("user_id","id");--> statement-breakpoint
CREATE INDEX "measures_open" ON "measures" USING btree ("user_id") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "measures_due" ON "measures" USING btree ("due_at") WHERE state = 'open' and due_at is not null;--> statement-breakpoint
CREATE INDEX "measures_ends" ON "measures" USING btree ("ends_at") WHERE state = 'open' and ends_at is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "sealed_evidence_number" ON "sealed_evidence" USING btree ("number");--> statement-breakpoint
CREATE INDEX "sealed_evidence_measure" ON "sealed_evidence" USING btree ("measure_id");--> statement-breakpoint
CREATE INDEX "sealed_evidence_user" ON "sealed_evidence" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "kept_labels_number" ON "kept_labels" USING btree ("produce_id");--> statement-breakpoint
CREATE INDEX "deletion_requests_open" ON "deletion_requests" USING btree ("erases_at") WHERE withdrawn_at is null and done_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "deletion_requests_once" ON "deletion_requests" USING btree ("user_id") WHERE withdrawn_at is null and done_at is null;--> statement-breakpoint
CREATE POLICY "appeals_of_the_service" ON "appeals" AS PERMISSIVE FOR ALL TO public USING (current_setting('clipo.team', true) = '*') WITH CHECK (current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "calendar_years_of_the_service" ON "calendar_years" AS PERMISSIVE FOR ALL TO public USING (current_setting('clipo.team', true) = '*') WITH CHECK (current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "authority_packages_of_the_service" ON "authority_packages" AS PERMISSIVE FOR ALL TO public USING (current_setting('clipo.team', true) = '*') WITH CHECK (current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "measure_acts_of_the_service" ON "measure_acts" AS PERMISSIVE FOR ALL TO public USING (current_setting('clipo.team', true) = '*') WITH CHECK (current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "measure_proposals_of_the_service" ON "measure_proposals" AS PERMISSIVE FOR ALL TO public USING (current_setting('clipo.team', true) = '*') WITH CHECK (current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "measures_of_the_service" ON "measures" AS PERMISSIVE FOR ALL TO public USING (current_setting('clipo.team', true) = '*') WITH CHECK (current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "sealed_evidence_of_the_service" ON "sealed_evidence" AS PERMISSIVE FOR ALL TO public USING (current_setting('clipo.team', true) = '*') WITH CHECK (current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "kept_labels_of_the_service" ON "kept_labels" AS PERMISSIVE FOR ALL TO public USING (current_setting('clipo.team', true) = '*') WITH CHECK (current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE TRIGGER measure_acts_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON measure_acts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
UPDATE deletion_requests SET erases_at = now() + interval '7 days' WHERE withdrawn_at IS NULL AND done_at IS NULL;
