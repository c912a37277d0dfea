CREATE TABLE "factor_removals" (
	"id" text PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"user_id" text NOT NULL,
	"asked_by" text NOT NULL,
	"identity_check" text NOT NULL,
	"note_sealed" text NOT NULL,
	"confirmed_by" text,
	"due_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"end" text,
	"ended_by" text
);
--> statement-breakpoint
ALTER TABLE "factor_removals" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "consents" ADD COLUMN "subject_index" text;--> statement-breakpoint
ALTER TABLE "credit_holds" ADD COLUMN "user_id" text;--> statement-breakpoint
ALTER TABLE "teams" ADD COLUMN "monthly_limit" bigint;--> statement-breakpoint
ALTER TABLE "factor_removals" ADD CONSTRAINT "factor_removals_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "factor_removals_open" ON "factor_removals" USING btree ("user_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "consents_subject" ON "consents" USING btree ("subject_index") WHERE subject_index is not null;--> statement-breakpoint
CREATE INDEX "credit_holds_month" ON "credit_holds" USING btree ("team_id","created_at");--> statement-breakpoint
CREATE POLICY "factor_removals_of_the_service" ON "factor_removals" AS PERMISSIVE FOR ALL TO public USING (current_setting('clipo.team', true) = '*') WITH CHECK (current_setting('clipo.team', true) = '*');