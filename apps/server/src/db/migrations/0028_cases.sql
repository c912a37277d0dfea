CREATE TABLE "case_events" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"case_id" text NOT NULL,
	"kind" text NOT NULL,
	"party" text NOT NULL,
	"by" text,
	"readers" text NOT NULL,
	"text_sealed" text
);
--> statement-breakpoint
ALTER TABLE "case_events" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "case_files" (
	"id" text PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"case_id" text NOT NULL,
	"party" text NOT NULL,
	"name" text NOT NULL,
	"media_type" text NOT NULL,
	"sha256" text NOT NULL,
	"bytes" integer NOT NULL,
	"sealed" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "case_files" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "cases" (
	"id" text PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"number" text NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"source" text NOT NULL,
	"language" text NOT NULL,
	"secret_hash" text NOT NULL,
	"channel" text NOT NULL,
	"contact_sealed" text NOT NULL,
	"contact_index" text NOT NULL,
	"name_sealed" text NOT NULL,
	"address" text NOT NULL,
	"confirmed_at" timestamp with time zone,
	"user_id" text,
	"right" text,
	"wish" text,
	"place" text DEFAULT '' NOT NULL,
	"is_sworn" boolean DEFAULT false NOT NULL,
	"subject" text,
	"subject_id" text,
	"team_id" text,
	"due_at" timestamp with time zone,
	"outcome" text,
	"is_strike" boolean DEFAULT false NOT NULL,
	"closed_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "cases" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "takedowns" (
	"id" text PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"case_id" text NOT NULL,
	"number" text NOT NULL,
	"team_id" text NOT NULL,
	"subject" text NOT NULL,
	"subject_id" text NOT NULL,
	"sha256" text,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "takedowns" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "grant_wishes" (
	"id" text PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"team_id" text NOT NULL,
	"amount" bigint NOT NULL,
	"reference" text NOT NULL,
	"reason" text NOT NULL,
	"expires_at" timestamp with time zone,
	"asked_by" text NOT NULL,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	"outcome" text
);
--> statement-breakpoint
ALTER TABLE "grant_wishes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "incident_entries" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"incident_id" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"by" text NOT NULL,
	"text" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "incident_entries" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "incident_people" (
	"incident_id" text NOT NULL,
	"user_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"found_by" text NOT NULL,
	"told_at" timestamp with time zone,
	CONSTRAINT "incident_people_incident_id_user_id_pk" PRIMARY KEY("incident_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "incident_people" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "incidents" (
	"id" text PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"kind" text NOT NULL,
	"grade" text NOT NULL,
	"title" text NOT NULL,
	"found_at" timestamp with time zone NOT NULL,
	"data" text[] NOT NULL,
	"cause" text NOT NULL,
	"harm" text NOT NULL,
	"measures" text NOT NULL,
	"advice" text NOT NULL,
	"opened_by" text NOT NULL,
	"reported_at" timestamp with time zone,
	"closed_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "incidents" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "announcements" ADD COLUMN "kind" text DEFAULT 'news' NOT NULL;--> statement-breakpoint
ALTER TABLE "announcements" ADD COLUMN "shown_from" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "announcements" ADD COLUMN "parts" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
CREATE INDEX "case_events_case" ON "case_events" USING btree ("case_id","id");--> statement-breakpoint
CREATE INDEX "case_files_case" ON "case_files" USING btree ("case_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "cases_number" ON "cases" USING btree ("number");--> statement-breakpoint
CREATE UNIQUE INDEX "cases_secret" ON "cases" USING btree ("secret_hash");--> statement-breakpoint
CREATE INDEX "cases_due" ON "cases" USING btree ("due_at") WHERE state <> 'closed';--> statement-breakpoint
CREATE INDEX "cases_open" ON "cases" USING btree ("id") WHERE state <> 'closed';--> statement-breakpoint
CREATE INDEX "cases_team" ON "cases" USING btree ("team_id","id");--> statement-breakpoint
CREATE INDEX "cases_contact" ON "cases" USING btree ("contact_index","created_at");--> statement-breakpoint
CREATE INDEX "cases_address" ON "cases" USING btree ("address","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "takedowns_once" ON "takedowns" USING btree ("case_id","subject_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "takedowns_subject" ON "takedowns" USING btree ("subject_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "takedowns_sha256" ON "takedowns" USING btree ("team_id","sha256") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "grant_wishes_decided" ON "grant_wishes" USING btree ("decided_at","id");--> statement-breakpoint
CREATE INDEX "incident_entries_incident" ON "incident_entries" USING btree ("incident_id","at");--> statement-breakpoint
CREATE INDEX "incidents_found" ON "incidents" USING btree ("found_at");--> statement-breakpoint
CREATE INDEX "audit_events_actor" ON "audit_events" USING btree ("actor_id","id");--> statement-breakpoint
CREATE INDEX "audit_events_action" ON "audit_events" USING btree ("action","id");--> statement-breakpoint
CREATE INDEX "audit_events_object" ON "audit_events" USING btree ("object_id","id");--> statement-breakpoint
CREATE INDEX "audit_events_address" ON "audit_events" USING btree ("address","id");--> statement-breakpoint
CREATE INDEX "audit_events_refused" ON "audit_events" USING btree ("id") WHERE status >= 400;--> statement-breakpoint
CREATE INDEX "audit_events_time" ON "audit_events" USING btree ("created_at");--> statement-breakpoint
CREATE POLICY "case_events_of_the_service" ON "case_events" AS PERMISSIVE FOR ALL TO public USING (current_setting('clipo.team', true) = '*') WITH CHECK (current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "case_files_of_the_service" ON "case_files" AS PERMISSIVE FOR ALL TO public USING (current_setting('clipo.team', true) = '*') WITH CHECK (current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "cases_of_the_service" ON "cases" AS PERMISSIVE FOR ALL TO public USING (current_setting('clipo.team', true) = '*') WITH CHECK (current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "takedowns_of_its_team" ON "takedowns" AS PERMISSIVE FOR ALL TO public USING ("takedowns"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*') WITH CHECK ("takedowns"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "grant_wishes_of_the_service" ON "grant_wishes" AS PERMISSIVE FOR ALL TO public USING (current_setting('clipo.team', true) = '*') WITH CHECK (current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "incident_entries_of_the_service" ON "incident_entries" AS PERMISSIVE FOR ALL TO public USING (current_setting('clipo.team', true) = '*') WITH CHECK (current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "incident_people_of_the_service" ON "incident_people" AS PERMISSIVE FOR ALL TO public USING (current_setting('clipo.team', true) = '*') WITH CHECK (current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "incidents_of_the_service" ON "incidents" AS PERMISSIVE FOR ALL TO public USING (current_setting('clipo.team', true) = '*') WITH CHECK (current_setting('clipo.team', true) = '*');