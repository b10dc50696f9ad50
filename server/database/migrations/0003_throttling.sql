CREATE TABLE "sign_in_buckets" (
	"key" text PRIMARY KEY NOT NULL,
	"failures" double precision NOT NULL,
	"failed_at" timestamp (3) with time zone NOT NULL,
	"blocked_until" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_in_places" (
	"hash" text PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "sign_in_places" ADD CONSTRAINT "sign_in_places_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sign_in_buckets_expires_at_index" ON "sign_in_buckets" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "sign_in_places_user_id_index" ON "sign_in_places" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sign_in_places_expires_at_index" ON "sign_in_places" USING btree ("expires_at");