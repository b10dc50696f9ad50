CREATE TABLE "gateway_attempts" (
	"cookie_hash" text PRIMARY KEY NOT NULL,
	"attempt_hash" text NOT NULL,
	"return_to" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "gateway_sessions" (
	"hash" text PRIMARY KEY NOT NULL,
	"family_id" uuid NOT NULL,
	"provider" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"sealed_tokens" text,
	"renew_at" timestamp (3) with time zone,
	CONSTRAINT "gateway_sessions_family_id_unique" UNIQUE("family_id")
);
--> statement-breakpoint
ALTER TABLE "gateway_sessions" ADD CONSTRAINT "gateway_sessions_family_id_token_families_id_fk" FOREIGN KEY ("family_id") REFERENCES "public"."token_families"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "gateway_attempts_expires_at_index" ON "gateway_attempts" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "gateway_sessions_expires_at_index" ON "gateway_sessions" USING btree ("expires_at");