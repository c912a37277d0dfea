CREATE TABLE "consents" (
	"id" text PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"user_id" text NOT NULL,
	"kind" text NOT NULL,
	"act" text NOT NULL,
	"version" text NOT NULL,
	"language" text NOT NULL,
	"sha256" text NOT NULL,
	"subject" text,
	"address" text NOT NULL,
	"user_agent" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "consents" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "data_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"purpose" text NOT NULL,
	"wrapped" text NOT NULL,
	"wrapped_by" text NOT NULL,
	"retired_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "data_keys" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "login_codes" (
	"id" text PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"purpose" text NOT NULL,
	"target" text NOT NULL,
	"channel" text NOT NULL,
	"hash" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"address" text NOT NULL,
	"device" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "login_codes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "members" (
	"team_id" text NOT NULL,
	"user_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"role" text NOT NULL,
	"monthly_limit" bigint,
	CONSTRAINT "members_team_id_user_id_pk" PRIMARY KEY("team_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "members" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "messages" (
	"id" text PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"channel" text NOT NULL,
	"user_id" text,
	"notice_id" text,
	"template" text NOT NULL,
	"to_sealed" text NOT NULL,
	"content_sealed" text NOT NULL,
	"status" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_at" timestamp with time zone DEFAULT now() NOT NULL,
	"sent_at" timestamp with time zone,
	"receipt" text
);
--> statement-breakpoint
ALTER TABLE "messages" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "accounts" (
	"id" text PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"user_id" text NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp with time zone,
	"refresh_token_expires_at" timestamp with time zone,
	"scope" text,
	"password" text
);
--> statement-breakpoint
ALTER TABLE "accounts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "devices" (
	"id" text PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"user_id" text NOT NULL,
	"hash" text NOT NULL,
	"user_agent" text DEFAULT '' NOT NULL,
	"last_address" text DEFAULT '' NOT NULL,
	"last_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"is_trusted" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
ALTER TABLE "devices" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"user_id" text NOT NULL,
	"token" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"device_id" text,
	"way" text DEFAULT '' NOT NULL,
	"team_id_active" text,
	"needs_factor" boolean DEFAULT false NOT NULL,
	"risk_score" integer DEFAULT 0 NOT NULL,
	"risk_reasons" text[] DEFAULT '{}' NOT NULL,
	"proven_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "sessions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "users" (
	"id" text PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"name" text DEFAULT '' NOT NULL,
	"image" text,
	"email" text NOT NULL,
	"email_sealed" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"phone_number" text,
	"phone_sealed" text,
	"language" text DEFAULT 'zh-CN' NOT NULL,
	"age_group" text,
	"is_operator" boolean DEFAULT false NOT NULL,
	"locked_at" timestamp with time zone,
	"last_sign_in_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "users" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "verifications" (
	"id" text PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "verifications" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "devices" ADD CONSTRAINT "devices_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "consents_user" ON "consents" USING btree ("user_id","kind","id");--> statement-breakpoint
CREATE INDEX "login_codes_target" ON "login_codes" USING btree ("target","created_at");--> statement-breakpoint
CREATE INDEX "login_codes_address" ON "login_codes" USING btree ("address","created_at");--> statement-breakpoint
CREATE INDEX "login_codes_device" ON "login_codes" USING btree ("device","created_at");--> statement-breakpoint
CREATE INDEX "members_user" ON "members" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "messages_due" ON "messages" USING btree ("status","next_at");--> statement-breakpoint
CREATE INDEX "messages_notice" ON "messages" USING btree ("notice_id");--> statement-breakpoint
CREATE UNIQUE INDEX "accounts_once" ON "accounts" USING btree ("provider_id","account_id");--> statement-breakpoint
CREATE INDEX "accounts_user" ON "accounts" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "devices_once" ON "devices" USING btree ("user_id","hash");--> statement-breakpoint
CREATE UNIQUE INDEX "sessions_token" ON "sessions" USING btree ("token");--> statement-breakpoint
CREATE INDEX "sessions_user" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sessions_expires" ON "sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "users_email" ON "users" USING btree ("email");--> statement-breakpoint
CREATE UNIQUE INDEX "users_phone" ON "users" USING btree ("phone_number") WHERE phone_number is not null;--> statement-breakpoint
CREATE INDEX "verifications_identifier" ON "verifications" USING btree ("identifier");--> statement-breakpoint
CREATE POLICY "consents_of_the_service" ON "consents" AS PERMISSIVE FOR ALL TO public USING (current_setting('clipo.team', true) = '*') WITH CHECK (current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "data_keys_of_the_service" ON "data_keys" AS PERMISSIVE FOR ALL TO public USING (current_setting('clipo.team', true) = '*') WITH CHECK (current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "login_codes_of_the_service" ON "login_codes" AS PERMISSIVE FOR ALL TO public USING (current_setting('clipo.team', true) = '*') WITH CHECK (current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "members_of_its_team" ON "members" AS PERMISSIVE FOR ALL TO public USING ("members"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*') WITH CHECK ("members"."team_id" = current_setting('clipo.team', true) or current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "messages_of_the_service" ON "messages" AS PERMISSIVE FOR ALL TO public USING (current_setting('clipo.team', true) = '*') WITH CHECK (current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "accounts_of_the_service" ON "accounts" AS PERMISSIVE FOR ALL TO public USING (current_setting('clipo.team', true) = '*') WITH CHECK (current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "devices_of_the_service" ON "devices" AS PERMISSIVE FOR ALL TO public USING (current_setting('clipo.team', true) = '*') WITH CHECK (current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "sessions_of_the_service" ON "sessions" AS PERMISSIVE FOR ALL TO public USING (current_setting('clipo.team', true) = '*') WITH CHECK (current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "users_of_the_service" ON "users" AS PERMISSIVE FOR ALL TO public USING (current_setting('clipo.team', true) = '*') WITH CHECK (current_setting('clipo.team', true) = '*');--> statement-breakpoint
CREATE POLICY "verifications_of_the_service" ON "verifications" AS PERMISSIVE FOR ALL TO public USING (current_setting('clipo.team', true) = '*') WITH CHECK (current_setting('clipo.team', true) = '*');
--> statement-breakpoint
CREATE TRIGGER consents_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON consents FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
